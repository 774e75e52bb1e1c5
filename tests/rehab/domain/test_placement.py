"""Obstacles to a placement: each alone, all at once, and the days at their borders."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from rehab.domain.candidate import (
    Candidate,
    Clash,
    ConsentAnswer,
    ConsentHeld,
    Crowded,
    Decided,
    Placed,
    TrackTerms,
)
from rehab.domain.lifecycle import DecisionState
from rehab.domain.placement import Obstacle, ObstacleFound, Remark, RemarkFound, obstacles, remarks
from rehab.domain.tiers import Tier

START = date(2026, 12, 1)
DECIDED = Decided(Tier.MODERATE, DecisionState.FINAL, date(2026, 11, 20))
GIVEN = ConsentHeld(ConsentAnswer.GIVEN, date(2026, 11, 1), date(2026, 12, 1))
READY = Candidate(
    in_custody=True,
    assessed_on=date(2026, 9, 2),
    decision=DECIDED,
    consent=GIVEN,
    expires_on=date(2026, 12, 31),
)
TERMS = TrackTerms(
    tier=Tier.MODERATE,
    days=30,
    valid_days=90,
    group="Kelompok 2",
    capacity=12,
    taken=11,
    starts_on=START,
)
CLASH = Clash("Sidang", datetime(2026, 12, 2, 1, tzinfo=UTC), datetime(2026, 12, 2, 3, tzinfo=UTC))


def found(candidate=READY, terms=TERMS, starts_on=START):
    return obstacles(candidate, terms, starts_on=starts_on)


def test_a_person_at_every_border_may_be_placed():
    assert found() == ()
    assert found(replace(READY, expires_on=None)) == ()
    assert found(replace(READY, consent=replace(GIVEN, expires_on=None))) == ()


@pytest.mark.parametrize(
    ("candidate", "code", "facts"),
    [
        (
            {"in_custody": False, "left_on": date(2026, 11, 30)},
            Obstacle.NOT_IN_CUSTODY,
            {"left_on": date(2026, 11, 30)},
        ),
        ({"in_custody": False}, Obstacle.NOT_IN_CUSTODY, {}),
        ({"assessed_on": None}, Obstacle.NOT_ASSESSED, {}),
        (
            {"assessed_on": date(2026, 9, 1)},
            Obstacle.ASSESSMENT_OUT_OF_DATE,
            {"assessed_on": date(2026, 9, 1), "valid_until": date(2026, 11, 30)},
        ),
        ({"decision": None}, Obstacle.NO_DECISION, {}),
        (
            {"decision": replace(DECIDED, state=DecisionState.DECLINED, tier=Tier.MILD)},
            Obstacle.DECISION_DECLINED,
            {"tier": "ringan", "decided_on": date(2026, 11, 20)},
        ),
        (
            {"decision": replace(DECIDED, state=DecisionState.AWAITING_SECOND)},
            Obstacle.AWAITING_SECOND_PERSON,
            {"tier": "sedang", "decided_on": date(2026, 11, 20)},
        ),
        (
            {"decision": replace(DECIDED, tier=Tier.SEVERE)},
            Obstacle.OTHER_TIER,
            {"decided": "berat", "track": "sedang"},
        ),
        ({"consent": None}, Obstacle.NO_CONSENT, {"answer": "none"}),
        (
            {"consent": replace(GIVEN, expires_on=date(2026, 11, 30))},
            Obstacle.NO_CONSENT,
            {"answer": "given", "decided_on": date(2026, 11, 1), "expires_on": date(2026, 11, 30)},
        ),
        (
            {"consent": ConsentHeld(ConsentAnswer.WITHDRAWN, date(2026, 11, 25))},
            Obstacle.NO_CONSENT,
            {"answer": "withdrawn", "decided_on": date(2026, 11, 25)},
        ),
        (
            {"placed": Placed("Kelompok 1", Tier.MILD, date(2026, 11, 2))},
            Obstacle.ALREADY_PLACED,
            {"group": "Kelompok 1", "tier": "ringan", "since": date(2026, 11, 2)},
        ),
        (
            {"expires_on": date(2026, 12, 30)},
            Obstacle.RELEASE_TOO_SOON,
            {"release_on": date(2026, 12, 30), "last_day": date(2026, 12, 30)},
        ),
        (
            {"clashes": (CLASH,)},
            Obstacle.SCHEDULE_CLASH,
            {"title": "Sidang", "starts_at": CLASH.starts_at, "ends_at": CLASH.ends_at},
        ),
        (
            {"crowded": (Crowded("Ruang 1", 12, 13),)},
            Obstacle.ROOM_TOO_SMALL,
            {"room": "Ruang 1", "capacity": 12, "needed": 13},
        ),
    ],
)
def test_each_obstacle_of_the_person_alone(candidate, code, facts):
    assert found(replace(READY, **candidate)) == (ObstacleFound(code, facts),)


@pytest.mark.parametrize(
    ("terms", "code", "facts"),
    [
        (
            {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 11, 30)},
            Obstacle.GROUP_ENDED,
            {"group": "Kelompok 2", "ended_on": date(2026, 11, 30)},
        ),
        (
            {"starts_on": date(2026, 12, 2)},
            Obstacle.BEFORE_GROUP_STARTS,
            {"group": "Kelompok 2", "starts_on": date(2026, 12, 2)},
        ),
        ({"taken": 12}, Obstacle.GROUP_FULL, {"group": "Kelompok 2", "capacity": 12, "taken": 12}),
        ({"taken": 13}, Obstacle.GROUP_FULL, {"group": "Kelompok 2", "capacity": 12, "taken": 13}),
    ],
)
def test_each_obstacle_of_the_group_alone(terms, code, facts):
    assert found(terms=replace(TERMS, **terms)) == (ObstacleFound(code, facts),)


def test_a_group_with_an_end_is_measured_by_it():
    longer = replace(TERMS, ends_on=date(2027, 1, 15))
    assert [each.code for each in found(terms=longer)] == [Obstacle.RELEASE_TOO_SOON]
    shorter = replace(TERMS, ends_on=date(2026, 12, 10))
    assert found(replace(READY, expires_on=date(2026, 12, 11)), shorter) == ()


def test_everything_is_said_at_once_most_fundamental_first():
    candidate = Candidate(
        in_custody=False,
        assessed_on=date(2026, 1, 1),
        decision=Decided(Tier.MILD, DecisionState.AWAITING_SECOND, date(2026, 11, 20)),
        consent=None,
        placed=Placed("Kelompok 1", Tier.MILD, date(2026, 11, 2)),
        expires_on=START,
        clashes=(CLASH, replace(CLASH, title="Kunjungan")),
    )
    full = replace(TERMS, taken=12, starts_on=START + timedelta(days=1))
    codes = [each.code for each in found(candidate, full)]
    assert codes == [
        Obstacle.NOT_IN_CUSTODY,
        Obstacle.ASSESSMENT_OUT_OF_DATE,
        Obstacle.AWAITING_SECOND_PERSON,
        Obstacle.OTHER_TIER,
        Obstacle.NO_CONSENT,
        Obstacle.ALREADY_PLACED,
        Obstacle.BEFORE_GROUP_STARTS,
        Obstacle.GROUP_FULL,
        Obstacle.RELEASE_TOO_SOON,
        Obstacle.SCHEDULE_CLASH,
        Obstacle.SCHEDULE_CLASH,
    ]
    assert codes == sorted(codes, key=list(Obstacle).index)


def test_the_end_of_a_detention_order_is_remarked_on_and_refuses_nothing():
    detained = replace(READY, expires_on=date(2026, 12, 30), release_is_set=False)
    assert found(detained) == ()
    facts = {"ends_on": date(2026, 12, 30), "last_day": date(2026, 12, 30)}
    assert remarks(detained, TERMS, starts_on=START) == (RemarkFound(Remark.DETENTION_ORDER_ENDS, facts),)


@pytest.mark.parametrize(
    "candidate",
    [
        {"expires_on": date(2026, 12, 31), "release_is_set": False},
        {"expires_on": date(2026, 12, 30)},
        {"expires_on": None},
    ],
)
def test_nothing_to_remark(candidate):
    assert remarks(replace(READY, **candidate), TERMS, starts_on=START) == ()


def test_what_comes_again_every_week_is_told_once_with_how_often():
    weekly = tuple(
        replace(
            CLASH, starts_at=CLASH.starts_at + timedelta(weeks=n), ends_at=CLASH.ends_at + timedelta(weeks=n)
        )
        for n in range(3)
    )
    once = replace(CLASH, title="Kunjungan")
    facts = {"starts_at": CLASH.starts_at, "ends_at": CLASH.ends_at}
    assert found(replace(READY, clashes=(weekly[0], once, *weekly[1:]))) == (
        ObstacleFound(Obstacle.SCHEDULE_CLASH, {"title": "Sidang", **facts, "more": 2}),
        ObstacleFound(Obstacle.SCHEDULE_CLASH, {"title": "Kunjungan", **facts}),
    )


def test_sessions_that_are_over_are_remarked_on_and_refuse_nothing():
    begun = replace(TERMS, sessions=24, over=5)
    assert found(terms=begun) == ()
    facts = {"over": 5, "sessions": 24}
    assert remarks(READY, begun, starts_on=START) == (RemarkFound(Remark.SESSIONS_OVER, facts),)
    assert remarks(READY, replace(TERMS, sessions=24), starts_on=START) == ()
