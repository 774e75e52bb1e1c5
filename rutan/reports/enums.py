"""Names of choices stored by the package; the states of an edition are of the pure rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """What a report is about."""

    MONTHLY = "monthly", _("Monthly report")


# How the audit trail names that somebody has opened a sealed report, or taken its spreadsheet.
OPENED, TAKEN = "reports.edition.opened", "reports.edition.taken"
READING = (OPENED, TAKEN)
