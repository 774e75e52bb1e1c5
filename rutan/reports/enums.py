"""Names of choices stored by the package; the states of an edition are of the pure rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportKind(models.TextChoices):
    """What a report is about."""

    MONTHLY = "monthly", _("Monthly report")
