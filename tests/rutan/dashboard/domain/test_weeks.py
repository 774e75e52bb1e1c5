"""The weeks of a month."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rutan.dashboard.domain.weeks import Week, weeks_between


def test_weeks_begin_on_monday_and_are_cut_at_the_ends_of_the_month():
    assert weeks_between(date(2026, 11, 1), date(2026, 11, 24)) == (
        Week(date(2026, 10, 26), date(2026, 11, 1), date(2026, 11, 1)),
        Week(date(2026, 11, 2), date(2026, 11, 2), date(2026, 11, 8)),
        Week(date(2026, 11, 9), date(2026, 11, 9), date(2026, 11, 15)),
        Week(date(2026, 11, 16), date(2026, 11, 16), date(2026, 11, 22)),
        Week(date(2026, 11, 23), date(2026, 11, 23), date(2026, 11, 24)),
    )


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(0, 30))
def test_every_day_lies_in_one_week(first, days):
    last = first + timedelta(days=days)
    covered = [
        week.first_day + timedelta(days=number)
        for week in weeks_between(first, last)
        for number in range((week.last_day - week.first_day).days + 1)
    ]
    assert covered == [first + timedelta(days=number) for number in range(days + 1)]
    assert all(
        week.monday.weekday() == 0 and week.last_day - week.monday < timedelta(days=7)
        for week in weeks_between(first, last)
    )
