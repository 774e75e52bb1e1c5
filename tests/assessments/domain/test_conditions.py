"""Conditions in three values."""

import pytest

from assessments.domain.conditions import ALWAYS, NEVER, AllOf, AnyOf, Is

YES, NO, OPEN = Is("yes", (1,)), Is("no", (1,)), Is("open", (1,))
FLAT = {"yes": 1, "no": 0}


@pytest.mark.parametrize(
    ("condition", "verdict"),
    [
        (ALWAYS, True),
        (NEVER, False),
        (YES, True),
        (NO, False),
        (OPEN, None),
        (AllOf((YES, YES)), True),
        (AllOf((YES, OPEN)), None),
        (AllOf((OPEN, NO)), False),
        (AnyOf((NO, NO)), False),
        (AnyOf((NO, OPEN)), None),
        (AnyOf((OPEN, YES)), True),
    ],
)
def test_verdicts(condition, verdict):
    assert condition.judge(FLAT, {"open"}) is verdict


def test_true_one_and_the_text_one_are_three_answers():
    assert [Is("x", (1,)).judge({"x": given}) for given in (1, True, "1", 1.0)] == [True, False, False, False]


def test_paths_are_collected_through_all_levels():
    assert AllOf((YES, AnyOf((NO, OPEN)))).paths() == {"yes", "no", "open"}
