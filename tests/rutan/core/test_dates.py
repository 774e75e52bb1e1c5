"""Days and times in words; months and weekdays come from Django, in Indonesian."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from rutan.core import dates

TODAY = date(2026, 11, 24)
MORNING = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)  # 08.00 in the west of Indonesia
LATE = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)  # 01.30 of the next day there


@pytest.fixture(autouse=True)
def _western_indonesia():
    with timezone.override("Asia/Jakarta"):
        yield


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        (dates.day, TODAY, "Selasa, 24 November 2026"),
        (dates.day, LATE, "Rabu, 25 November 2026"),
        (dates.long_date, TODAY, "24 November 2026"),
        (dates.short_date, date(2026, 12, 1), "1 Des 2026"),
        (dates.clock, MORNING, "08.00"),
        (dates.clock, datetime(2026, 11, 24, 13, 5), "13.05"),
        (dates.zone, MORNING, "WIB"),
        (dates.moment, LATE, "25 November 2026, 01.30 WIB"),
        (dates.moment, datetime(2026, 11, 24, 13, 5), "24 November 2026, 13.05"),
    ],
)
def test_a_day_or_a_time_in_indonesian(words, value, expected):
    with translation.override("id"):
        assert words(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (TODAY, "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 23), "yesterday"),
        (MORNING, "today 08.00"),
        (LATE, "tomorrow 01.30"),
        (date(2026, 11, 16), "Monday, 16 November"),
        (date(2027, 1, 4), "Monday, 4 January 2027"),
    ],
)
def test_near_says_a_day_as_seen_from_another(value, expected):
    with translation.override("en"):
        assert dates.near(value, TODAY) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2027, 3, 14), "in 110 days"),
        (date(2026, 11, 26), "in 2 days"),
        (date(2026, 11, 25), "tomorrow"),
        (TODAY, "today"),
        (date(2026, 11, 23), "yesterday"),
        (date(2026, 11, 21), "3 days ago"),
        (LATE, "tomorrow"),
    ],
)
def test_distance_counts_calendar_days(value, expected):
    with translation.override("en"):
        assert dates.distance(value, TODAY) == expected


def test_near_and_distance_take_today_when_no_day_is_given():
    today = timezone.localdate()
    with translation.override("en"):
        assert (dates.near(today), dates.distance(today)) == ("today", "today")
