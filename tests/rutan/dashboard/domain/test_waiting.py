"""How long people have been waiting."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from rutan.dashboard.domain.waiting import Waiting, waiting

ON = date(2026, 11, 24)


def ago(*days):
    return [ON - timedelta(days=number) for number in days]


def test_the_middle_and_the_longest():
    assert waiting(ago(1, 30, 5), on=ON) == Waiting(people=3, median=5, longest=30)


def test_the_middle_of_an_even_number_is_rounded_up():
    assert waiting(ago(4, 5), on=ON) == Waiting(people=2, median=5, longest=5)
    assert waiting(ago(4, 6), on=ON) == Waiting(people=2, median=5, longest=6)


def test_of_nobody_there_are_no_days():
    assert waiting([], on=ON) == Waiting(people=0, median=None, longest=None)


@given(st.lists(st.integers(0, 4000), min_size=1))
def test_half_of_them_waited_no_longer_than_the_middle(days):
    found = waiting(ago(*days), on=ON)
    assert found.longest == max(days)
    assert min(days) <= found.median <= max(days)
    assert 2 * sum(number <= found.median for number in days) >= len(days)
