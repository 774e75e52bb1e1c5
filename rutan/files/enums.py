"""Names of choices stored by the package."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class FileKind(models.TextChoices):
    """What a file was handed in as."""

    CONSENT = "consent", _("Signed consent")
    PHOTO = "photo", _("Photo")
