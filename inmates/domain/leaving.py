"""How a stay may end, be taken up again, and begin anew for somebody who was here before.

A release long before the day of expiry happens every day (parole, conditional leave): it is asked for a reason, and no
legal effect is computed from it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

# Who leaves within these days of the day of expiry leaves because of it; nobody is asked why.
AROUND_THE_EXPIRY = timedelta(days=7)


class Way(StrEnum):
    """How somebody leaves."""

    RELEASED = "released"
    TRANSFERRED = "transferred"
    DIED = "died"
    ESCAPED = "escaped"


class Fault(StrEnum):
    """Why somebody cannot leave, be taken back or come again in this way, most fundamental first."""

    NOT_HERE = "not_here"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_ADMISSION = "before_admission"
    BEFORE_THE_LAST_LINE = "before_the_last_line"
    NOWHERE_TO_GO = "nowhere_to_go"
    TO_ITSELF = "to_itself"
    REASON_MISSING = "reason_missing"
    HAS_NOT_LEFT = "has_not_left"
    HAS_ARRIVED = "has_arrived"
    WHY_MISSING = "why_missing"
    IS_HERE = "is_here"
    HAS_DIED = "has_died"
    BEFORE_LEAVING = "before_leaving"
    EXPIRES_BEFORE = "expires_before"
    NOT_ON_THE_WAY = "not_on_the_way"
    IS_MERGED = "is_merged"


@dataclass(frozen=True)
class Standing:
    """Where somebody stands who is here; ``expires_on`` is empty where nobody has set an end."""

    admitted_on: date
    last_line_on: date
    expires_on: date | None


@dataclass(frozen=True)
class Leaving:
    """What is to be written down; ``to`` names the place a transfer leads to, in whatever way it is known."""

    way: Way
    on: date
    to: str = ""
    to_itself: bool = False
    reason: str = ""


def faults(standing: Standing | None, leaving: Leaving, *, today: date) -> tuple[Fault, ...]:
    """Return everything that speaks against leaving, for somebody who stands so; None is not here."""
    if standing is None:
        return (Fault.NOT_HERE,)
    found = []
    if leaving.on > today:
        found.append(Fault.IN_THE_FUTURE)
    if leaving.on < standing.admitted_on:
        found.append(Fault.BEFORE_ADMISSION)
    elif leaving.on < standing.last_line_on:
        found.append(Fault.BEFORE_THE_LAST_LINE)
    if leaving.way is Way.TRANSFERRED and not leaving.to.strip():
        found.append(Fault.NOWHERE_TO_GO)
    if leaving.way is Way.TRANSFERRED and leaving.to_itself:
        found.append(Fault.TO_ITSELF)
    if is_early(standing, leaving) and not leaving.reason.strip():
        found.append(Fault.REASON_MISSING)
    return tuple(found)


def is_early(standing: Standing, leaving: Leaving) -> bool:
    """Say whether a release lies so long before the day of expiry that it wants a reason; without such a day it does."""
    if leaving.way is not Way.RELEASED:
        return False
    return standing.expires_on is None or leaving.on < standing.expires_on - AROUND_THE_EXPIRY


def faults_of_taking_back(*, has_left: bool, has_arrived: bool, reason: str) -> tuple[Fault, ...]:
    """Return what speaks against taking back a departure.

    :param has_left: whether the last stay is over.
    :param has_arrived: whether the receiver of a transfer has confirmed the arrival.
    """
    if not has_left:
        return (Fault.HAS_NOT_LEFT,)
    found = [Fault.HAS_ARRIVED] if has_arrived else []
    return tuple(found if reason.strip() else [*found, Fault.WHY_MISSING])


def faults_of_coming(
    *, admitted_on: date, expires_on: date | None, not_before: date | None, today: date
) -> tuple[Fault, ...]:
    """Return what speaks against a stay that begins on a day.

    :param not_before: the day on which the person left here or the sender, if they were there before.
    """
    found = []
    if admitted_on > today:
        found.append(Fault.IN_THE_FUTURE)
    if not_before and admitted_on < not_before:
        found.append(Fault.BEFORE_LEAVING)
    if expires_on and expires_on < admitted_on:
        found.append(Fault.EXPIRES_BEFORE)
    return tuple(found)
