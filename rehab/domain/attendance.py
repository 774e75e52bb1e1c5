"""What may be marked for a person at a session, and on whose side a session was lost.

A session at which nobody was present was not held: the marks tell whose side that was. Reasons: domain.md 1.10.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What became of a session for one person."""

    PRESENT = "present"
    EXCUSED = "excused"
    SICK = "sick"
    ABSENT = "absent"
    NOT_HELD = "not_held"


class Side(StrEnum):
    """On whose side a session was lost."""

    NONE = "none"
    RUTAN = "rutan"
    PERSON = "person"


class Excuse(StrEnum):
    """Why somebody could not come."""

    COURT = "court"
    FAMILY_VISIT = "family_visit"
    NOT_BROUGHT = "not_brought"
    LOCK_DOWN = "lock_down"
    PUNISHMENT = "punishment"
    OTHER_PROGRAMME = "other_programme"
    OTHER = "other"


class Loss(StrEnum):
    """Why a session was not held at all."""

    FACILITATOR = "facilitator"
    ROOM = "room"
    STAFF = "staff"
    SECURITY = "security"
    UTILITIES = "utilities"
    EVENT = "event"
    OTHER = "other"


# What the detention centre could have prevented; a hearing or a visit is the person's own business.
RUTAN_EXCUSES = frozenset({Excuse.NOT_BROUGHT, Excuse.LOCK_DOWN, Excuse.PUNISHMENT, Excuse.OTHER_PROGRAMME})
REASONS: Mapping[Mark, frozenset[str]] = {
    Mark.EXCUSED: frozenset(Excuse),
    Mark.NOT_HELD: frozenset(Loss),
}


class Fault(StrEnum):
    """What is wrong with a mark."""

    UNMARKED = "unmarked"
    REASON_MISSING = "reason_missing"
    NOTE_MISSING = "note_missing"
    NOT_HELD_FOR_SOME = "not_held_for_some"


@dataclass(frozen=True)
class Marked:
    """A mark with its reason (a code of ``Excuse`` or ``Loss``) and a note."""

    mark: Mark
    reason: str = ""
    note: str = ""

    @property
    def side(self) -> Side:
        """On whose side the person's session was lost."""
        if self.mark is Mark.PRESENT:
            return Side.NONE
        if self.mark is Mark.NOT_HELD or (self.mark is Mark.EXCUSED and self.reason in RUTAN_EXCUSES):
            return Side.RUTAN
        return Side.PERSON


def faults(expected: Iterable[int], marks: Mapping[int, Marked]) -> tuple[tuple[int | None, Fault], ...]:
    """Return what is wrong with the marks of a session, by person; None stands for the session as a whole."""
    people = list(expected)
    found = [fault for person in people for fault in _of_person(person, marks.get(person))]
    not_held = [person for person in people if person in marks and marks[person].mark is Mark.NOT_HELD]
    if not_held and len(not_held) < len(people):
        found.append((None, Fault.NOT_HELD_FOR_SOME))
    return tuple(found)


def _of_person(person: int, marked: Marked | None) -> Iterator[tuple[int | None, Fault]]:
    if marked is None:
        yield person, Fault.UNMARKED
        return
    reasons = REASONS.get(marked.mark)
    if reasons and marked.reason not in reasons:
        yield person, Fault.REASON_MISSING
    elif reasons and marked.reason == Excuse.OTHER and not marked.note.strip():
        yield person, Fault.NOTE_MISSING


def was_held(marks: Iterable[Marked]) -> bool:
    """Whether anybody was present."""
    return any(marked.mark is Mark.PRESENT for marked in marks)


def side_of_session(marks: Iterable[Marked]) -> Side:
    """On whose side a session that was not held was lost: the detention centre's if anybody's was."""
    sides = {marked.side for marked in marks}
    return Side.RUTAN if Side.RUTAN in sides else Side.PERSON
