"""Instruments as they are taken."""

from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    """Answers, scores, signatures, assessors and their certificates."""

    name = "assessments"
    label = "assessments"

    def ready(self) -> None:
        """Say what a departure touches here."""
        from assessments import touched
        from inmates.consequences import register

        register(touched.DRAFTS)
