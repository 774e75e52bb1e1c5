"""Names of choices of the package."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RoleState(models.TextChoices):
    """What a role assignment is on a day; it follows from its dates and from who approved it, and is not stored."""

    PROPOSED = "proposed", _("Waits for a second person")
    LATER = "later", _("Starts later")
    IN_FORCE = "in_force", _("In force")
    ENDED = "ended", _("Has ended")
    WITHDRAWN = "withdrawn", _("Withdrawn")
