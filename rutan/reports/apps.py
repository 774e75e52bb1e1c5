"""Coordination reports."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Figures, and sealed editions of reports."""

    name = "rutan.reports"
    label = "reports"
