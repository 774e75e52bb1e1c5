"""Data protection."""

from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    """The record of processing, a person's own file, anonymising after retention."""

    name = "rutan.protection"
    label = "protection"

    def ready(self) -> None:
        """Say what the kinds of breach are called in the audit trail."""
        from rutan.protection.models_breaches import KINDS
        from rutan.reports.wording_audit_values import put_into_words

        put_into_words("breach", dict(KINDS).get)
