"""Errors, template tags and the plain pages of the process itself: no tables."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """What every package may use."""

    name = "rutan.core"
    label = "core"
