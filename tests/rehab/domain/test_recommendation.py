"""What the seed edition recommends, for every combination of inputs, with reasons and what is missing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehab.domain.inputs import KNOWN, Input
from rehab.domain.recommendation import Fact, Missing, Reason, recommend
from rehab.domain.seed_edition import SEED_EDITION
from rehab.domain.tier_rule import Comparison
from rehab.domain.tier_rule_reader import parse
from rehab.domain.tiers import Tier

EDITION = parse(SEED_EDITION)
MILD, MODERATE, SEVERE = Tier
NAMES = {
    "person": "assist.person",
    "injected": "assist.injected",
    "dast": "dast10.total",
    "asi": "asi.drug_rating",
}
IDS = {"assist": 11, "dast10": 22, "asi": 33}


def given_inputs(person=None, injected="never", dast=None, asi=None):
    """A signed ASSIST, if ``person`` is given, and the other assessments that are."""
    values = {"person": person, "injected": injected if person else None, "dast": dast, "asi": asi}
    return [
        Input(name, values[short], IDS[name.partition(".")[0]], date(2026, 11, 24))
        for short, name in NAMES.items()
        if values[short] is not None
    ]


@pytest.mark.parametrize(
    ("facts", "tier", "rule", "provisional", "reasons"),
    [
        ({"person": "low"}, MILD, 3, True, ["no_heavier_sign"]),
        ({"person": "moderate"}, MODERATE, 2, True, ["assist_moderate_alone"]),
        ({"person": "high"}, SEVERE, 1, True, ["assist_high_without_asi"]),
        ({"person": "low", "injected": "past_3_months"}, SEVERE, 1, True, ["injected_recently"]),
        ({"person": "low", "injected": "earlier"}, MILD, 3, True, ["no_heavier_sign"]),
        ({"person": "high", "injected": "past_3_months", "dast": 9}, SEVERE, 1, True, None),
        ({"person": "moderate", "dast": 2}, MILD, 3, True, ["no_heavier_sign"]),
        ({"person": "moderate", "dast": 3}, MODERATE, 2, True, ["dast10_moderate"]),
        ({"person": "moderate", "dast": 5}, MODERATE, 2, True, ["dast10_moderate"]),
        ({"person": "low", "dast": 6}, SEVERE, 1, True, ["dast10_substantial"]),
        ({"person": "moderate", "asi": 3}, MILD, 3, False, ["no_heavier_sign"]),
        ({"person": "moderate", "asi": 4}, MODERATE, 2, False, ["asi_drug_moderate"]),
        ({"person": "moderate", "asi": 5}, MODERATE, 2, False, ["asi_drug_moderate"]),
        ({"person": "low", "asi": 6}, SEVERE, 1, False, ["asi_drug_considerable"]),
        ({"person": "high", "asi": 0}, MODERATE, 2, False, ["assist_high"]),
        ({"person": "high", "asi": 4}, MODERATE, 2, False, ["asi_drug_moderate", "assist_high"]),
        ({"person": "high", "dast": 0}, SEVERE, 1, True, ["assist_high_without_asi"]),
        ({"person": "low", "dast": 0, "asi": 0}, MILD, 3, False, ["no_heavier_sign"]),
    ],
)
def test_the_seed_edition(facts, tier, rule, provisional, reasons):
    found = recommend(EDITION, given_inputs(**facts))
    assert (found.tier, found.rule, found.provisional, found.edition) == (tier, rule, provisional, "2026.1")
    expected = reasons or ["injected_recently", "dast10_substantial", "assist_high_without_asi"]
    assert [reason.code for reason in found.reasons] == expected


@pytest.mark.parametrize("facts", [{}, {"dast": 9}, {"asi": 9}])
def test_without_an_assist_nothing_is_recommended_and_it_is_said(facts):
    found = recommend(EDITION, given_inputs(**facts))
    assert (found.tier, found.rule, found.provisional, found.reasons) == (None, None, False, ())
    assert [(each.instrument, each.inputs) for each in found.missing if each.required] == [
        ("assist", ("assist.person", "assist.injected"))
    ]


def test_what_is_missing_says_what_it_would_decide():
    found = recommend(EDITION, given_inputs(person="moderate"))
    assert found.missing == (
        Missing(
            "asi", ("asi.drug_rating",), (MILD, MODERATE, SEVERE), required=False, makes_provisional=True
        ),
        Missing(
            "dast10", ("dast10.total",), (MILD, MODERATE, SEVERE), required=False, makes_provisional=False
        ),
    )


def test_what_is_missing_and_could_change_nothing_says_so():
    found = recommend(EDITION, given_inputs(person="low", dast=8))
    assert [(each.instrument, each.could_bring) for each in found.missing] == [("asi", (SEVERE,))]
    found = recommend(EDITION, given_inputs(person="high"))
    assert [(each.instrument, each.could_bring) for each in found.missing] == [
        ("asi", (MODERATE, SEVERE)),
        ("dast10", (SEVERE,)),
    ]


def test_reasons_carry_their_facts_and_their_assessment():
    found = recommend(EDITION, given_inputs(person="high", dast=7))
    assert found.reasons == (
        Reason("dast10_substantial", (Fact("dast10.total", 7, Comparison.AT_LEAST, 6, 22),)),
        Reason(
            "assist_high_without_asi",
            (
                Fact("assist.person", "high", Comparison.EQUAL, "high", 11),
                Fact("asi.drug_rating", None, Comparison.ABSENT, None, None),
            ),
        ),
    )


def test_the_inputs_used_are_kept_and_others_are_not():
    foreign = Input("phq9.total", 20, 44, date(2026, 11, 24))
    found = recommend(EDITION, [foreign, *given_inputs(person="low", asi=2)])
    assert [(each.name, each.value, each.assessment_id) for each in found.used] == [
        ("assist.person", "low", 11),
        ("assist.injected", "never", 11),
        ("asi.drug_rating", 2, 33),
    ]


def test_a_rule_that_hangs_on_a_missing_input_does_not_match():
    edition = parse(
        {
            "code": "T",
            "required": [],
            "provisional_without": [],
            "rules": [
                {
                    "tier": "berat",
                    "reason": "r",
                    "when": {"input": "dast10.total", "comparison": "at_least", "value": 0},
                }
            ],
        }
    )
    found = recommend(edition, [])
    assert (found.tier, found.rule) == (None, None)
    assert found.missing == (
        Missing("dast10", ("dast10.total",), (SEVERE,), required=False, makes_provisional=False),
    )
    (reason,) = recommend(edition, given_inputs(dast=0)).reasons
    assert reason.code == "r"


def test_contradictory_inputs_are_refused():
    with pytest.raises(ValueError, match=r"dast10\.total is given twice"):
        recommend(EDITION, given_inputs(dast=1) * 2)
    with pytest.raises(ValueError, match=r"assist\.person cannot be 'tinggi'"):
        recommend(EDITION, given_inputs(person="tinggi"))


def by_hand(person, injected, dast, asi):
    """The table of domain.md 1.9, written out once more and independently."""
    none = asi is None
    if injected == "past_3_months" or (asi or 0) >= 6 or (dast or 0) >= 6 or (person == "high" and none):
        return SEVERE
    if asi in (4, 5) or person == "high" or dast in (3, 4, 5):
        return MODERATE
    return MODERATE if person == "moderate" and none and dast is None else MILD


def values(name):
    return st.sampled_from(KNOWN[name].values())


@given(
    person=values("assist.person"),
    injected=values("assist.injected"),
    dast=st.none() | values("dast10.total"),
    asi=st.none() | values("asi.drug_rating"),
)
def test_the_seed_edition_is_the_table_of_the_domain(person, injected, dast, asi):
    found = recommend(EDITION, given_inputs(person, injected, dast, asi))
    assert found.tier is by_hand(person, injected, dast, asi)
    assert found.provisional is (asi is None)
    assert found.reasons
    assert {each.instrument for each in found.missing} == {
        name for name, value in (("dast10", dast), ("asi", asi)) if value is None
    }
