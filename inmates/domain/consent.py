"""How a person's decision stands on a day: an end that has passed is no state of its own, it is read off the calendar."""

from datetime import date, timedelta
from enum import StrEnum, auto

SOON = timedelta(days=30)
GIVEN = "given"


class Standing(StrEnum):
    """What became of one question, on a day."""

    UNASKED = auto()
    GIVEN = auto()
    ENDING = auto()
    EXPIRED = auto()
    REFUSED = auto()
    WITHDRAWN = auto()


def standing_of(state: str | None, expires_on: date | None, *, on: date) -> Standing:
    """Say how a decision stands; the day on which it expires still counts.

    :param state: what the person said (given, refused, withdrawn); None when they were not asked.
    """
    if state is None:
        return Standing.UNASKED
    if state != GIVEN:
        return Standing(state)
    if expires_on is None:
        return Standing.GIVEN
    if expires_on < on:
        return Standing.EXPIRED
    return Standing.ENDING if expires_on <= on + SOON else Standing.GIVEN
