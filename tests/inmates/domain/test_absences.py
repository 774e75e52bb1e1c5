"""When somebody can have left, and have come back."""

from datetime import UTC, datetime, timedelta

import pytest

from inmates.domain.absences import Fault, faults_of_leaving, faults_of_return

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SINCE = NOW - timedelta(days=3)
SECOND = timedelta(seconds=1)


def leaving(left_at=NOW, expected_at=None, *, is_away=False):
    return faults_of_leaving(left_at, expected_at, is_away=is_away, since=SINCE, now=NOW)


@pytest.mark.parametrize("left_at", [SINCE, NOW])
def test_somebody_leaves_between_their_admission_and_now(left_at):
    assert leaving(left_at) == leaving(left_at, left_at) == ()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((NOW + SECOND, None), (Fault.IN_THE_FUTURE,)),
        ((SINCE - SECOND, None), (Fault.AWAY_THEN,)),
        ((NOW, NOW - SECOND), (Fault.EXPECTED_BEFORE,)),
        ((SINCE - SECOND, SINCE - 2 * SECOND), (Fault.AWAY_THEN, Fault.EXPECTED_BEFORE)),
    ],
)
def test_what_cannot_be_is_said(given, said):
    assert leaving(*given) == said
    assert leaving(*given, is_away=True) == (Fault.AWAY_ALREADY, *said)


@pytest.mark.parametrize(
    ("back_at", "said"),
    [
        (SINCE, ()),
        (NOW, ()),
        (SINCE - SECOND, (Fault.BACK_BEFORE,)),
        (NOW + SECOND, (Fault.IN_THE_FUTURE,)),
    ],
)
def test_somebody_comes_back_after_they_left_and_not_in_the_future(back_at, said):
    assert faults_of_return(SINCE, back_at, now=NOW) == said
