"""Names of choices on the pages of coordination."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Shown(models.TextChoices):
    """Which people a list shows, by what the agency sees."""

    ALL = "all", _("All people")
    OPENED = "opened", _("Opened")
    NOT_OPENED = "not_opened", _("Not opened")
