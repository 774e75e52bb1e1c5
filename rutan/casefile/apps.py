"""One person, everything, on one page."""

from django.apps import AppConfig


class CasefileConfig(AppConfig):
    """The case file; it has no tables."""

    name = "rutan.casefile"
    label = "casefile"
