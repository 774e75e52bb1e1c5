"""Uploaded scans and pictures."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Files that people hand in; it has no pages, each owner opens its own."""

    name = "rutan.files"
    label = "files"
