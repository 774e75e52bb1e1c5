"""The facts of a facility as the domain's checker wants them, by a fixed number of queries."""

from collections.abc import Collection, Iterable
from datetime import timedelta

from django.db.models import Q

from inmates.domain.keeping_apart import Restriction
from inmates.models import Inmate, KeepApart
from inmates.queries_apart import may_be_named, restrictions_on
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.timetable.domain import calendar
from rutan.timetable.domain.calendar import ResourceKind, Slot, Taken
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.proposal import Proposal, RoomFacts
from rutan.timetable.models import (
    Booking,
    Claim,
    CoachingParticipant,
    NotReadyPeriod,
    ProtectedHours,
    Room,
)
from rutan.timetable.ranges import slot_of

ONE_DAY = timedelta(days=1)


def checker_for(
    facility: Facility,
    slot: Slot,
    *,
    proposal: Proposal | None = None,
    without: Collection[int] = (),
    beside: Iterable[Proposal] = (),
    company: Collection[int] = (),
) -> Checker:
    """Build the checker of a facility for whatever lies within ``slot``: five queries at most, however much there is.

    :param proposal: if only this will be asked about, nobody else's bookings are read.
    :param company: who will be there besides the people of the proposal, by key.
    :param without: bookings that are left out, because they are about to move.
    :param beside: where these will be instead, each with its ``booking_id``.
    """
    return Checker(
        zone=facility.zone,
        taken=[*_taken(facility, slot, proposal, without), *_planned(beside)],
        hours=protected_hours(facility, slot),
        not_ready=not_ready_periods(facility, slot),
        apart=_apart(facility, slot, proposal, company),
        named=may_be_named(),
    )


def _apart(
    facility: Facility, slot: Slot, proposal: Proposal | None, company: Collection[int]
) -> Iterable[Restriction]:
    """What keeps people out of one session; one alone is kept apart from nobody."""
    first_day = slot.in_zone(facility.zone).starts_at.date()
    if proposal is None:
        rows = KeepApart.objects.at(facility).on_sessions().not_over(first_day)
        return [row.restriction for row in rows.order_by("pk")]
    if len({*proposal.inmates, *company}) < 2:
        return ()
    return restrictions_on(list(proposal.inmates), since=first_day)


def protected_hours(facility: Facility, slot: Slot) -> list[calendar.ProtectedHours]:
    """The hours in force on any day of a slot, with those who take part: two queries."""
    local = slot.in_zone(facility.zone)
    first, last = local.starts_at.date() - ONE_DAY, local.ends_at.date()
    taking_part: dict[int, list[calendar.Participant]] = {}
    for each in CoachingParticipant.objects.at(facility).touching(first, last):
        person = calendar.Participant(each.inmate_id, each.starts_on, each.ends_on)
        taking_part.setdefault(each.hours_id, []).append(person)
    rows = ProtectedHours.objects.at(facility).touching(first, last).by_time()
    return [hours_of(row, taking_part.get(row.pk, ())) for row in rows]


def hours_of(row: ProtectedHours, taking_part: Iterable[calendar.Participant]) -> calendar.ProtectedHours:
    """A row of protected hours as the domain knows it; ISO counts Monday as 1, the database as 0."""
    return calendar.ProtectedHours(
        id=row.pk,
        name=row.name,
        kind=calendar.HoursKind(row.kind),
        weekdays=frozenset(day + 1 for day in row.weekdays),
        starts_at_time=row.starts_at_time,
        ends_at_time=row.ends_at_time,
        hard=row.hard,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        binds=calendar.Binds(row.binds),
        room_id=row.room_id,
        participants=tuple(taking_part),
    )


def not_ready_periods(facility: Facility, slot: Slot) -> list[calendar.NotReadyPeriod]:
    """The periods that overlap a slot: one query."""
    return [
        calendar.NotReadyPeriod(row.slot, str(row.get_reason_display()), row.room_id, row.note)
        for row in NotReadyPeriod.objects.at(facility).touching(slot).by_time()
    ]


def proposal_of(
    *,
    room: Room,
    slot: Slot,
    facilitators: Iterable[User],
    inmates: Iterable[Inmate],
    booking_id: int | None = None,
) -> Proposal:
    """Rows as a proposal of the domain."""
    return Proposal(
        room=RoomFacts(room.pk, room.name, room.capacity),
        slot=slot,
        facilitators={person.pk: person.full_name for person in facilitators},
        inmates={person.pk: person.full_name for person in inmates},
        booking_id=booking_id,
    )


def people_of(booking: Booking) -> tuple[list[User], list[Inmate]]:
    """The facilitators and inmates of a booking, by name: one query."""
    claims = list(Claim.objects.of(booking).select_related("facilitator", "inmate"))
    facilitators = [claim.facilitator for claim in claims if claim.facilitator]
    inmates = [claim.inmate for claim in claims if claim.inmate]
    return sorted(facilitators, key=_by_name), sorted(inmates, key=_by_name)


def _by_name(person: User | Inmate) -> tuple[str, int]:
    return person.full_name, person.pk


def _taken(
    facility: Facility, slot: Slot, proposal: Proposal | None, without: Collection[int]
) -> Iterable[Taken]:
    claims = Claim.objects.published().touching(slot).exclude(booking__in=without)
    if proposal is None:
        claims = claims.at(facility)
    else:
        # A facilitator may lead something at another facility too.
        claims = claims.filter(
            Q(room=proposal.room.id)
            | Q(facilitator__in=list(proposal.facilitators))
            | Q(inmate__in=list(proposal.inmates))
        )
    for claim in claims.select_related("booking__facility"):
        yield _taken_by(claim, facility)


def _taken_by(claim: Claim, facility: Facility) -> Taken:
    # What another facility plans is its own affair: only its name is told.
    own = claim.facility_id == facility.pk
    title = claim.booking.title if own else claim.booking.facility.name
    for kind, key in (
        (ResourceKind.ROOM, claim.room_id),
        (ResourceKind.FACILITATOR, claim.facilitator_id),
        (ResourceKind.INMATE, claim.inmate_id),
    ):
        if key is not None:
            return Taken(kind, key, slot_of(claim.during), claim.booking_id, title)
    raise ValueError(f"claim {claim.pk} is on nothing")


def _planned(proposals: Iterable[Proposal]) -> Iterable[Taken]:
    for proposal in proposals:
        for kind, key, _name in proposal.resources():
            yield Taken(kind, key, proposal.slot, proposal.booking_id or 0, "")
