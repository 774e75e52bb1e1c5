"""The dated history of registers a person stands in during one stay, and what may be written into it next.

Source: domain.md 2.1 and 2.2. A person moves A.I → A.II → … → B; every extension of a detention is a row of its own; a
remission brings the end of a sentence forward and is one too. Rows are never changed: the last one tells where the
person stands and until when.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from inmates.domain.register_codes import RegisterCode


class EntryKind(StrEnum):
    """Why a row was written."""

    FIRST = "first"  # at admission
    EXTENSION = "extension"  # the same register, a later end
    CHANGE = "change"  # another register
    REMISSION = "remission"  # the same register, an earlier end
    CORRECTION = "correction"  # the same register, the end as it is in the official system


@dataclass(frozen=True)
class Entry:
    """One row of the history; ``expires_on`` is empty where nobody has set an end."""

    kind: EntryKind
    code: RegisterCode
    number: str
    starts_on: date
    expires_on: date | None = None


class Fault(StrEnum):
    """Why a row cannot follow, most fundamental first."""

    NOT_HERE = "not_here"  # the stay is over, or has no row yet
    NOT_FIRST = "not_first"
    BEFORE_THE_LAST = "before_the_last"
    IN_THE_FUTURE = "in_the_future"
    NUMBER_MISSING = "number_missing"
    ENDS_BEFORE_IT_STARTS = "ends_before_it_starts"
    HAS_NO_END = "has_no_end"  # life and death sentences
    OTHER_REGISTER = "other_register"
    SAME_REGISTER = "same_register"
    END_MISSING = "end_missing"
    NOT_LATER = "not_later"
    NOT_EARLIER = "not_earlier"


def faults(history: Sequence[Entry], following: Entry, *, is_open: bool, on: date) -> tuple[Fault, ...]:
    """Return everything that speaks against writing a row after a history, on a day; empty means it may be written.

    :param history: the rows that stand, oldest first.
    :param is_open: whether the stay lasts.
    """
    found = []
    # A correction says on a later day that the end was another one.
    corrects = following.kind is EntryKind.CORRECTION
    if following.kind is EntryKind.FIRST:
        found += [Fault.NOT_FIRST] if history else []
    elif not history or not is_open:
        return (Fault.NOT_HERE,)
    if history and following.starts_on < history[-1].starts_on:
        found.append(Fault.BEFORE_THE_LAST)
    if following.starts_on > on:
        found.append(Fault.IN_THE_FUTURE)
    if not following.number.strip():
        found.append(Fault.NUMBER_MISSING)
    if following.expires_on and following.expires_on < following.starts_on and not corrects:
        found.append(Fault.ENDS_BEFORE_IT_STARTS)
    if following.expires_on and following.code.has_no_end:
        found.append(Fault.HAS_NO_END)
    if history:
        found += _against(history[-1], following)
    return tuple(found)


def _against(last: Entry, following: Entry) -> list[Fault]:
    """What the row before says to the kind of the one that follows."""
    if following.kind is EntryKind.CHANGE:
        return [Fault.SAME_REGISTER] if following.code is last.code else []
    found = [] if following.code is last.code else [Fault.OTHER_REGISTER]
    if following.expires_on is None:
        return found if following.kind is EntryKind.CORRECTION else [*found, Fault.END_MISSING]
    if following.kind is EntryKind.EXTENSION and last.expires_on and following.expires_on <= last.expires_on:
        found.append(Fault.NOT_LATER)
    if following.kind is EntryKind.REMISSION and (
        last.expires_on is None or following.expires_on >= last.expires_on
    ):
        found.append(Fault.NOT_EARLIER)
    return found


def kind_between(last: Entry, *, code: RegisterCode, expires_on: date | None) -> EntryKind:
    """Name the kind of row that leads from one to what a register file says."""
    if code is not last.code:
        return EntryKind.CHANGE
    later = expires_on is not None and last.expires_on is not None and expires_on > last.expires_on
    return EntryKind.EXTENSION if later and code.is_detainee else EntryKind.CORRECTION


def gap_days(last: Entry, following: Entry) -> int:
    """Return for how many days nobody's order held between two rows; something to look into, no refusal."""
    if last.expires_on is None:
        return 0
    return max(0, (following.starts_on - last.expires_on).days - 1)
