"""Two rows of the register that are one person: which row goes on, and which stays stand.

Stays that do not overlap are a life in order: all of them stand, each on the row where it was written. Stays that
overlap are one stay entered twice: a human says which row tells it rightly, and the other row's stays of that time are
set aside. The row with the last stay that stands goes on, for it alone says where the person is now.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Fault(StrEnum):
    """Why two rows cannot be merged, or a merge not be undone, most fundamental first."""

    WITHDRAWN = "withdrawn"
    SAME_ROW = "same_row"
    OTHER_FACILITY = "other_facility"
    MERGED_ALREADY = "merged_already"
    OTHERS_MERGED = "others_merged"
    TOLD_APART = "told_apart"
    UNDECIDED = "undecided"
    LAST_SET_ASIDE = "last_set_aside"
    AFTER_DEATH = "after_death"
    ON_THE_WAY = "on_the_way"
    BOTH_RUNNING = "both_running"
    REASON_MISSING = "reason_missing"
    STAY_SINCE = "stay_since"
    ARRIVED_SINCE = "arrived_since"
    CORRECTED_SINCE = "corrected_since"
    CELL_CLOSED = "cell_closed"
    DECIDED_SINCE = "decided_since"


@dataclass(frozen=True)
class Held:
    """One stay of a row; ``died`` when death ended it."""

    key: int
    row: int
    admitted_on: date
    left_on: date | None
    died: bool = False


@dataclass(frozen=True)
class Clash:
    """Stays of both rows that overlap one another, directly or by a third: one time that was told twice."""

    stays: tuple[Held, ...]

    @property
    def key(self) -> int:
        """What tells it from other clashes of the two rows: the key of its oldest stay."""
        return min(stay.key for stay in self.stays)

    def of(self, row: int) -> tuple[Held, ...]:
        """Those of one row."""
        return tuple(stay for stay in self.stays if stay.row == row)


@dataclass(frozen=True)
class Outcome:
    """What merging would do: which row goes on, and the keys of the stays that are set aside."""

    kept: int
    merged: int
    aside: frozenset[int]
    faults: tuple[Fault, ...] = ()


def overlap(one: Held, other: Held) -> bool:
    """Say whether one stay lies in the time of the other; the day of leaving is free for the next admission.

    Whoever came and left on one day was here in the time of a stay around that day, but not of one that ends or begins
    on it.
    """
    return (other.left_on is None or one.admitted_on < other.left_on) and (
        one.left_on is None or other.admitted_on < one.left_on
    )


def clashes(stays: Iterable[Held]) -> tuple[Clash, ...]:
    """Return the times that two rows tell both, in order; stays of one row never overlap."""
    groups: list[list[Held]] = []
    for stay in _in_order(stays):
        touching = [group for group in groups if any(overlap(stay, each) for each in group)]
        groups = [group for group in groups if group not in touching]
        groups.append([*(each for group in touching for each in group), stay])
    return tuple(Clash(tuple(_in_order(group))) for group in groups if len(group) > 1)


def decide(one: int, other: int, stays: Sequence[Held], stands: Mapping[int, int]) -> Outcome:
    """Say what becomes of two rows and their stays.

    :param stands: by the key of each clash, the row whose stays stand.
    """
    faults = []
    aside: set[int] = set()
    for clash in clashes(stays):
        row = stands.get(clash.key)
        if row not in (one, other):
            faults.append(Fault.UNDECIDED)
            row = one
        aside |= {stay.key for stay in clash.stays if stay.row != row}
    standing = _in_order(stay for stay in stays if stay.key not in aside)
    kept = max(standing, key=_lateness).row
    own = [stay for stay in stays if stay.row == kept]
    if max(own, key=_lateness).key in aside:
        faults.append(Fault.LAST_SET_ASIDE)
    if any(stay.died for stay in standing[:-1]):
        faults.append(Fault.AFTER_DEATH)
    return Outcome(kept, other if kept == one else one, frozenset(aside), tuple(dict.fromkeys(faults)))


def stands_in_the_way(returning: Iterable[Held], since: Iterable[Held]) -> bool:
    """Say whether stays begun since the merge lie in the time of stays that an undo would give back."""
    begun = tuple(since)
    return any(overlap(each, other) for each in returning for other in begun)


def _lateness(stay: Held) -> tuple[bool, date, date, int]:
    return (stay.left_on is None, stay.admitted_on, stay.left_on or stay.admitted_on, stay.key)


def _in_order(stays: Iterable[Held]) -> list[Held]:
    return sorted(stays, key=_lateness)
