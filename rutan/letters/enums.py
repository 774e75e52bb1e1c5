"""Names of choices stored by the package."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What kind of paper leaves the house; its letter code gives the classification of its number."""

    TRAINING_CERTIFICATE = "training_certificate", _("Certificate of skills training")
    PROGRAMME_CERTIFICATE = "programme_certificate", _("Certificate of rehabilitation")
    ASSESSMENT_RESULT = "assessment_result", _("Assessment result")
    PERSON_REPORT = "person_report", _("Report on a person")
    MONTHLY_REPORT = "monthly_report", _("Monthly report")
    COVER_LETTER = "cover_letter", _("Cover letter")
    LETTER = "letter", _("Letter")


class Office(models.TextChoices):
    """The office somebody signs for."""

    HEAD = "head", _("Head of the detention centre")
    DETAINEE_SERVICE = "detainee_service", _("Head of detainee service")
    SECURITY = "security", _("Head of security")


class FactKind(models.TextChoices):
    """What a check page may show of a paper, beside its kind, number, day and state."""

    COURSE = "course", _("Course")
    HOURS = "hours", _("Hours planned")
    ATTENDED = "attended", _("Time attended")
    PROGRAMME = "programme", _("Programme")
    PERIOD = "period", _("Period")
    EDITION = "edition", _("Edition")
    RESULT = "result", _("Result")
    SUBJECT = "subject", _("Subject matter")
