"""Slots and protected hours as plain values."""

from datetime import UTC, date, datetime, timedelta

import pytest

from rutan.timetable.domain.calendar import Participant, Slot
from tests.rutan.timetable.domain.facts import BUDI, EAST, JOKO, TUESDAY, WEST, coaching, hours, moment, slot

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (slot("07.00", "08.00"), False),
        (slot("07.00", "08.01"), True),
        (slot("09.30", "10.00"), False),
        (slot("09.29", "10.00"), True),
        (slot("08.00", "09.30"), True),
        (slot("08.30", "09.00"), True),
        (slot("07.00", "10.00"), True),
        (slot("08.00", "09.30", day=25), False),
    ],
)
def test_touching_is_not_overlapping(other, expected):
    ours = slot("08.00", "09.30")
    assert (ours.overlaps(other), other.overlaps(ours)) == (expected, expected)


@pytest.mark.parametrize(
    ("starts_at", "ends_at"),
    [
        (moment("08.00"), moment("08.00")),
        (moment("08.00"), moment("07.00")),
        # 09.00 in Jayapura is 07.00 in Jakarta.
        (moment("08.00"), moment("09.00", zone=EAST)),
        (datetime(2026, 11, 24, 8), moment("09.00")),
        (moment("08.00"), datetime(2026, 11, 24, 9)),
    ],
)
def test_a_slot_ends_after_it_starts_and_has_a_zone(starts_at, ends_at):
    with pytest.raises(ValueError, match="a slot"):
        Slot(starts_at, ends_at)


def test_a_slot_on_the_wall_clock_of_a_zone():
    stored = Slot(datetime(2026, 11, 24, 17, 30, tzinfo=UTC), datetime(2026, 11, 24, 19, 0, tzinfo=UTC))
    west, east = stored.in_zone(WEST), stored.in_zone(EAST)
    assert [each.isoformat() for each in (west.starts_at, west.ends_at)] == [
        "2026-11-25T00:30:00+07:00",
        "2026-11-25T02:00:00+07:00",
    ]
    assert [each.isoformat() for each in (east.starts_at, east.ends_at)] == [
        "2026-11-25T02:30:00+09:00",
        "2026-11-25T04:00:00+09:00",
    ]
    assert (west.length, west.in_zone(WEST) is west) == (timedelta(minutes=90), True)


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        (slot("06.00", "07.00"), None),
        (slot("06.00", "08.30"), slot("08.00", "08.30")),
        (slot("08.15", "08.30"), slot("08.15", "08.30")),
        (slot("09.00", "12.00"), slot("09.00", "09.30")),
        (slot("06.00", "12.00"), slot("08.00", "09.30")),
    ],
)
def test_the_part_within_bounds(ours, expected):
    assert ours.within(slot("08.00", "09.30")) == expected


def test_hours_are_in_force_from_the_first_to_the_last_day_on_their_weekdays():
    prayer = hours("11.30", "13.00", weekdays=frozenset({2, 3}), starts_on=TUESDAY, ends_on=date(2026, 12, 1))
    days = [date(2026, 11, 17) + timedelta(days=number) for number in range(22)]
    assert [day for day in days if prayer.slot_on(day, WEST)] == [TUESDAY, WEDNESDAY, date(2026, 12, 1)]
    assert prayer.slot_on(TUESDAY, WEST) == slot("11.30", "13.00")
    assert prayer.slot_on(TUESDAY, EAST) == slot("11.30", "13.00", zone=EAST)


@pytest.mark.parametrize(
    ("starts", "ends", "expected"),
    [
        ("18.00", "06.30", slot("18.00", "06.30", last_day=25)),
        ("18.00", "00.00", slot("18.00", "00.00", last_day=25)),
        ("00.00", "00.00", slot("00.00", "00.00", last_day=25)),
        ("00.00", "06.30", slot("00.00", "06.30")),
    ],
)
def test_hours_over_midnight_belong_to_the_day_on_which_they_start(starts, ends, expected):
    lock_up = hours(starts, ends, weekdays=frozenset({2}), ends_on=TUESDAY)
    assert (lock_up.slot_on(TUESDAY, WEST), lock_up.slot_on(WEDNESDAY, WEST)) == (expected, None)


def test_hours_of_the_evening_before_reach_into_a_slot():
    lock_up = hours("18.00", "06.30")
    night = slot("06.00", "19.00")
    assert list(lock_up.slots_touching(night, WEST)) == [
        (date(2026, 11, 23), slot("18.00", "06.30", day=23, last_day=24)),
        (TUESDAY, slot("18.00", "06.30", last_day=25)),
    ]
    assert list(lock_up.slots_touching(slot("06.30", "18.00"), WEST)) == []


def test_a_participant_is_bound_from_the_first_to_the_last_day():
    again = Participant(BUDI, date(2026, 11, 27))
    lessons = coaching("09.00", "10.00", Participant(BUDI, TUESDAY, WEDNESDAY), again)
    days = [date(2026, 11, day) for day in range(23, 30)]
    assert [day.day for day in days if lessons.takes_part(BUDI, day)] == [24, 25, 27, 28, 29]
    assert [day.day for day in days if lessons.takes_part(JOKO, day)] == []
