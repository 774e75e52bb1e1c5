"""Writing the register."""

from datetime import date
from typing import Any

from django.db import transaction

from inmates import queries
from inmates.domain.judging import JudgedRow, Judgement
from inmates.models import Cell, Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record

BATCH = 500


@transaction.atomic
def import_register(*, content: bytes, facility: Facility, on: date, by: User | None) -> Judgement:
    """Judge a register file on a day and store its good rows; rows with errors are left out.

    The whole file is one transaction. Judged under the facility's lock, so two imports at once come out as one after
    the other: the second finds everything unchanged.

    :raises RegisterFileUnreadable: when it is no register file; nothing is stored then.
    """
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    stored = queries.register_of(facility)
    judgement = queries.judge_against(stored, content, facility=facility, on=on)
    cells = dict(Cell.objects.filter(facility=facility).values_list("code", "pk"))
    written = [row for row in judgement.rows if row.writes]
    _create([row for row in written if row.is_new], facility, cells)
    _change(
        [row for row in written if not row.is_new],
        {key: person["pk"] for key, person in stored.items()},
        cells,
    )
    totals = {outcome.value: count for outcome, count in judgement.totals.items()}
    record(action="inmates.register.imported", subject=facility, by=by, facility=facility, totals=totals)
    return judgement


def _create(rows: list[JudgedRow], facility: Facility, cells: dict[str, int]) -> None:
    people = [Inmate(facility=facility, **_columns(dict(row.row.values()), cells)) for row in rows]
    Inmate.objects.bulk_create(people, batch_size=BATCH)


def _change(rows: list[JudgedRow], stored: dict[str, int], cells: dict[str, int]) -> None:
    """Change only the fields that differ, rows with the same fields together."""
    by_fields: dict[tuple[str, ...], list[Inmate]] = {}
    for row in rows:
        values = _columns({change.field: change.new for change in row.changes}, cells)
        person = Inmate(pk=stored[row.key], **values)
        by_fields.setdefault(tuple(sorted(values)), []).append(person)
    for fields, people in by_fields.items():
        Inmate.objects.bulk_update(people, fields, batch_size=BATCH)


def _columns(values: dict[str, Any], cells: dict[str, int]) -> dict[str, Any]:
    """Turn the fields of a row into columns: the cell by its key, codes as plain text."""
    columns = {name: str(value) if isinstance(value, str) else value for name, value in values.items()}
    if code := columns.pop("cell", None):
        columns["cell_id"] = cells[code]
    return columns
