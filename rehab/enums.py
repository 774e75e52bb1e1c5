"""Names of choices stored by the package; tiers and states of decisions and placements are of the pure rules."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GroupState(models.TextChoices):
    """Whether a group still takes part in the programme."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
