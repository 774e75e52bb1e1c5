"""What speaks against moving somebody into a cell, and what moves make of the places there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """Why somebody cannot be moved into a cell, most fundamental first."""

    NOT_HERE = "not_here"
    OTHER_FACILITY = "other_facility"
    CLOSED = "closed"
    OTHER_SEX = "other_sex"
    SAME_CELL = "same_cell"
    IN_THE_FUTURE = "in_the_future"
    BEFORE_THE_LAST = "before_the_last"


@dataclass(frozen=True)
class Mover:
    """Somebody who is to be moved.

    ``since`` is when they came into their cell, left the last one, or were admitted: a move lies after it.
    """

    name: str
    sex: str
    facility: int
    is_here: bool
    cell: int | None
    since: datetime | None


@dataclass(frozen=True)
class Target:
    """The cell they are to be moved into; ``sex`` is that of its block."""

    cell: int
    facility: int
    sex: str
    is_closed: bool


def faults(mover: Mover, target: Target, *, at: datetime, now: datetime) -> tuple[Fault, ...]:
    """Return everything that speaks against moving somebody into a cell at a moment; empty means they may be moved."""
    if not mover.is_here:
        return (Fault.NOT_HERE,)
    if mover.facility != target.facility:
        return (Fault.OTHER_FACILITY,)
    said = {
        Fault.CLOSED: target.is_closed,
        Fault.OTHER_SEX: mover.sex != target.sex,
        Fault.SAME_CELL: mover.cell == target.cell,
        Fault.IN_THE_FUTURE: at > now,
        Fault.BEFORE_THE_LAST: mover.since is not None and at < mover.since,
    }
    return tuple(fault for fault, holds in said.items() if holds)


@dataclass(frozen=True)
class Filling:
    """How many are in a cell before and after moves, and for how many it is."""

    capacity: int
    before: int
    after: int

    @property
    def overfills(self) -> bool:
        """Whether the moves put somebody above the capacity; fewer people in a crowded cell are no worse."""
        return self.after > self.capacity and self.after > self.before


def filling(
    capacity: int, inside: Iterable[int], *, coming: Iterable[int] = (), going: Iterable[int] = ()
) -> Filling:
    """Count the people of a cell, each once, before and after some come and some go."""
    people = set(inside)
    return Filling(capacity, len(people), len((people - set(going)) | set(coming)))
