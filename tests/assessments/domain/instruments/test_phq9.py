"""PHQ-9: bands and the alert on item 9 (domain.md 1.7)."""

import pytest

from assessments.domain.instruments.phq9 import PHQ9
from assessments.domain.scoring import score

NUMBERS = [str(number) for number in range(1, 10)]


def with_total(total):
    """Spread ``total`` over items 1 to 9 in threes, the first ones first."""
    return {number: min(3, max(0, total - 3 * place)) for place, number in enumerate(NUMBERS)}


@pytest.mark.parametrize(
    ("total", "band"),
    [
        (0, "minimal"),
        (4, "minimal"),
        (5, "mild"),
        (9, "mild"),
        (10, "moderate"),
        (14, "moderate"),
        (15, "moderately_severe"),
        (19, "moderately_severe"),
        (20, "severe"),
        (27, "severe"),
    ],
)
def test_bands(total, band):
    result = score(PHQ9, with_total(total))
    assert (result.complete, result.scores["total"], result.bands["total"]) == (True, total, band)


@pytest.mark.parametrize(
    ("answer", "flags"), [(0, ()), (1, ("self_harm",)), (2, ("self_harm",)), (3, ("self_harm",))]
)
def test_any_thought_of_self_harm_raises_the_flag_even_in_an_unfinished_form(answer, flags):
    assert score(PHQ9, dict.fromkeys(NUMBERS, 0) | {"9": answer}).flags == flags
    assert score(PHQ9, {"9": answer}).flags == flags


def test_true_is_not_one():
    assert score(PHQ9, dict.fromkeys(NUMBERS, 0) | {"9": True}).missing == ("9",)
