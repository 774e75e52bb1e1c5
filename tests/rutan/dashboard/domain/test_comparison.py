"""Shares and how they changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rutan.dashboard.domain.comparison import Change, Direction, Share, change, points


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(22, 25, 88), (1, 8, 13), (1, 3, 33), (0, 5, 0), (0, 0, None)]
)
def test_a_share_in_whole_percent_a_half_rounded_up(part, whole, percent):
    assert Share(part, whole).percent == percent


def test_a_share_in_words():
    assert [Share(22, 25).words, Share(0, 0).words] == ["88%", "–"]


def test_a_change_says_where_it_went():
    assert change(5, 3) == Change(Direction.UP, 2)
    assert change(3, 5) == Change(Direction.DOWN, 2)
    assert change(3, 3) == Change(Direction.SAME, 0)
    assert [change(None, 3), change(3, None)] == [None, None]


def test_points_are_those_of_the_shares_that_are_shown():
    assert points(Share(22, 25), Share(41, 50)) == Change(Direction.UP, 6)
    assert points(Share(22, 25), Share(0, 0)) is None


@given(st.integers(0, 500), st.integers(0, 500))
def test_what_went_up_comes_down_again(now, before):
    there, back = change(now, before), change(before, now)
    assert there.by == back.by == abs(now - before)
    assert {there.direction, back.direction} in ({Direction.UP, Direction.DOWN}, {Direction.SAME})
