"""A month is read, knows its days and moments, and is over when its last day has passed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from rutan.reports.domain.months import Month, NoMonth


def test_reads_and_writes_a_month():
    assert Month.read("2026-10") == Month(2026, 10)
    assert str(Month(2026, 1)) == "2026-01"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2026",
        "2026-13",
        "2026-00",
        "0000-01",
        "2026-1",
        "2026-10-01",
        "26-10",
        " 2026-10",
        "0001-01",
        "1899-12",
        "9999-12",
    ],
)
def test_refuses_what_is_no_month(text):
    with pytest.raises(NoMonth):
        Month.read(text)


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (Month(2026, 2), date(2026, 2, 28)),
        (Month(2028, 2), date(2028, 2, 29)),
        (Month(2026, 12), date(2026, 12, 31)),
    ],
)
def test_knows_its_days(month, last):
    assert (month.first_day, month.last_day) == (last.replace(day=1), last)


def test_follows_the_calendar_over_the_year():
    assert Month(2026, 12).next == Month(2027, 1)
    assert Month.last_over(date(2027, 1, 1)) == Month(2026, 12)
    assert Month.last_over(date(2026, 11, 30)) == Month(2026, 10)


def test_its_last_day_is_not_over_yet():
    assert [Month(2026, 10).is_over(day) for day in (date(2026, 10, 31), date(2026, 11, 1))] == [False, True]


def test_begins_at_midnight_on_the_facilitys_clock():
    zone = ZoneInfo("Asia/Jakarta")
    start, end = Month(2026, 10).bounds(zone)
    assert (start, end) == (datetime(2026, 10, 1, tzinfo=zone), datetime(2026, 11, 1, tzinfo=zone))
    assert start.utctimetuple()[:5] == (2026, 9, 30, 17, 0)
