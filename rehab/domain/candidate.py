"""What is known about a person who may be placed, and what the track and the group ask.

Thresholds are fields of the terms, since they are settings of the site.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from rehab.domain.lifecycle import DecisionState
from rehab.domain.tiers import Tier


@dataclass(frozen=True)
class Decided:
    """The person's latest tier decision that is not void."""

    tier: Tier
    state: DecisionState
    decided_on: date


class ConsentAnswer(StrEnum):
    """What the person said to taking part in the programme."""

    GIVEN = "given"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class ConsentHeld:
    """The person's latest consent to the programme; the day of ``expires_on`` still counts."""

    answer: ConsentAnswer
    decided_on: date
    expires_on: date | None = None


@dataclass(frozen=True)
class Placed:
    """A placement that is under way."""

    group: str
    tier: Tier
    starts_on: date


@dataclass(frozen=True)
class Clash:
    """What keeps the person from a session of the group: another session, coaching, a time that is kept free."""

    title: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Crowded:
    """A room in which the group meets that has no place for one more."""

    room: str
    capacity: int
    needed: int


@dataclass(frozen=True)
class Candidate:
    """A person who may be placed. ``assessed_on`` is the day of the latest signed screening or assessment.

    ``expires_on`` is the day of release by sentence when ``release_is_set``, else the end of a detention
    order, which is usually extended and therefore only remarked on. ``apart`` are those of the group whom the person
    may not be with: a name each, or nothing where it may not be told.
    """

    in_custody: bool
    assessed_on: date | None
    decision: Decided | None
    consent: ConsentHeld | None
    placed: Placed | None = None
    left_on: date | None = None
    expires_on: date | None = None
    release_is_set: bool = True
    clashes: tuple[Clash, ...] = ()
    crowded: tuple[Crowded, ...] = ()
    name: str = ""
    apart: tuple[str, ...] = ()


@dataclass(frozen=True)
class TrackTerms:
    """What the track and the group ask: ``days`` of the programme, an assessment at most ``valid_days`` old.

    ``taken`` is the number of people in the group now; ``ends_on`` is None for a group whose end is open. Of the
    programme's ``sessions``, ``over`` are over in this group.
    """

    tier: Tier
    days: int
    valid_days: int
    group: str
    capacity: int
    taken: int
    starts_on: date
    ends_on: date | None = None
    sessions: int = 0
    over: int = 0

    def last_day(self, starts_on: date) -> date:
        """The last day of the programme for somebody who starts on a day."""
        return self.ends_on or starts_on + timedelta(days=self.days - 1)
