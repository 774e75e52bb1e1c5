"""The checker against plain counting, on random calendars; and its speed on a large one."""

import time
from collections import Counter
from datetime import timedelta

from hypothesis import given, settings

from rutan.timetable.domain.calendar import ResourceKind, Slot, Taken
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.conflicts import HoursTouched, NotReady, ResourceTaken, RoomTooSmall
from rutan.timetable.domain.intervals import Intervals
from rutan.timetable.domain.proposal import Proposal, RoomFacts
from tests.rutan.timetable.domain import oracle
from tests.rutan.timetable.domain.facts import EVERY_DAY, WEST, coaching, hours, moment


def told(conflict):
    match conflict:
        case ResourceTaken():
            return conflict.kind, conflict.booking_id, conflict.resource_id
        case NotReady():
            return conflict.kind, conflict.room is None, conflict.slot.starts_at
        case HoursTouched():
            return conflict.kind, conflict.hours_id, (conflict.slot.starts_at.date(), len(conflict.inmates))
        case RoomTooSmall():
            return conflict.kind, conflict.capacity, conflict.needed
    return conflict.kind, None, None


@settings(max_examples=200, deadline=None)
@given(facts=oracle.facts, wanted=oracle.proposals, ignoring=oracle.ignored)
def test_the_checker_agrees_with_counting_quarters_of_an_hour(facts, wanted, ignoring):
    conflicts = Checker(**facts).conflicts(wanted, ignoring=ignoring)
    expected = oracle.everything(wanted, ignoring=ignoring, **facts)
    assert Counter(map(told, conflicts)) == Counter(expected)
    assert [each.rank for each in conflicts] == sorted(each.rank for each in conflicts)


class Counted(list):
    """Facts that count how many of them are looked at."""

    looked_at = 0

    def __getitem__(self, index):
        found = super().__getitem__(index)
        self.looked_at += len(found) if isinstance(index, slice) else 1
        return found


def large_calendar():
    """960 sessions of 12 inmates and a facilitator in a week, in 20 rooms and 6 slots a day of 90 minutes."""
    for booking_id in range(960):
        place, day, part = booking_id % 20, booking_id // 20 % 7, booking_id // 140
        start = moment("07.00", 23) + timedelta(days=day, minutes=90 * part)
        when = Slot(start, start + timedelta(minutes=90))
        yield Taken(ResourceKind.ROOM, place, when, booking_id, f"Kelompok {booking_id}")
        yield Taken(ResourceKind.FACILITATOR, 1000 + place, when, booking_id, f"Kelompok {booking_id}")
        for number in range(12):
            inmate = 12 * place + number
            yield Taken(ResourceKind.INMATE, inmate, when, booking_id, f"Kelompok {booking_id}")


def full_session(day):
    start = moment("08.00", 23) + timedelta(days=day)
    return Proposal(
        room=RoomFacts(3, "Ruang 3", 12),
        slot=Slot(start, start + timedelta(minutes=60)),
        facilitators={1003: "Sari"},
        inmates={36 + number: f"Warga {number}" for number in range(12)},
    )


def regime():
    everyone = [
        hours(f"{hour:02}.00", f"{hour:02}.30", hours_id=hour, weekdays=EVERY_DAY) for hour in range(5, 20)
    ]
    return [
        *everyone,
        *(coaching("08.00", "09.00", *range(200), hours_id=number) for number in range(30, 42)),
    ]


def test_one_check_among_960_sessions_takes_under_5_milliseconds():
    checker = Checker(zone=WEST, taken=large_calendar(), hours=regime())
    wanted = [full_session(day) for day in range(7)] * 5
    times = []
    for each in wanted:
        started = time.process_time()
        conflicts = checker.conflicts(each)
        times.append(time.process_time() - started)
        # Two sessions in a row of the room, the facilitator and each inmate; a roll call; twelve lessons.
        assert len(conflicts) == 2 * (1 + 1 + 12) + 1 + 12
    assert sorted(times)[len(times) // 2] < 0.005


def test_only_facts_near_the_time_are_looked_at():
    index = Intervals(each for each in large_calendar() if each.resource is ResourceKind.ROOM)
    index._facts = Counted(index._facts)
    slot = full_session(2).slot
    assert len(list(index.overlapping(slot))) == 40
    # Of 960 only those that are told.
    assert index._facts.looked_at == 40
