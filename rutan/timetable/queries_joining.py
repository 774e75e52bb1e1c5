"""What the timetable says about one more person at sessions that are planned, before anything is written."""

from collections.abc import Mapping, Sequence

from django.utils import timezone

from inmates.models import Inmate
from inmates.queries_apart import apart_from
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.conflicts import Conflict
from rutan.timetable.domain.proposal import Proposal, RoomFacts
from rutan.timetable.models import Booking, Claim
from rutan.timetable.queries_checker import checker_for


def in_the_way_of(
    newcomer: Inmate, bookings: Sequence[Booking], *, together: Mapping[int, int]
) -> dict[int, list[Conflict]]:
    """Return, by booking, everything that speaks against somebody's joining it; only bookings where something does.

    The same checker as for any booking, and as many queries however many bookings there are; two more where somebody
    is kept apart from those who come. That the others are free
    was seen when they joined. What somebody has accepted for the session as a whole is not told again.

    :param bookings: of one facility, each with its room.
    :param together: by booking, how many people there would be with the newcomer.
    """
    if not bookings:
        return {}
    slots = [booking.slot for booking in bookings]
    span = Slot(min(slot.starts_at for slot in slots), max(slot.ends_at for slot in slots))
    others = _others(newcomer, bookings)
    # Only the newcomer's own bookings are read; each room is held by its very booking.
    checker = checker_for(
        newcomer.facility,
        span,
        proposal=_alone(bookings[0], newcomer),
        company={person for there in others.values() for person in there},
    )
    found = {
        booking.pk: _against(
            checker, booking, newcomer, together.get(booking.pk, 1), others.get(booking.pk, {})
        )
        for booking in bookings
    }
    return {booking: conflicts for booking, conflicts in found.items() if conflicts}


def _others(newcomer: Inmate, bookings: Sequence[Booking]) -> dict[int, dict[int, str]]:
    """Whom the newcomer would meet and is kept apart from, with their names, by booking; few are, so few are read."""
    apart = apart_from(
        newcomer,
        since=timezone.localdate(min(booking.slot.starts_at for booking in bookings), newcomer.facility.zone),
    )
    found: dict[int, dict[int, str]] = {}
    if not apart:
        return found
    claims = Claim.objects.filter(booking__in=bookings, inmate__in=apart).select_related("inmate")
    for claim in claims:
        if claim.inmate is not None:
            found.setdefault(claim.booking_id, {})[claim.inmate.pk] = claim.inmate.full_name
    return found


def _against(
    checker: Checker, booking: Booking, newcomer: Inmate, needed: int, others: Mapping[int, str]
) -> list[Conflict]:
    conflicts = checker.conflicts(_alone(booking, newcomer), needed=needed, company=others)
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
