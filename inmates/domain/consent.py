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


class DayFault(StrEnum):
    """Why nobody can have decided on a day."""

    IN_THE_FUTURE = auto()
    BEFORE_BIRTH = auto()
    BEFORE_CUSTODY = auto()


def day_faults(
    decided_on: date, *, on: date, born_on: date | None, held_since: date | None
) -> tuple[DayFault, ...]:
    """Say why a person cannot have decided on a day.

    :param held_since: the first day on which any facility held them, as far as it is known.
    """
    found = []
    if decided_on > on:
        found.append(DayFault.IN_THE_FUTURE)
    if born_on and decided_on < born_on:
        found.append(DayFault.BEFORE_BIRTH)
    elif held_since and decided_on < held_since:
        found.append(DayFault.BEFORE_CUSTODY)
    return tuple(found)


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
