"""What speaks against somebody having been taken out, or having come back, at a moment."""

from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """Why a leaving or a return cannot be written down."""

    AWAY_ALREADY = "away_already"
    IN_THE_FUTURE = "in_the_future"
    AWAY_THEN = "away_then"
    EXPECTED_BEFORE = "expected_before"
    BACK_BEFORE = "back_before"


def faults_of_leaving(
    left_at: datetime, expected_at: datetime | None, *, is_away: bool, since: datetime, now: datetime
) -> tuple[Fault, ...]:
    """Return everything that speaks against somebody leaving at a moment.

    :param since: the admission, or the last return.
    """
    said = {
        Fault.AWAY_ALREADY: is_away,
        Fault.IN_THE_FUTURE: left_at > now,
        Fault.AWAY_THEN: left_at < since,
        Fault.EXPECTED_BEFORE: expected_at is not None and expected_at < left_at,
    }
    return tuple(fault for fault, holds in said.items() if holds)


def faults_of_return(left_at: datetime, back_at: datetime, *, now: datetime) -> tuple[Fault, ...]:
    """Return everything that speaks against somebody coming back at a moment."""
    said = {Fault.IN_THE_FUTURE: back_at > now, Fault.BACK_BEFORE: back_at < left_at}
    return tuple(fault for fault, holds in said.items() if holds)
