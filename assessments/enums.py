"""Names of choices stored by the package."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssessmentState(models.TextChoices):
    """Where a form stands; which may follow which is in ``domain/lifecycle.py``."""

    DRAFT = "draft", _("Draft")
    SIGNED = "signed", _("Signed")
    VOID = "void", _("Void")


class ReferencePeriod(models.TextChoices):
    """Which time the questions look back on; results that differ in it are never compared."""

    CALENDAR = "calendar", _("Before the interview")
    BEFORE_DETENTION = "before_detention", _("Before detention")
