"""The attendance rule of a course."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from training.domain.completion import Attended, lacks_attendance


@pytest.mark.parametrize(
    ("present", "held", "needed", "lacks"),
    [
        (8, 10, 80, False),
        (7, 10, 80, True),
        (0, 0, 0, True),
        (0, 5, 0, False),
        (2, 3, 66, False),
        (2, 3, 67, True),
    ],
)
def test_the_share_is_asked_for_exactly(present, held, needed, lacks):
    assert lacks_attendance(Attended(present, held), needed_percent=needed) is lacks


def test_the_share_shown_is_rounded_down():
    assert [Attended(*pair).percent for pair in ((799, 1000), (1, 1), (0, 0))] == [79, 100, 0]


@given(some.integers(1, 60), some.integers(0, 100), some.data())
def test_whoever_is_shown_enough_has_enough(held, needed, data):
    attended = Attended(data.draw(some.integers(0, held)), held)
    if attended.percent >= needed:
        assert not lacks_attendance(attended, needed_percent=needed)
