"""Names of choices stored by the package; tiers and states of decisions and placements are of the pure rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupState(models.TextChoices):
    """Whether a group still takes part in the programme."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class AttendanceState(models.TextChoices):
    """What became of a session for one person; the values are those of the pure rules, as a test compares."""

    PRESENT = "present", _("Present")
    EXCUSED = "excused", _("Excused")
    SICK = "sick", _("Sick")
    ABSENT = "absent", _("Absent")
    NOT_HELD = "not_held", _("Not held")


class Cared(models.TextChoices):
    """Whom the list of case officers shows."""

    PARTICIPANTS = "participants", _("Participants")
    WITHOUT = "without", _("Participants without a case officer")
    EVERYBODY = "everybody", _("Everybody in custody")
