"""Laying sessions into the timetable and moving them: the one way in for every package.

A higher package (a session of rehabilitation, a lesson) calls these within its own transaction, before it locks
groups or anything lower in the house's order, and stores its row beside the booking::

    with transaction.atomic():
        booking = lay_booking(facility=…, room=…, slot=…, title=group.display_name, kind=ActivityKind.REHAB, …)
        Session.objects.create(booking=booking, …)

``BookingRefused`` tells everything in the way with the nearest free times; let it pass, a page shows its messages.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from django.db import transaction

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.proposal import Proposal
from rutan.timetable.enums import ActivityKind, BookingState
from rutan.timetable.models import Booking, Claim, Regime, Room, Series
from rutan.timetable.queries_checker import people_of, proposal_of
from rutan.timetable.ranges import range_of
from rutan.timetable.services_locks import changing_places, lock_booking, lock_regime, new_claims, refuse_over
from rutan.timetable.services_placing import Placing


@transaction.atomic
def lay_booking(
    *,
    facility: Facility,
    room: Room,
    slot: Slot,
    title: str,
    kind: ActivityKind,
    facilitators: Collection[User],
    inmates: Collection[Inmate],
    by: User,
    request_key: UUID,
    series: Series | None = None,
    override_reason: str = "",
    publish: bool = True,
) -> Booking:
    """Lay a session into the timetable; the same ``request_key`` again answers with the first one.

    :param title: how the session is called in the calendar ("Kelompok 2"); never a person's name.
    :param override_reason: why a soft conflict (room too small, soft hours, a time that is over) is accepted.
    :param publish: False makes a draft, which holds nothing and is not checked; see ``publish_booking``.
    :raises BookingRefused: with everything in the way and the nearest free times.
    :raises KeyUsed: when the key was used for something else.
    """
    deed = {"facility": facility, "kind": kind, "title": title, "series": series}
    if done := earlier(Booking.objects, request_key, **deed):
        return done
    regime = lock_regime(facility)
    booking = Booking(
        facility=facility, room=room, during=range_of(slot), title=title, kind=kind, series=series
    )
    booking.created_by, booking.created_at, booking.request_key = by, clock.now(), request_key
    proposal = proposal_of(room=room, slot=slot, facilitators=facilitators, inmates=inmates)
    placing = Placing(proposal, regime=regime, reason=override_reason)
    with placing.written(counts=publish):
        if publish:
            _publish(booking, placing, by)
        booking.save()
        _hold_resources(booking, proposal)
    record(action="timetable.booking.laid", subject=booking, by=by, **_facts(booking, placing))
    return booking


@transaction.atomic
def publish_booking(*, booking: Booking, by: User, override_reason: str = "") -> Booking:
    """Publish a draft: from now on it holds its room and people.

    :raises BookingRefused: as for ``lay_booking``.
    :raises BookingLocked: for a cancelled one.
    """
    regime, locked = lock_regime(booking.facility), lock_booking(booking)
    refuse_over(locked)
    if locked.state == BookingState.PUBLISHED:
        return locked
    placing = Placing(_proposal(locked), regime=regime, reason=override_reason)
    with placing.written():
        _publish(locked, placing, by)
        locked.save()
        Claim.objects.of(locked).update(published=True)
    record(action="timetable.booking.published", subject=locked, by=by, **_facts(locked, placing))
    return locked


@transaction.atomic
def move_booking(*, booking: Booking, room: Room, slot: Slot, by: User, override_reason: str = "") -> Booking:
    """Give a session another time or room; its people come along.

    :raises BookingRefused: with everything in the way and the nearest free times; it stays where it was.
    :raises BookingLocked: for a held or cancelled one.
    """
    regime, locked = lock_regime(booking.facility), lock_booking(booking)
    refuse_over(locked)
    before = _place(locked)
    moves = (locked.slot.starts_at, locked.slot.length) != (slot.starts_at, slot.length)
    placing = Placing(
        _proposal(locked, room, slot),
        regime=regime,
        moves=moves,
        reason=override_reason,
        accepted=_accepted(locked, room),
    )
    with placing.written(counts=locked.counts):
        _settle(locked, room, slot, placing, by)
    record(action="timetable.booking.moved", subject=locked, by=by, before=before, **_facts(locked, placing))
    return locked


@transaction.atomic
def swap_bookings(
    *, one: Booking, other: Booking, by: User, override_reason: str = ""
) -> tuple[Booking, Booking]:
    """Let two published sessions change places: each takes the other's room and start and keeps its own length.

    :raises BookingRefused: for the first of the two that does not fit; both stay where they were.
    :raises BookingLocked: if either was held or cancelled.
    """
    regime = lock_regime(one.facility)
    first, second = sorted((one, other), key=lambda booking: booking.pk)
    pair = (lock_booking(first), lock_booking(second))
    for booking in pair:
        refuse_over(booking)
    places = [(pair[1 - number].room, _start_as(pair[1 - number], pair[number])) for number in (0, 1)]
    placings = _placings_of_swap(pair, places, regime, override_reason)
    placings[0].check()
    before = [_place(booking) for booking in pair]
    with placings[1].written(), changing_places():
        for booking, place, placing in zip(pair, places, placings, strict=True):
            _settle(booking, *place, placing, by)
    for booking, placing, was in zip(pair, placings, before, strict=True):
        record(
            action="timetable.booking.swapped", subject=booking, by=by, before=was, **_facts(booking, placing)
        )
    return pair if pair[0].pk == one.pk else (pair[1], pair[0])


def _placings_of_swap(
    pair: tuple[Booking, Booking], places: Sequence[tuple[Room, Slot]], regime: Regime, reason: str
) -> list[Placing]:
    """Each of the two at its new place, with the other one gone from there and at its own new place."""
    ids = [booking.pk for booking in pair]
    proposals = [_proposal(booking, *place) for booking, place in zip(pair, places, strict=True)]
    return [
        Placing(
            proposals[number],
            regime=regime,
            reason=reason,
            accepted=_accepted(booking, places[number][0]),
            without=ids,
            beside=[proposals[1 - number]],
        )
        for number, booking in enumerate(pair)
    ]


def _accepted(booking: Booking, room: Room) -> str:
    return booking.override_reason if room.pk == booking.room_id else ""


def _publish(booking: Booking, placing: Placing, by: User) -> None:
    booking.state, booking.published_at = BookingState.PUBLISHED, clock.now()
    placing.sign(booking, by)


def _hold_resources(booking: Booking, proposal: Proposal) -> None:
    claims = new_claims(booking, facilitators=proposal.facilitators, inmates=proposal.inmates, room=True)
    Claim.objects.bulk_create(claims)


def _settle(booking: Booking, room: Room, slot: Slot, placing: Placing, by: User) -> None:
    booking.room, booking.during = room, range_of(slot)
    placing.sign(booking, by)
    booking.save(update_fields=["room", "during", "override_reason", "override_by"])
    claims = Claim.objects.of(booking)
    claims.filter(room__isnull=False).update(room=room, during=booking.during)
    claims.filter(room=None).update(during=booking.during)


def _proposal(booking: Booking, room: Room | None = None, slot: Slot | None = None) -> Proposal:
    facilitators, inmates = people_of(booking)
    return proposal_of(
        room=room or booking.room,
        slot=slot or booking.slot,
        facilitators=facilitators,
        inmates=inmates,
        booking_id=booking.pk,
    )


def _start_as(other: Booking, own: Booking) -> Slot:
    start = other.slot.starts_at
    return replace(own.slot, starts_at=start, ends_at=start + own.slot.length)


def _place(booking: Booking) -> dict[str, str | int]:
    slot = booking.slot.in_zone(booking.facility.zone)
    return {
        "room": booking.room_id,
        "starts_at": slot.starts_at.isoformat(),
        "ends_at": slot.ends_at.isoformat(),
    }


def _facts(booking: Booking, placing: Placing) -> dict[str, object]:
    overridden = [conflict.kind.value for conflict in placing.overridden]
    return _place(booking) | ({"overridden": overridden, "reason": placing.reason} if overridden else {})
