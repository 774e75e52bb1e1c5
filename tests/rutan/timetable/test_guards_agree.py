"""The triggers against the checker, on random calendars: the same things are refused, in either order of writing.

The small world is that of the checker's own oracle, moved far into the future, since what is over is not guarded
against hours that are laid over it.
"""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rutan.agencies.models import Facility
from rutan.timetable import guards
from rutan.timetable.domain.calendar import Binds, Slot, Taken
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.conflicts import ConflictKind, Severity
from rutan.timetable.models import Booking, Claim, CoachingParticipant, NotReadyPeriod, ProtectedHours, Regime
from rutan.timetable.models_claims import FACILITATOR_TWICE, INMATE_TWICE, ROOM_TWICE
from rutan.timetable.ranges import range_of
from tests.factories import accounts, inmates
from tests.rutan.timetable.domain import oracle

pytestmark = pytest.mark.django_db
AHEAD = timedelta(weeks=1000)
RULES = {
    guards.OUTSIDE_HOURS: ConflictKind.PROTECTED_HOURS,
    guards.OUTSIDE_NOT_READY: ConflictKind.NOT_READY,
    ROOM_TWICE: ConflictKind.ROOM_TAKEN,
    FACILITATOR_TWICE: ConflictKind.FACILITATOR_TAKEN,
    INMATE_TWICE: ConflictKind.INMATE_TAKEN,
}
random_calendars = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
zones = oracle.zones
hours = st.lists(oracle.protected(), max_size=4, unique_by=lambda each: each.id)
periods = st.lists(oracle.periods, max_size=2)
wanted = st.lists(oracle.proposals, min_size=1, max_size=5)


class Undo(Exception):
    """Ends an example without leaving a row."""


class World:
    """Two rooms, two facilitators, three inmates: the ids of the oracle and the keys of rows."""

    def __init__(self):
        self.place = accounts.facility()
        Regime.objects.create(facility=self.place)
        self.rooms = {n: self.place.rooms.create(code=f"R{n}", name=f"R{n}") for n in (1, 2)}
        self.people = {n: inmates.inmate(facility=self.place) for n in (1, 2, 3)}
        self.leaders = {n: accounts.user(username=f"f{n}") for n in (1, 2)}
        self.by = self.leaders[1]

    @contextmanager
    def example(self, zone):
        """Run an example in the zone and leave nothing behind."""
        try:
            with transaction.atomic():
                Facility.objects.filter(pk=self.place.pk).update(timezone=zone.key)
                yield
                raise Undo
        except Undo:
            pass

    def lay(self, proposal):
        """Write a booking and its claims past all Python."""
        facts = {"facility": self.place, "during": range_of(proposal.slot)}
        with transaction.atomic():
            booking = Booking.objects.create(
                room=self.rooms[proposal.room.id], title="", kind="other", state="published",
                created_by=self.by, published_at=proposal.slot.starts_at, **facts,
            )  # fmt: skip
            facts |= {"booking": booking, "published": True}
            Claim.objects.bulk_create(
                [
                    Claim(room=booking.room, **facts),
                    *(Claim(facilitator=self.leaders[n], **facts) for n in proposal.facilitators),
                    *(Claim(inmate=self.people[n], **facts) for n in proposal.inmates),
                ]
            )

    def protect(self, each):
        """Write protected hours without participants."""
        facts = {"name": each.name, "kind": each.kind, "hard": each.hard, "binds": each.binds}
        with transaction.atomic():
            return ProtectedHours.objects.create(
                facility=self.place, weekdays=[day - 1 for day in each.weekdays],
                starts_at_time=each.starts_at_time, ends_at_time=each.ends_at_time,
                starts_on=each.starts_on, ends_on=each.ends_on, room=self.rooms.get(each.room_id), **facts,
            )  # fmt: skip

    def join(self, row, each):
        """Write that somebody takes part."""
        with transaction.atomic():
            CoachingParticipant.objects.create(
                facility=self.place, hours=row, inmate=self.people[each.inmate_id],
                starts_on=each.starts_on, ends_on=each.ends_on,
            )  # fmt: skip

    def close(self, period):
        """Write a period of not being ready."""
        with transaction.atomic():
            NotReadyPeriod.objects.create(
                facility=self.place, during=range_of(period.slot), room=self.rooms.get(period.room_id),
                reason="other", declared_by=self.by,
            )  # fmt: skip


