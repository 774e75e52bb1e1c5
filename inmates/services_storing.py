"""Storing the rows of a register file, all at once, and writing down what became of each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db import connection, transaction

from inmates import queries, services_places
from inmates.domain import holding
from inmates.domain.columns import Meanings
from inmates.domain.judging import Change, JudgedRow, Judgement, without_moves
from inmates.domain.register_row import plain
from inmates.models import Cell, ImportRow, Inmate, RegisterImport
from inmates.queries_holding import Decisions
from inmates.services_stays import begin_stays, follow_the_file
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record

BATCH = 1000
# As long as the name of a sheet is kept.
SHEET = 100
# One statement however many rows: a case for each, as bulk_update writes it, takes longer than the rows themselves.
NOTED = """
update inmates_importrow kept set inmate_id = written.inmate_id, entry_id = written.entry_id
from unnest(%s::bigint[], %s::bigint[], %s::bigint[]) written(id, inmate_id, entry_id) where kept.id = written.id
"""
JUDGED = ("register_number", "outcome", "codes", "cells", "values", "changes", "doubts")
# How far the work is: steps done, of how many, and in words.
Tell = Callable[[int, int, str], None]


def quietly(_done: int, _total: int, _text: str) -> None:
    """Tell nobody."""


class Written(NamedTuple):
    """A row and what of it is written."""

    row: JudgedRow
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Stored:
    """What was judged; for the rows that wrote, by sheet and line: whom, and which line of the history."""

    judgement: Judgement
    people: dict[tuple[str, int], int] = field(default_factory=dict)
    entries: dict[tuple[str, int], int] = field(default_factory=dict)


@transaction.atomic
def store_register(
    *,
    content: bytes,
    facility: Facility,
    on: date,
    by: User | None,
    meanings: Meanings,
    decided: Decisions | None = None,
) -> Stored:
    """Judge a register file on a day and store its good rows.

    The whole file is one transaction. Judged under the facility's lock, so two imports at once come out as one after
    the other: the second finds everything unchanged.

    :param decided: what humans have said of held rows; without it nobody was asked.
    :raises RegisterFileUnreadable: when it is no register file; nothing is stored then.
    """
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    register = queries.register_of(facility)
    judgement = queries.judge_against(register, content, facility=facility, on=on, meanings=meanings)
    cells = {cell.code: cell for cell in Cell.objects.at(facility)}
    changed = _granted(judgement, decided)
    if held := _held_moves(judgement, changed, register, cells):
        judgement, changed = without_moves(judgement, held), _staying(changed, held)
    new = [row for row in judgement.rows if row.writes and row.is_new]
    known = {written.row.key: register[written.row.key]["pk"] for written in changed}
    stored = Stored(judgement)
    for row, person in zip(new, _create(new, facility, cells, by), strict=True):
        stored.people[row.sheet, row.line] = person
    _change(changed, known)
    _follow(changed, known, stored, on=on, by=by)
    moved = {known[row.key]: row.row.cell for row, changes in changed if _moves(changes)}
    services_places.follow_the_file(moved, facility=facility, on=on, by=by)
    totals = {outcome.value: count for outcome, count in judgement.totals.items()}
    record(action="inmates.register.imported", subject=facility, by=by, facility=facility, totals=totals)
    return stored


def _held_moves(
    judgement: Judgement, changed: list[Written], register: Mapping[str, Any], cells: Mapping[str, Cell]
) -> set[str]:
    """Return who stays, by their keys, because the row of another waits whom they would be brought together with."""
    moving = {written.row.key: written.row for written in changed if _moves(written.changes)}
    if not any(row.moves and row.key not in moving for row in judgement.rows):
        return set()  # what was judged is what is written
    return queries.held_moves(register, {key: cells[row.row.cell] for key, row in moving.items()})


def _staying(changed: list[Written], held: set[str]) -> list[Written]:
    """What is written once these people stay in their cells."""
    left = [
        Written(row, tuple(each for each in changes if each.field != "cell" or row.key not in held))
        for row, changes in changed
    ]
    return [written for written in left if written.changes]


def _granted(judgement: Judgement, decided: Decisions | None) -> list[Written]:
    """Rows of people who are known, with the changes that may be written."""
    found = []
    for row in judgement.rows:
        if not row.writes or row.is_new:
            continue
        if changes := holding.granted(row.changes, _verdict(row, decided)):
            found.append(Written(row, changes))
    return found


def _verdict(row: JudgedRow, decided: Decisions | None) -> holding.Verdict | None:
    if decided is None:
        return holding.by_itself(holding.doubts(row.changes))
    decision = decided.get((row.sheet, row.line))
    if decision is None or not holding.still_holds(decision.verdict, decision.seen, row.changes):
        return None
    return decision.verdict


def _create(
    rows: list[JudgedRow], facility: Facility, cells: Mapping[str, Cell], by: User | None
) -> list[int]:
    people = [Inmate(facility=facility, **_columns(dict(row.row.values()), cells)) for row in rows]
    made = Inmate.objects.bulk_create(people, batch_size=BATCH)
    begin_stays(made, by=by)
    return [person.pk for person in made]


def _moves(changes: tuple[Change, ...]) -> bool:
    """Whether the row puts somebody who is known into another cell."""
    return any(change.field == "cell" for change in changes)


def _change(rows: list[Written], known: Mapping[str, int]) -> None:
    """Change only the fields that differ, rows with the same fields together; the cell follows as a move."""
    by_fields: dict[tuple[str, ...], list[Inmate]] = {}
    for row, changes in rows:
        values = _columns({each.field: each.new for each in changes if each.field != "cell"}, {})
        if values:
            person = Inmate(pk=known[row.key], **values)
            by_fields.setdefault(tuple(sorted(values)), []).append(person)
    for fields, people in by_fields.items():
        Inmate.objects.bulk_update(people, fields, batch_size=BATCH)


def _follow(
    rows: list[Written], known: Mapping[str, int], stored: Stored, *, on: date, by: User | None
) -> None:
    """Write the histories of those who were changed, and note which line came of which row."""
    entries = follow_the_file([(known[row.key], changes) for row, changes in rows], on=on, by=by)
    lines = {entry.stay.inmate_id: entry.pk for entry in entries}
    for row, _ in rows:
        person = known[row.key]
        stored.people[row.sheet, row.line] = person
        if person in lines:
            stored.entries[row.sheet, row.line] = lines[person]


def _columns(values: dict[str, Any], cells: Mapping[str, Cell]) -> dict[str, Any]:
    """Turn the fields of a row into columns: the cell by its key, codes as plain text."""
    columns = {name: str(value) if isinstance(value, str) else value for name, value in values.items()}
    if code := columns.pop("cell", None):
        columns["cell_id"] = cells[code].pk
    return columns


def keep_rows(register_import: RegisterImport, judgement: Judgement, stored: Stored | None = None) -> None:
    """Keep what was judged, a row each, and whom it wrote.

    Judged again, a file is mostly judged the same: of such rows only whom they wrote is new.
    """
    register_import.totals = {outcome.value: count for outcome, count in judgement.totals.items()}
    written = stored or Stored(judgement)
    rows = {(row.sheet[:SHEET], row.line): row for row in judgement.rows}
    same = []
    kept = ImportRow.objects.filter(register_import=register_import)
    for old in kept.values("pk", "sheet", "line", "inmate", "entry", *JUDGED).iterator(chunk_size=BATCH):
        row = rows.get((old["sheet"], old["line"]))
        if row is not None and all(old[name] == value for name, value in _judged(row).items()):
            del rows[old["sheet"], old["line"]]
            if (told := _told(row, written)) != (old["inmate"], old["entry"]):
                same.append((old["pk"], *told))
    ImportRow.objects.bulk_create(
        [_kept(register_import, row, written) for row in rows.values()],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["register_import", "sheet", "line"],
        update_fields=[*JUDGED, "inmate", "entry"],
    )
    _note(same)


def _note(written: list[tuple[int, int | None, int | None]]) -> None:
    """Note of rows that were kept, by their keys, whom each wrote and which line of the history."""
    if written:
        with connection.cursor() as cursor:
            cursor.execute(NOTED, [list(column) for column in zip(*written, strict=True)])


def _told(row: JudgedRow, stored: Stored) -> tuple[int | None, int | None]:
    """Whom a row wrote, and which line of the history."""
    place = row.sheet, row.line
    return stored.people.get(place), stored.entries.get(place)


def _judged(row: JudgedRow) -> dict[str, Any]:
    return {
        "register_number": row.register_number,
        "outcome": row.outcome.value,
        "codes": [code.value for code in row.codes],
        "cells": {code.value: [column.value for column in columns] for code, columns in row.cells.items()},
        "values": row.row.as_json(),
        "changes": {change.field: [plain(change.old), plain(change.new)] for change in row.changes},
        "doubts": list(holding.doubts(row.changes)),
    }


def _kept(register_import: RegisterImport, row: JudgedRow, stored: Stored) -> ImportRow:
    inmate, entry = _told(row, stored)
    return ImportRow(
        register_import=register_import,
        sheet=row.sheet[:SHEET],
        line=row.line,
        inmate_id=inmate,
        entry_id=entry,
        **_judged(row),
    )


__all__ = ["Stored", "Tell", "keep_rows", "quietly", "store_register"]
