"""How a signed assessment becomes inputs of a tier rule."""

from datetime import date

import pytest

from assessments.domain.instruments.assist import ASSIST, LETTERS
from assessments.domain.scoring import score
from rehab.domain.inputs import Input, inputs_from

DAY = date(2026, 11, 24)
NOTHING = {letter: {"Q1": "no"} for letter in LETTERS}
USED = NOTHING | {"e": {"Q1": "yes", "Q2": "never", "Q6": "earlier", "Q7": "earlier"}, "Q8": "past_3_months"}


def facts(instrument, scoring, answers):
    found = inputs_from(instrument, scoring, answers, assessment_id=7, taken_on=DAY)
    assert all((each.assessment_id, each.taken_on) == (7, DAY) for each in found)
    return {each.name: each.value for each in found}


def test_assist_gives_the_persons_band_and_injecting():
    result = score(ASSIST, USED).as_json()
    assert inputs_from("assist", result, USED, assessment_id=7, taken_on=DAY) == (
        Input("assist.person", "moderate", 7, DAY),
        Input("assist.injected", "past_3_months", 7, DAY),
    )


def test_whoever_never_used_anything_never_injected():
    result = score(ASSIST, NOTHING).as_json()
    assert facts("assist", result, NOTHING) == {"assist.person": "low", "assist.injected": "never"}


def test_an_incomplete_form_gives_nothing():
    answers = USED | {"j": {"Q1": "yes", "Q2": "never", "Q6": "never", "Q7": "never"}}
    result = score(ASSIST, answers).as_json()
    assert result["missing"] == ["j_name"]
    assert result["bands"]["person"] == "moderate"
    assert facts("assist", result, answers) == {}


@pytest.mark.parametrize(
    ("instrument", "scoring", "answers", "expected"),
    [
        ("dast10", {"scores": {"total": 0}}, {}, {"dast10.total": 0}),
        ("dast10", {"scores": {"total": None}}, {}, {}),
        ("dast10", {"scores": {"total": 11}}, {}, {}),
        ("dast10", {}, {}, {}),
        ("asi", {}, {"D33": 6, "D32": 9}, {"asi.drug_rating": 6}),
        ("asi", {}, {"D33": "X"}, {}),
        ("asi", {}, {"D33": True}, {}),
        ("asi", {}, {"D32": 9}, {}),
        ("phq9", {"scores": {"total": 20}}, {}, {}),
    ],
)
def test_only_what_is_known_becomes_an_input(instrument, scoring, answers, expected):
    assert facts(instrument, scoring, answers) == expected