@pytest.fixture
def world(db):
    return World()


def ahead(fact):
    """The same fact a thousand weeks later, on the same weekdays."""
    if isinstance(fact, Slot):
        return Slot(fact.starts_at + AHEAD, fact.ends_at + AHEAD)
    if hasattr(fact, "slot"):
        return replace(fact, slot=ahead(fact.slot))
    return replace(fact, **{
        name: getattr(fact, name) + AHEAD
        for name in ("starts_on", "ends_on") if isinstance(getattr(fact, name), date)
    })  # fmt: skip


def ahead_with_people(each):
    """Hours a thousand weeks later; nobody takes part twice at a time, which the database refuses."""
    once = {person.inmate_id: ahead(person) for person in each.participants}
    return replace(ahead(each), participants=tuple(once.values()))


def guarded(checker, proposal):
    """The kinds of conflict that the database is to refuse."""
    conflicts = checker.conflicts(replace(proposal, booking_id=None))
    return {each.kind for each in conflicts if each.severity is Severity.DATABASE}


def refusal(write, *arguments):
    """The rule that refused a write, or None."""
    try:
        write(*arguments)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return None


@random_calendars
@given(zone=zones, hours=hours, periods=periods, wanted=wanted)
def test_what_is_laid_is_refused_where_the_checker_says_so(zone, hours, periods, wanted, world):
    hours, periods = [ahead_with_people(each) for each in hours], [ahead(each) for each in periods]
    with world.example(zone):
        for each in hours:
            row = world.protect(each)
            for person in each.participants:
                world.join(row, person)
        for period in periods:
            world.close(period)
        taken = []
        for number, proposal in enumerate(map(ahead, wanted), start=1):
            expected = guarded(Checker(zone=zone, taken=taken, hours=hours, not_ready=periods), proposal)
            rule = refusal(world.lay, proposal)
            assert (rule is not None) == bool(expected), (proposal, expected, rule)
            assert rule is None or RULES[rule] in expected
            if rule is None:
                taken += holdings(proposal, number)


@random_calendars
@given(zone=zones, hours=hours, periods=periods, wanted=wanted)
def test_what_is_protected_later_is_refused_where_the_checker_says_so(zone, hours, periods, wanted, world):
    with world.example(zone):
        laid = [proposal for proposal in map(ahead, wanted) if refusal(world.lay, proposal) is None]
        for each in map(ahead_with_people, hours):
            protect_step_by_step(world, each, laid, zone)
        for period in map(ahead, periods):
            checker = Checker(zone=zone, not_ready=[period])
            expected = any(guarded(checker, proposal) for proposal in laid)
            assert (refusal(world.close, period) == guards.NOT_READY_CLEAR) == expected


def protect_step_by_step(world, each, laid, zone):
    """First the hours, then one by one who takes part."""

    def in_the_way(hours):
        return any(guarded(Checker(zone=zone, hours=[hours]), proposal) for proposal in laid)

    alone = replace(each, participants=())
    rows = []
    rule = refusal(lambda: rows.append(world.protect(alone)))
    assert (rule == guards.HOURS_CLEAR) == in_the_way(alone)
    joined = ()
    for person in each.participants if rows and each.binds is Binds.PARTICIPANTS else ():
        expected = in_the_way(replace(each, participants=(*joined, person)))
        assert (refusal(world.join, rows[0], person) == guards.PARTICIPANT_CLEAR) == expected
        joined = joined if expected else (*joined, person)


def holdings(proposal, number):
    return [Taken(kind, key, proposal.slot, number, "") for kind, key, _ in proposal.resources()]
