"""The facility's day, which is locked before anything is booked, and its rooms."""

from datetime import time
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.core.guards import same_for_ever, void_for_good
from rutan.timetable import guards


class Regime(models.Model):
    """The one row of a facility that is locked before its timetable is written to, and its hours for sessions.

    Services take it FOR NO KEY UPDATE before anything else (house.md, decision 11); the triggers take it too and
    refuse where it is missing.
    """

    facility = models.OneToOneField(Facility, on_delete=models.PROTECT, related_name="regime")
    day_starts_at_time = models.TimeField(_("sessions from"), default=time(7))
    day_ends_at_time = models.TimeField(_("sessions until"), default=time(17))

    objects = models.Manager["Regime"]()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="regime_day_ends_after_it_starts",
                condition=Q(day_ends_at_time__gt=models.F("day_starts_at_time")),
                violation_error_message=_("The day of sessions ends before it starts."),
            ),
        )
        triggers = (same_for_ever("regime_stays_with_its_facility", "facility_id"),)

    def __str__(self) -> str:
        return f"{self.day_starts_at_time:%H.%M}–{self.day_ends_at_time:%H.%M}"


class RoomQuerySet(models.QuerySet["Room"]):
    """Rooms of a facility."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def by_name(self) -> Self:
        """In the order of columns and lists."""
        return self.order_by("name", "pk")


class RoomManager(models.Manager["Room"]):
    """Leaves out rooms that are no longer used."""

    def get_queryset(self) -> RoomQuerySet:
        """All rooms in use."""
        return RoomQuerySet(self.model, using=self._db).filter(voided_at=None)


class Room(models.Model):
    """A room in which sessions are held; ``capacity`` is empty where nobody has counted the places."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="rooms")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=100)
    capacity = models.PositiveSmallIntegerField(_("capacity"), null=True, blank=True)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = RoomManager.from_queryset(RoomQuerySet)()
    all_objects = models.Manager["Room"]()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "code"),
                condition=Q(voided_at=None),
                name="room_code_once_a_facility",
                violation_error_message=_("Another room has this code."),
            ),
            models.CheckConstraint(
                name="room_has_places",
                condition=Q(capacity=None) | Q(capacity__gt=0),
                violation_error_message=_("A room has at least one place."),
            ),
        )
        triggers = (
            same_for_ever("room_stays_at_its_facility", "facility_id"),
            guards.room_in_use_is_kept(),
            void_for_good(),
        )

    def __str__(self) -> str:
        return self.name
