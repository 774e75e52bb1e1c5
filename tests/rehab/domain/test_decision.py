"""What speaks against a tier decision and against the second person's word."""

import pytest

from rehab.domain.decision import (
    Objection,
    ObjectionFound,
    first_state,
    needs_second_person,
    objections,
    objections_to_second,
)
from rehab.domain.lifecycle import DecisionState
from rehab.domain.tiers import Tier

MILD, MODERATE, SEVERE = Tier


@pytest.mark.parametrize(
    ("recommended", "decided", "state"),
    [
        (MILD, MILD, DecisionState.FINAL),
        (SEVERE, SEVERE, DecisionState.FINAL),
        (MILD, MODERATE, DecisionState.AWAITING_SECOND),
        (SEVERE, MODERATE, DecisionState.AWAITING_SECOND),
        (None, MILD, DecisionState.AWAITING_SECOND),
    ],
)
def test_departing_from_the_recommendation_waits_for_a_second_person(recommended, decided, state):
    assert first_state(recommended, decided) is state
    assert needs_second_person(recommended, decided) is (state is DecisionState.AWAITING_SECOND)


@pytest.mark.parametrize("tier", list(Tier))
@pytest.mark.parametrize("band", ["moderate", "high"])
def test_following_the_recommendation_needs_no_reason(tier, band):
    assert objections(tier, decided=tier, reason="", assist_band=band) == ()


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_departing_needs_a_reason(reason):
    facts = {"recommended": "ringan", "tier": "sedang"}
    assert objections(MILD, decided=MODERATE, reason=reason, assist_band="moderate") == (
        ObjectionFound(Objection.REASON_MISSING, facts),
    )
    assert objections(MILD, decided=MODERATE, reason="Riwayat keluarga", assist_band="moderate") == ()


@pytest.mark.parametrize("decided", [MODERATE, SEVERE])
@pytest.mark.parametrize("recommended", list(Tier))
def test_a_heavier_tier_needs_a_screening_at_moderate_whoever_agrees(recommended, decided):
    assert objections(recommended, decided=decided, reason="Alasan", assist_band="low") == (
        ObjectionFound(Objection.SCREENING_TOO_LOW, {"band": "low", "tier": decided.value}),
    )


def test_the_mild_tier_is_open_to_a_low_screening():
    assert objections(MILD, decided=MILD, reason="", assist_band="low") == ()


def test_nobody_is_decided_on_without_a_screening_and_everything_is_said():
    assert objections(None, decided=SEVERE, reason="", assist_band=None) == (
        ObjectionFound(Objection.NOT_SCREENED),
        ObjectionFound(Objection.REASON_MISSING, {"tier": "berat"}),
    )
    assert objections(None, decided=MILD, reason="Alasan", assist_band=None) == (
        ObjectionFound(Objection.NOT_SCREENED),
    )


@pytest.mark.parametrize(
    ("state", "second_by", "codes"),
    [
        (DecisionState.AWAITING_SECOND, 2, []),
        (DecisionState.AWAITING_SECOND, 1, [Objection.SECOND_IS_DECIDER]),
        (DecisionState.FINAL, 2, [Objection.NOT_AWAITING]),
        (DecisionState.DECLINED, 1, [Objection.NOT_AWAITING, Objection.SECOND_IS_DECIDER]),
    ],
)
def test_the_second_person(state, second_by, codes):
    assert [each.code for each in objections_to_second(state, decided_by=1, second_by=second_by)] == codes
