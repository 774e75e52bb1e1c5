"""Undoing a whole import: what each row wrote is taken back, while nothing hangs on it.

All or nothing. A person whom the import made is voided, one whom it changed gets the former values back. Whatever was
done with them since stands in the way; what exactly is listed for every row.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum, auto

from inmates.domain.holding import Verdict, granted_fields

Value = str | None


class Obstacle(StrEnum):
    """Why a row cannot be taken back, most fundamental first."""

    GONE = auto()  # the person was voided otherwise
    LEFT = auto()  # the person the import made has left
    LATER_IMPORT = auto()  # another file changed the person since
    LATER_LINE = auto()  # the register history went on
    CHANGED = auto()  # a field has another value than the import wrote
    USED = auto()  # something hangs on the person: an assessment, a placement, an opened record
    NIK_TAKEN = auto()  # the former NIK is somebody else's by now
    KEPT_APART = auto()  # going back to the former cell brings together two who may not be together


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """What a row wrote: for a person it made the values, for one it changed the old and new value of each field."""

    person: int
    is_new: bool
    values: Mapping[str, Value]
    changes: Mapping[str, tuple[Value, Value]]


@dataclass(frozen=True, slots=True)
class Situation:
    """Where the person stands now. ``values`` are of the fields of a register row, as kept in JSON."""

    values: Mapping[str, Value]
    is_here: bool
    is_void: bool = False
    later_import: bool = False
    later_line: bool = False
    used_by: frozenset[str] = frozenset()
    former_nik_taken: bool = False
    kept_apart: bool = False


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way of taking one row back; ``used_by`` names the tables of what hangs on the person."""

    person: int
    obstacles: tuple[Obstacle, ...]
    used_by: tuple[str, ...] = ()


def hindrances(rows: Iterable[WrittenRow], now: Mapping[int, Situation]) -> tuple[Hindrance, ...]:
    """Return everything that stands in the way of undoing an import, row by row; empty means that it can be undone."""
    found = []
    for row in rows:
        situation = now[row.person]
        if obstacles := _obstacles(row, situation):
            used_by = tuple(sorted(situation.used_by)) if row.is_new else ()
            found.append(Hindrance(row.person, obstacles, used_by))
    return tuple(found)


def _obstacles(row: WrittenRow, now: Situation) -> tuple[Obstacle, ...]:
    if now.is_void:
        return (Obstacle.GONE,)
    stands = {
        Obstacle.LEFT: row.is_new and not now.is_here,
        Obstacle.LATER_IMPORT: now.later_import,
        Obstacle.LATER_LINE: now.later_line,
        Obstacle.CHANGED: any(
            (now.values.get(field) or None) != (value or None) for field, value in _wrote(row)
        ),
        Obstacle.USED: row.is_new and bool(now.used_by),
        Obstacle.NIK_TAKEN: now.former_nik_taken,
        Obstacle.KEPT_APART: now.kept_apart,
    }
    return tuple(obstacle for obstacle in Obstacle if stands.get(obstacle))


def _wrote(row: WrittenRow) -> Iterable[tuple[str, Value]]:
    """What the row wrote into each field."""
    return row.values.items() if row.is_new else ((field, new) for field, (_, new) in row.changes.items())


def written(
    changes: Mapping[str, tuple[Value, Value]], doubts: Iterable[str], verdict: Verdict | None
) -> dict[str, tuple[Value, Value]]:
    """Return what of the changes of a stored row was written, given what was held and decided."""
    fields = granted_fields(changes, doubts, verdict)
    return {field: (old, new) for field, (old, new) in changes.items() if field in fields}
