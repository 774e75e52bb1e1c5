"""Data protection."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The record of processing, a person's own file, anonymising after retention."""

    name = "rutan.protection"
    label = "protection"
