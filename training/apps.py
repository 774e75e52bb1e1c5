"""Skills training."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """Courses, batches, lessons, enrolments and certificates."""

    name = "training"
    label = "training"
