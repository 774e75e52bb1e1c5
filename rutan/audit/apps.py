"""The audit trail."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done and what was opened; it has no pages."""

    name = "rutan.audit"
    label = "audit"
