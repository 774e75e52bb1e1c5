"""What needs attention now."""

from django.apps import AppConfig


class DashboardConfig(AppConfig):
    """The head's overview; it has no tables."""

    name = "rutan.dashboard"
    label = "dashboard"

    def ready(self) -> None:
        """Say what the figures are called in the audit trail."""
        from rutan.dashboard import wording_audit
        from rutan.reports.wording_audit_values import put_into_words

        put_into_words("figure", wording_audit.figure)
        put_into_words("part", wording_audit.part)
        put_into_words("table", wording_audit.table)
