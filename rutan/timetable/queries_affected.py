"""Which planned sessions hours or a period would lie over."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Q

from rutan.agencies.models import Facility
from rutan.timetable.domain.calendar import Participant, ResourceKind, Slot
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.conflicts import Severity
from rutan.timetable.domain.proposal import Proposal, RoomFacts
from rutan.timetable.models import Booking, CoachingParticipant, ProtectedHours, Room
from rutan.timetable.queries_checker import hours_of


def affected_by(*, facility: Facility, slot: Slot, room: Room | None = None, now: datetime) -> list[Booking]:
    """Return the planned sessions, not over yet, that a period of not being ready would lie over, earliest first."""
    bookings = Booking.objects.at(facility).upcoming().touching(slot).not_over(now)
    if room is not None:
        bookings = bookings.filter(room=room)
    return list(bookings.select_related("room", "facility").by_time())


def affected_by_hours(
    hours: ProtectedHours, *, now: datetime, joining: Collection[CoachingParticipant] = ()
) -> list[Booking]:
    """Return the planned sessions, not over yet, that hard hours touch, as they are in memory; earliest first.

    :param joining: who is about to take part.
    """
    stored = CoachingParticipant.objects.of(hours) if hours.pk else ()
    people = [Participant(row.inmate_id, row.starts_on, row.ends_on) for row in (*stored, *joining)]
    checker = Checker(zone=hours.facility.zone, hours=[hours_of(hours, people)])
    last = Q(during__startswith__date__lte=hours.ends_on + timedelta(days=1)) if hours.ends_on else Q()
    planned = Booking.objects.at(hours.facility).upcoming().not_over(now).filter(last)
    planned = planned.select_related("room", "facility").prefetch_related("claims").by_time()
    return [booking for booking in planned if _touched(checker, booking)]


def _touched(checker: Checker, booking: Booking) -> bool:
    conflicts = checker.timed_conflicts(_with_people(booking))
    return any(conflict.severity is Severity.DATABASE for conflict in conflicts)


def _with_people(booking: Booking) -> Proposal:
    """A booking as it stands; whoever its claims hold, by number alone."""
    held = [claim for claim in booking.claims.all() if claim.voided_at is None]
    inmates = {claim.inmate_id: ResourceKind.INMATE.value for claim in held if claim.inmate_id is not None}
    room = RoomFacts(booking.room_id, booking.room.name, booking.room.capacity)
    return Proposal(room=room, slot=booking.slot, facilitators={}, inmates=inmates, booking_id=booking.pk)
