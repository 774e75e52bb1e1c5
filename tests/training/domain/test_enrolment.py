"""Everything that stands in the way of an enrolment is told at once."""

from dataclasses import replace
from datetime import date

import pytest

from training.domain.enrolment import BatchTerms, Candidate, Found, Obstacle, obstacles, refusing
from training.domain.lifecycle import BatchState

TERMS = BatchTerms("Barista 1", 1, BatchState.RUNNING, date(2026, 12, 18), capacity=3, taken=2)
PERSON = Candidate("Slamet", 1, in_custody=True)


def codes(person=PERSON, terms=TERMS):
    return [found.code for found in obstacles(person, terms)]


def test_whoever_is_here_and_finds_a_place_is_enrolled():
    assert codes() == []


def test_everything_at_once_most_fundamental_first():
    person = replace(
        PERSON,
        facility_id=2,
        in_custody=False,
        release_on=date(2026, 12, 1),
        is_waiting=True,
        is_enrolled=True,
        apart=("Andi",),
    )
    assert codes(person, replace(TERMS, state=BatchState.CANCELLED, taken=3)) == list(Obstacle)


@pytest.mark.parametrize(
    ("release_on", "expected"),
    [
        (None, []),
        (date(2026, 12, 17), [Obstacle.RELEASE_TOO_SOON]),
        (date(2026, 12, 18), [Obstacle.RELEASE_TOO_SOON]),
        (date(2026, 12, 19), []),
    ],
)
def test_the_batch_ends_before_the_release(release_on, expected):
    assert codes(replace(PERSON, release_on=release_on)) == expected


@pytest.mark.parametrize("state", BatchState)
def test_only_an_open_batch_takes_people(state):
    closed = state in (BatchState.COMPLETED, BatchState.CANCELLED)
    assert codes(terms=replace(TERMS, state=state)) == ([Obstacle.BATCH_CLOSED] if closed else [])


def test_a_full_batch_alone_refuses_nobody_its_waiting_list():
    full = obstacles(PERSON, replace(TERMS, taken=3))
    assert full == (Found(Obstacle.BATCH_FULL, "Slamet", "Barista 1", number=3),)
    assert refusing(full) == ()
    waiting = obstacles(replace(PERSON, is_waiting=True), replace(TERMS, taken=4))
    assert [found.code for found in refusing(waiting)] == [Obstacle.ALREADY_WAITING]
