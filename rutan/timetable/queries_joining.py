"""What the timetable says about one more person at sessions that are planned, before anything is written."""

from collections.abc import Mapping, Sequence

from inmates.models import Inmate
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.conflicts import Conflict
from rutan.timetable.domain.proposal import Proposal, RoomFacts
from rutan.timetable.models import Booking
from rutan.timetable.queries_checker import checker_for


def in_the_way_of(
    newcomer: Inmate, bookings: Sequence[Booking], *, together: Mapping[int, int]
) -> dict[int, list[Conflict]]:
    """Return, by booking, everything that speaks against somebody's joining it; only bookings where something does.

    The same checker as for any booking, and as many queries however many bookings there are. That the others are free
    was seen when they joined. What somebody has accepted for the session as a whole is not told again.

    :param bookings: of one facility, each with its room.
    :param together: by booking, how many people there would be with the newcomer.
    """
    if not bookings:
        return {}
    slots = [booking.slot for booking in bookings]
    span = Slot(min(slot.starts_at for slot in slots), max(slot.ends_at for slot in slots))
    # Only the newcomer's own bookings are read; each room is held by its very booking.
    checker = checker_for(newcomer.facility, span, proposal=_alone(bookings[0], newcomer))
    found = {
        booking.pk: _against(checker, booking, newcomer, together.get(booking.pk, 1)) for booking in bookings
    }
    return {booking: conflicts for booking, conflicts in found.items() if conflicts}


def _against(checker: Checker, booking: Booking, newcomer: Inmate, needed: int) -> list[Conflict]:
    conflicts = checker.conflicts(_alone(booking, newcomer), needed=needed)
    accepted = bool(booking.override_reason)
    return [conflict for conflict in conflicts if not (accepted and conflict.severity.overridable)]


def _alone(booking: Booking, newcomer: Inmate) -> Proposal:
    room = RoomFacts(booking.room_id, booking.room.name, booking.room.capacity)
    return Proposal(
        room=room,
        slot=booking.slot,
        facilitators={},
        inmates={newcomer.pk: newcomer.full_name},
        booking_id=booking.pk,
    )


__all__ = ["in_the_way_of"]
