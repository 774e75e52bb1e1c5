"""Names of choices stored by the package; states are those of the pure rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Presence(models.TextChoices):
    """Whether somebody was at a lesson."""

    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Excused")
    SICK = "sick", _("Sick")
    ABSENT = "absent", _("Absent")
