"""Invented answers say what they are meant to say, by the instruments' own rules."""

import random

import pytest

from assessments.domain.answers import missing, problems
from assessments.domain.registry import instrument
from assessments.domain.scoring import score
from rutan.demo.answers import Involvement, assist, dast10

BANDS = {
    Involvement.NONE: "low",
    Involvement.LOW: "low",
    Involvement.MODERATE: "moderate",
    Involvement.HIGH: "high",
    Involvement.INJECTING: "high",
}


def scored(code, answers):
    form = instrument(code)
    assert not problems(form, answers)
    assert not missing(form, answers)
    return score(form, answers)


@pytest.mark.parametrize("involvement", list(Involvement))
def test_a_screening_has_the_band_it_is_meant_to_have(involvement):
    for seed in range(50):
        result = scored("assist", assist(random.Random(seed), involvement))
        assert result.bands["person"] == BANDS[involvement]


@pytest.mark.parametrize("total", range(11))
def test_dast10_scores_what_was_asked_for(total):
    assert scored("dast10", dast10(random.Random(total), total)).scores["total"] == total
