"""What can stand in the way of a booking, each with its facts and with who may decide otherwise.

The severities are decision 8 of the house: what the database refuses nobody can override, capacity and soft
hours a named person with a reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from rutan.timetable.domain.calendar import HoursKind, ResourceKind, Slot


class Severity(StrEnum):
    """Who may override: nobody (the database refuses), nobody (the rule is so), or a named person."""

    DATABASE = "database"
    HARD = "hard"
    SOFT = "soft"

    @property
    def overridable(self) -> bool:
        """Whether a person may go on, with a reason and a name."""
        return self is Severity.SOFT


class ConflictKind(StrEnum):
    """What is in the way; in the order in which it is told, most fundamental first."""

    IN_THE_PAST = "in_the_past"
    OUTSIDE_DAY = "outside_day"
    NOT_READY = "not_ready"
    PROTECTED_HOURS = "protected_hours"
    ROOM_TAKEN = "room_taken"
    FACILITATOR_TAKEN = "facilitator_taken"
    INMATE_TAKEN = "inmate_taken"
    KEPT_APART = "kept_apart"
    ROOM_TOO_SMALL = "room_too_small"
    PROTECTED_HOURS_SOFT = "protected_hours_soft"


SEVERITY: Mapping[ConflictKind, Severity] = {
    # A session that did take place may be entered afterwards, by a named person with a reason.
    ConflictKind.IN_THE_PAST: Severity.SOFT,
    ConflictKind.OUTSIDE_DAY: Severity.HARD,
    ConflictKind.NOT_READY: Severity.DATABASE,
    ConflictKind.PROTECTED_HOURS: Severity.DATABASE,
    ConflictKind.ROOM_TAKEN: Severity.DATABASE,
    ConflictKind.FACILITATOR_TAKEN: Severity.DATABASE,
    ConflictKind.INMATE_TAKEN: Severity.DATABASE,
    ConflictKind.KEPT_APART: Severity.DATABASE,
    ConflictKind.ROOM_TOO_SMALL: Severity.SOFT,
    ConflictKind.PROTECTED_HOURS_SOFT: Severity.SOFT,
}

TAKEN_KIND: Mapping[ResourceKind, ConflictKind] = {
    ResourceKind.ROOM: ConflictKind.ROOM_TAKEN,
    ResourceKind.FACILITATOR: ConflictKind.FACILITATOR_TAKEN,
    ResourceKind.INMATE: ConflictKind.INMATE_TAKEN,
}
_ORDER = {kind: number for number, kind in enumerate(ConflictKind)}


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """Something in the way; the subclasses carry the facts."""

    kind: ConflictKind

    @property
    def severity(self) -> Severity:
        """Who may override it."""
        return SEVERITY[self.kind]

    @property
    def rank(self) -> int:
        """The place of its kind when all are told, 0 first."""
        return _ORDER[self.kind]


@dataclass(frozen=True, kw_only=True)
class InThePast(Conflict):
    """The session would have begun already."""

    kind: ConflictKind = field(default=ConflictKind.IN_THE_PAST, init=False)
    starts_at: datetime
    now: datetime


@dataclass(frozen=True, kw_only=True)
class OutsideDay(Conflict):
    """The session would run over midnight."""

    kind: ConflictKind = field(default=ConflictKind.OUTSIDE_DAY, init=False)
    slot: Slot


@dataclass(frozen=True, kw_only=True)
class RoomTooSmall(Conflict):
    """The room has fewer places than the session has inmates; another time does not help."""

    kind: ConflictKind = field(default=ConflictKind.ROOM_TOO_SMALL, init=False)
    room: str
    capacity: int
    needed: int


@dataclass(frozen=True, kw_only=True)
class KeptApart(Conflict):
    """Two people who may not be in one session; other people help, another time hardly ever.

    ``names`` are the two, and empty for whoever may not know which of the people it is about. Why is told to nobody.
    """

    kind: ConflictKind = field(default=ConflictKind.KEPT_APART, init=False)
    names: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TimedConflict(Conflict):
    """A conflict with something that lasts from a time to a time, the ``slot``, and is over afterwards."""

    slot: Slot


@dataclass(frozen=True, kw_only=True)
class NotReady(TimedConflict):
    """The facility, or only the ``room`` if it is named, is not ready for sessions."""

    kind: ConflictKind = field(default=ConflictKind.NOT_READY, init=False)
    reason: str
    note: str = ""
    room: str | None = None


@dataclass(frozen=True, kw_only=True)
class HoursTouched(TimedConflict):
    """Protected hours (PROTECTED_HOURS or PROTECTED_HOURS_SOFT) on one day.

    ``room`` and ``inmates`` name those of the proposal whom they bind; both are empty for hours that bind
    everyone everywhere.
    """

    hours_id: int
    name: str
    hours_kind: HoursKind
    room: str | None = None
    inmates: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ResourceTaken(TimedConflict):
    """A room, facilitator or inmate (ROOM_TAKEN …, ``name``) is held by another booking (``title``)."""

    resource_id: int
    name: str
    booking_id: int
    title: str


def overridable(conflicts: Iterable[Conflict]) -> bool:
    """Tell whether a person may go on in spite of all of these, with a reason and a name."""
    return all(conflict.severity.overridable for conflict in conflicts)
