"""What needs attention now."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """The head's overview; it has no tables."""

    name = "rutan.dashboard"
    label = "dashboard"
