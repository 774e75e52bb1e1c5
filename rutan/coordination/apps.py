"""Working with partner agencies."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """Which people are opened to which agency."""

    name = "rutan.coordination"
    label = "coordination"
