"""Skills training."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Courses, batches, lessons, enrolments and certificates."""

    name = "training"
    label = "training"

    def ready(self) -> None:
        """Say what a departure touches here."""
        from inmates.consequences import register
        from training import touched

        register(touched.ENROLMENTS)
