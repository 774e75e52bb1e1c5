"""Background work."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """A job is a row first; Celery and Redis are only the doorbell."""

    name = "rutan.jobs"
    label = "jobs"
