"""Who and what a booking holds: one claim for the room, each facilitator and each inmate."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import Deferrable, Q
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import same_for_ever, void_for_good
from rutan.timetable import guards, guards_apart
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models_bookings import Booking
from rutan.timetable.models_rooms import Room
from rutan.timetable.ranges import bounded, range_of

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

ROOM_TWICE = "claim_room_never_twice"
FACILITATOR_TWICE = "claim_facilitator_never_twice"
INMATE_TWICE = "claim_inmate_never_twice"


def _never_twice(resource: str, name: str, message: "StrPromise") -> ExclusionConstraint:
    """No two published claims on the same one overlap; deferrable, so that two bookings can change places."""
    return ExclusionConstraint(
        name=name,
        expressions=[(resource, RangeOperators.EQUAL), ("during", RangeOperators.OVERLAPS)],
        condition=Q(published=True, voided_at=None, **{f"{resource}__isnull": False}),
        deferrable=Deferrable.IMMEDIATE,
        violation_error_message=message,
    )


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims by time and by whom they hold."""

    def on_people(self) -> Self:
        """Those on facilitators and inmates."""
        return self.filter(room=None)

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def published(self) -> Self:
        """Those that count."""
        return self.filter(published=True)

    def touching(self, slot: Slot) -> Self:
        """Those that overlap a slot."""
        return self.filter(during__overlap=range_of(slot))

    def of(self, booking: Booking) -> Self:
        """Those of one booking."""
        return self.filter(booking=booking)


class ClaimManager(models.Manager["Claim"]):
    """Leaves out claims that were given up."""

    def get_queryset(self) -> ClaimQuerySet:
        """All claims that stand."""
        return ClaimQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class Claim(models.Model):
    """A booking's hold on a room, a facilitator or an inmate for its time.

    It counts while ``published`` and not void. A cancelled booking's claims are no longer published, so they still
    tell who was to come; a person taken off a booking has theirs voided.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    booking = models.ForeignKey(Booking, on_delete=models.PROTECT, related_name="claims")
    during = DateTimeRangeField()
    published = models.BooleanField()
    room = models.ForeignKey(Room, null=True, on_delete=models.PROTECT, related_name="claims", db_index=False)
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="claims"
    )
    inmate = models.ForeignKey(Inmate, null=True, on_delete=models.PROTECT, related_name="claims")
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ClaimManager.from_queryset(ClaimQuerySet)()
    all_objects = models.Manager["Claim"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (
            GistIndex(
                fields=("facility", "during"),
                name="claim_by_time",
                condition=Q(published=True, voided_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="claim_on_exactly_one",
                condition=Q(room__isnull=False, facilitator=None, inmate=None)
                | Q(room=None, facilitator__isnull=False, inmate=None)
                | Q(room=None, facilitator=None, inmate__isnull=False),
                violation_error_message=_("A claim is on a room, a facilitator or an inmate."),
            ),
            models.CheckConstraint(
                name="claim_is_bounded",
                condition=bounded(),
                violation_error_message=_("A claim ends after it starts."),
            ),
            _never_twice("room", ROOM_TWICE, _("The room is already taken at that time.")),
            _never_twice(
                "facilitator", FACILITATOR_TWICE, _("The facilitator already leads a session then.")
            ),
            _never_twice("inmate", INMATE_TWICE, _("The person is already in a session at that time.")),
        )
        triggers = (
            same_for_ever("claim_stays_with_its_booking", "facility_id", "booking_id"),
            # Whoever no longer comes has theirs voided; only the room is changed, with the booking's.
            same_for_ever("claim_stays_on_its_person", "facilitator_id", "inmate_id"),
            guards.claim_of_facility(),
            guards.claim_of_over_booking_is_locked(),
            guards.claim_keeps_clear(),
            guards.claim_room_is_in_use(),
            guards_apart.claim_keeps_apart(),
            guards.claims_match("booking_id"),
            void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.booking}: {self.room or self.facilitator or self.inmate}"
