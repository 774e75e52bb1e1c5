"""The clock of a breach of personal data (UU 27/2022 art. 46: 3 × 24 hours), and what is missing before it is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

NOTICE_WITHIN = timedelta(hours=3 * 24)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Kind(StrEnum):
    """How data came to whom it should not, or was lost."""

    ACCOUNT = "account"  # somebody else signed in with an officer's account
    OFFICER = "officer"  # an officer opened or took what was none of their work
    PAPER = "paper"
    FILE = "file"  # a file or carrier
    DEVICE = "device"
    ATTACK = "attack"
    LOSS = "loss"  # destroyed or out of reach
    OTHER = "other"


class Missing(StrEnum):
    """What is to be done before a breach may be closed, in the order in which it is done."""

    PEOPLE = "people"
    AUTHORITY = "authority"
    SUBJECTS = "subjects"
    REMEDY = "remedy"


class Side(StrEnum):
    """Where the clock stands."""

    RUNNING = "running"
    LATE = "late"
    TOLD = "told"
    TOLD_LATE = "told_late"


@dataclass(frozen=True)
class Told:
    """What has been done about a breach so far."""

    known_at: datetime
    needs_people: bool = (
        False  # somebody's account is named, so whose records it reached is to be written down
    )
    people_listed_at: datetime | None = None
    authority_notified_at: datetime | None = None
    subjects_notified_at: datetime | None = None
    subjects_why_not: str = ""
    remedy: str = ""


@dataclass(frozen=True)
class Clock:
    """Where the clock stands, and how far that is from when the notices are due."""

    side: Side
    due_at: datetime
    distance: timedelta

    @property
    def hours(self) -> int:
        """Whole hours; the last one is told in minutes."""
        return self.distance // HOUR

    @property
    def minutes(self) -> int:
        """Whole minutes."""
        return self.distance // MINUTE


def due_at(known_at: datetime) -> datetime:
    """Until when the notices must have been sent."""
    return known_at + NOTICE_WITHIN


def notified_at(told: Told) -> datetime | None:
    """When the last notice that is owed was sent; None while one is owed."""
    if told.authority_notified_at is None:
        return None
    if told.subjects_notified_at is not None:
        return max(told.authority_notified_at, told.subjects_notified_at)
    return told.authority_notified_at if told.subjects_why_not else None


def clock_of(told: Told, now: datetime) -> Clock:
    """How much is left or overdue; once both notices are sent, whether they were in time. At the very end it is in time."""
    due, sent = due_at(told.known_at), notified_at(told)
    late = (sent or now) > due
    running, over = (Side.RUNNING, Side.LATE) if sent is None else (Side.TOLD, Side.TOLD_LATE)
    side = over if late else running
    return Clock(side, due, abs(due - (sent or now)))


def missing(told: Told) -> tuple[Missing, ...]:
    """What is missing before it can be closed; the first is the next step."""
    return tuple(_missing(told))


def _missing(told: Told) -> Iterator[Missing]:
    if told.needs_people and told.people_listed_at is None:
        yield Missing.PEOPLE
    if told.authority_notified_at is None:
        yield Missing.AUTHORITY
    if told.subjects_notified_at is None and not told.subjects_why_not:
        yield Missing.SUBJECTS
    if not told.remedy:
        yield Missing.REMEDY


__all__ = [
    "NOTICE_WITHIN",
    "Clock",
    "Kind",
    "Missing",
    "Side",
    "Told",
    "clock_of",
    "due_at",
    "missing",
    "notified_at",
]
