"""Names of choices stored by the package; the values are those of the domain, as a test compares."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HoursKind(models.TextChoices):
    """What protected hours are kept free for."""

    ROLL_CALL = "roll_call", _("Roll call")
    PRAYER = "prayer", _("Prayer")
    MEAL = "meal", _("Meal")
    COACHING = "coaching", _("Coaching programme")
    VISIT = "visit", _("Visits")
    LOCK_UP = "lock_up", _("Lock-up")


class Binds(models.TextChoices):
    """Whom protected hours bind."""

    EVERYONE = "everyone", _("Everybody")
    PARTICIPANTS = "participants", _("Only those who take part")


class Weekday(models.IntegerChoices):
    """Days of the week as they are stored: Monday is 0, as ``date.weekday()`` counts."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class NotReadyReason(models.TextChoices):
    """Why sessions cannot be held."""

    STAFF = "staff", _("Too few staff")
    SECURITY = "security", _("Security")
    UTILITIES = "utilities", _("Power, water or building")
    EVENT = "event", _("Another event")
    OTHER = "other", _("Another reason")


class ActivityKind(models.TextChoices):
    """Which programme a booking or series belongs to."""

    REHAB = "rehab", _("Rehabilitation")
    TRAINING = "training", _("Training")
    OTHER = "other", _("Other activity")


class BookingState(models.TextChoices):
    """Where a booking stands."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class LostBy(models.TextChoices):
    """On whose side a cancelled session was lost."""

    NONE = "none", _("Nobody's side")
    RUTAN = "rutan", _("The detention centre's side")
    PERSON = "person", _("The person's side")
