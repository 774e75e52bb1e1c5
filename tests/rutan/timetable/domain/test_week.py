"""Weeks, and the background of the calendar's picture."""

from datetime import UTC, date, datetime

import pytest

from rutan.timetable.domain.week import (
    background,
    days_of_week,
    minute_of_day,
    minutes_of,
    monday_of,
    week_slot,
)
from tests.rutan.timetable.domain.facts import EAST, TUESDAY, WEST, hours, slot


@pytest.mark.parametrize(
    ("day", "monday"),
    [
        (TUESDAY, date(2026, 11, 23)),
        (date(2026, 11, 23), date(2026, 11, 23)),
        (date(2026, 11, 29), date(2026, 11, 23)),
        (date(2026, 11, 30), date(2026, 11, 30)),
        (date(2027, 1, 1), date(2026, 12, 28)),
    ],
)
def test_a_week_begins_on_monday(day, monday):
    assert monday_of(day) == monday


def test_the_days_of_a_week():
    assert [day.isoformat() for day in days_of_week(date(2027, 1, 1))] == [
        "2026-12-28", "2026-12-29", "2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02", "2027-01-03",
    ]  # fmt: skip


def test_a_week_as_a_slot_runs_to_the_next_monday():
    assert week_slot(TUESDAY, EAST) == slot("00.00", "00.00", day=23, last_day=30, zone=EAST)


@pytest.mark.parametrize(
    ("when", "expected"),
    [(slot("08.00", "09.30"), 90), (slot("23.30", "00.15", last_day=25), 45)],
)
def test_minutes_of_a_slot(when, expected):
    assert minutes_of(when) == expected


def test_the_minute_of_the_day_is_the_facilitys():
    stored = datetime(2026, 11, 24, 17, 45, tzinfo=UTC)
    assert (minute_of_day(stored, WEST), minute_of_day(stored, EAST)) == (45, 165)


def drawn(*given, day=TUESDAY, zone=WEST):
    return [(piece.slot, piece.hours.name) for piece in background(given, day, zone)]


def test_hours_are_laid_over_the_week_in_order_of_time():
    friday = hours("11.30", "13.00", hours_id=1, name="Salat Jumat", weekdays=frozenset({5}))
    roll_call = hours("06.30", "07.00", hours_id=2, name="Apel", weekdays=frozenset({1, 5}))
    assert drawn(friday, roll_call) == [
        (slot("06.30", "07.00", day=23), "Apel"),
        (slot("06.30", "07.00", day=27), "Apel"),
        (slot("11.30", "13.00", day=27), "Salat Jumat"),
    ]


def test_hours_over_midnight_are_cut_there_and_at_the_ends_of_the_week():
    lock_up = hours("18.00", "06.30", name="Kunci", weekdays=frozenset({7, 3}))
    assert drawn(lock_up) == [
        (slot("00.00", "06.30", day=23), "Kunci"),
        (slot("18.00", "00.00", day=25, last_day=26), "Kunci"),
        (slot("00.00", "06.30", day=26), "Kunci"),
        (slot("18.00", "00.00", day=29, last_day=30), "Kunci"),
    ]


def test_hours_that_start_or_end_within_the_week_are_drawn_on_their_days_only():
    ramadan = hours("15.00", "16.00", starts_on=date(2026, 11, 26), ends_on=date(2026, 11, 27), name="Buka")
    assert drawn(ramadan, zone=EAST) == [
        (slot("15.00", "16.00", day=26, zone=EAST), "Buka"),
        (slot("15.00", "16.00", day=27, zone=EAST), "Buka"),
    ]
    assert drawn(ramadan, day=date(2026, 11, 30)) == []
