"""Building blocks of what the database refuses on its own account, whoever asks: the ORM, bulk writes or typed SQL.

Each refusal arrives as an ``IntegrityError`` that carries the trigger's name, like that of a check constraint.
``rutan.hardening`` makes the functions definer functions after each migrate, so nobody who writes can switch them off.
Rows are compared as text of ``jsonb``: as values, 1 and 1.0 would be the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pgtrigger

WRITTEN = pgtrigger.Insert | pgtrigger.Update
VOID_FOR_GOOD = "void_for_good"
# Rows that {table}.{column} of the written row names, if they are of another facility.
STRANGER = "exists (select from {table} t where t.id = new.{column} and t.facility_id <> new.facility_id)"


def refuse(constraint: str) -> str:
    """Raise like a check constraint of this name."""
    return (
        f"raise exception using errcode = 'check_violation', constraint = '{constraint}',"
        f" message = 'refused by {constraint}';"
    )


def not_if(
    name: str, condition: str, *, on: pgtrigger.Operation = WRITTEN, first: str = "", only: str = ""
) -> pgtrigger.Trigger:
    """Refuse to write a row of which an SQL condition on ``new`` (and ``old``, at an update) holds.

    :param first: statements before it, such as a lock: the condition sees what was committed while it was waited for.
    :param only: which rows are looked at at all, in SQL on the written row alone: the others cost nothing.
    """
    func = f"{first}if {condition} then {refuse(name)} end if;\nreturn new;"
    looked_at = pgtrigger.Condition(only) if only else None
    return pgtrigger.Trigger(name=name, when=pgtrigger.Before, operation=on, func=func, condition=looked_at)


def at_commit(
    name: str,
    func: str,
    *,
    declare: Sequence[tuple[str, str]] = (),
    on: pgtrigger.Operation = WRITTEN,
    unless: str = "",
) -> pgtrigger.Trigger:
    """Look at what was written when the transaction ends, once rows that belong together have all been written.

    :param func: the body in PL/pgSQL with what it ``declare``s; it refuses by :func:`refuse`.
    :param unless: what on the written row alone shows that this write can have made nothing wrong.
    """
    leave = f"if {unless} then return null; end if;\n" if unless else ""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.After,
        operation=on,
        timing=pgtrigger.Deferred,
        declare=list(declare) or None,
        func=f"{leave}{func}",
    )


def same_for_ever(name: str, *columns: str) -> pgtrigger.Trigger:
    """These columns never change once the row is there."""
    changed = " or ".join(f"old.{column} is distinct from new.{column}" for column in columns)
    return not_if(name, changed, on=pgtrigger.Update)


def void_for_good() -> pgtrigger.Trigger:
    """What was withdrawn does not come back and is not written to any more; a table with ``voided_at`` has this one.

    Somebody read that it no longer stands. Whatever is to hold again is written anew, with its own name and moment.
    """
    return final_once(VOID_FOR_GOOD, "voided_at")


def final_once(name: str, column: str) -> pgtrigger.Trigger:
    """From the moment a column is filled, nothing of the row is written any more."""
    changed = f"old.{column} is not null and to_jsonb(new)::text <> to_jsonb(old)::text"
    return not_if(name, changed, on=pgtrigger.Update)


def of_one_facility(name: str, tables: Mapping[str, str]) -> pgtrigger.Trigger:
    """Rows that these columns name (column: table) are of the row's facility."""
    strangers = " or ".join(STRANGER.format(table=table, column=column) for column, table in tables.items())
    return not_if(name, strangers)


def ends_once(name: str, *columns: str, once: tuple[str, ...] = ()) -> pgtrigger.Trigger:
    """A row stays as it was written, but for the columns of its one end; the first tells whether it is over.

    :param once: columns that are empty at first and may be filled in, one time, before the end.
    """
    end = ", ".join(f"'{column}'" for column in (*columns, *once))
    changed = (
        f"(to_jsonb(new) - array[{end}])::text <> (to_jsonb(old) - array[{end}])::text"
        f" or (old.{columns[0]} is not null and to_jsonb(new)::text <> to_jsonb(old)::text)"
    )
    for column in once:
        changed += f" or (old.{column} is not null and new.{column} is distinct from old.{column})"
    return not_if(name, changed, on=pgtrigger.Update)


def corrected_openly(name: str, *columns: str) -> pgtrigger.Trigger:
    """What was marked is corrected by a named person at a later moment, with a reason that the row then carries.

    The row's history keeps what stood before. Without another mark nothing of the row changes.
    """
    other = " or ".join(f"old.{column} is distinct from new.{column}" for column in columns)
    traced = "new.marked_at > old.marked_at and new.correction <> ''"
    return not_if(
        name,
        f"(({other}) and not ({traced})) or (not ({other}) and to_jsonb(new)::text <> to_jsonb(old)::text)",
        on=pgtrigger.Update,
    )


def ways(following: Mapping[Any, frozenset[Any]]) -> str:
    """The moves of a life cycle as a condition; staying is none."""
    known = [
        f"(old.state = '{state}' and new.state in ({listed(after)}))"
        for state, after in following.items()
        if after
    ]
    return " or ".join(["old.state = new.state", *known])


def listed(states: Iterable[str]) -> str:
    """States in SQL, in a fixed order."""
    return ", ".join(f"'{state}'" for state in sorted(states))


def kept(name: str) -> pgtrigger.Protect:
    """Rows are never deleted, by the owner either."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Delete)


__all__ = [
    "VOID_FOR_GOOD",
    "WRITTEN",
    "at_commit",
    "corrected_openly",
    "ends_once",
    "kept",
    "listed",
    "not_if",
    "of_one_facility",
    "refuse",
    "same_for_ever",
    "void_for_good",
    "ways",
]
