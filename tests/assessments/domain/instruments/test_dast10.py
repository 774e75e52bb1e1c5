"""DAST-10: the reversed item and the bands (domain.md 1.2)."""

import pytest

from assessments.domain.answers import ProblemCode, problems
from assessments.domain.instruments.dast10 import DAST10
from assessments.domain.scoring import score

NUMBERS = [str(number) for number in range(1, 11)]
ORDINARY = [number for number in NUMBERS if number != "3"]


def with_total(total):
    """Answer so that ``total`` ordinary items score and the reversed one does not."""
    return dict.fromkeys(NUMBERS, False) | {"3": True} | dict.fromkeys(ORDINARY[:total], True)


def test_all_no_scores_one_through_the_reversed_item():
    result = score(DAST10, dict.fromkeys(NUMBERS, False))
    assert (result.scores["total"], result.bands["total"]) == (1, "low")


def test_all_yes_scores_nine_because_of_the_reversed_item():
    assert score(DAST10, dict.fromkeys(NUMBERS, True)).scores["total"] == 9


def test_the_highest_total_is_ten():
    assert score(DAST10, dict.fromkeys(NUMBERS, True) | {"3": False}).scores["total"] == 10


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "none"),
        (1, "low"),
        (2, "low"),
        (3, "moderate"),
        (5, "moderate"),
        (6, "substantial"),
        (8, "substantial"),
    ],
)
def test_bands(total, band):
    result = score(DAST10, with_total(total))
    assert (result.complete, result.scores["total"], result.bands["total"]) == (True, total, band)


def test_nine_is_severe():
    assert score(DAST10, with_total(9)).bands["total"] == "severe"


def test_numbers_and_words_are_not_yes_or_no():
    answers = with_total(0) | {"1": 1, "2": "yes"}
    assert [(each.path, each.code) for each in problems(DAST10, answers)] == [
        ("1", ProblemCode.UNKNOWN_OPTION),
        ("2", ProblemCode.UNKNOWN_OPTION),
    ]
    result = score(DAST10, answers)
    assert (result.complete, result.missing, result.scores["total"]) == (False, ("1", "2"), None)
