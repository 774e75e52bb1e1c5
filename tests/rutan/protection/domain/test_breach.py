"""The clock of 3 × 24 hours, and what is missing before a breach is closed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from rutan.protection.domain.breach import Missing, Side, Told, clock_of, due_at, missing

KNOWN = datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
OWED = Told(known_at=KNOWN)
DONE = replace(
    OWED, authority_notified_at=KNOWN + HOUR, subjects_notified_at=KNOWN + 2 * HOUR, remedy="Sandi diganti"
)


def test_it_is_due_72_hours_after_it_was_known():
    assert due_at(KNOWN) == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("after", "side", "hours", "minutes"),
    [
        (timedelta(0), Side.RUNNING, 72, 4320),
        (21 * HOUR, Side.RUNNING, 51, 3060),
        (72 * HOUR - MINUTE, Side.RUNNING, 0, 1),
        (72 * HOUR, Side.RUNNING, 0, 0),
        (72 * HOUR + MINUTE, Side.LATE, 0, 1),
        (75 * HOUR + 59 * MINUTE, Side.LATE, 3, 239),
    ],
)
def test_the_clock(after, side, hours, minutes):
    clock = clock_of(OWED, KNOWN + after)
    assert (clock.side, clock.hours, clock.minutes) == (side, hours, minutes)


def test_one_notice_does_not_stop_it():
    late = KNOWN + 80 * HOUR
    assert clock_of(replace(OWED, authority_notified_at=KNOWN), late).side == Side.LATE
    assert clock_of(replace(OWED, subjects_notified_at=KNOWN), late).side == Side.LATE


def test_the_last_notice_stops_it():
    year = KNOWN + timedelta(days=365)
    assert clock_of(DONE, year).side == Side.TOLD
    late = clock_of(replace(DONE, subjects_notified_at=KNOWN + 77 * HOUR), year)
    assert (late.side, late.hours) == (Side.TOLD_LATE, 5)
    why = replace(DONE, subjects_notified_at=None, subjects_why_not="Tidak dikenal")
    assert clock_of(why, year).side == Side.TOLD


def test_what_is_missing():
    assert missing(DONE) == ()
    assert missing(OWED) == (Missing.AUTHORITY, Missing.SUBJECTS, Missing.REMEDY)
    assert missing(replace(DONE, needs_people=True)) == (Missing.PEOPLE,)
    assert missing(replace(DONE, needs_people=True, people_listed_at=KNOWN)) == ()
    assert missing(replace(DONE, authority_notified_at=None)) == (Missing.AUTHORITY,)
    untold = replace(DONE, subjects_notified_at=None)
    assert missing(untold) == (Missing.SUBJECTS,)
    assert missing(replace(untold, subjects_why_not="Tidak dikenal")) == ()
    assert missing(replace(DONE, remedy="")) == (Missing.REMEDY,)
