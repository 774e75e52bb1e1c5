"""Writing the register."""

from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from inmates import queries, services_places, wording
from inmates.domain.judging import JudgedRow, Judgement
from inmates.domain.register_row import plain
from inmates.enums import ImportState
from inmates.models import Cell, ImportRow, Inmate, RegisterImport
from inmates.services_stays import begin_stays, follow_the_file
from inmates.unreadable import RegisterFileUnreadable
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core.errors import Refused
from rutan.core.request_keys import earlier
from rutan.jobs.models import Job
from rutan.jobs.services import request_job

BATCH = 500


class ImportRefused(Refused):
    """A file could not be stored or put aside."""


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
    cells = dict(Cell.objects.at(facility).values_list("code", "pk"))
    written = [row for row in judgement.rows if row.writes]
    known = {key: person["pk"] for key, person in stored.items()}
    _create([row for row in written if row.is_new], facility, cells, by)
    changed = [row for row in written if not row.is_new]
    _change(changed, known)
    follow_the_file([(known[row.key], row.changes) for row in changed], on=on, by=by)
    moved = {known[row.key]: row.row.cell for row in changed if row.moves}
    services_places.follow_the_file(moved, facility=facility, on=on, by=by)
    totals = {outcome.value: count for outcome, count in judgement.totals.items()}
    record(action="inmates.register.imported", subject=facility, by=by, facility=facility, totals=totals)
    return judgement


def _create(rows: list[JudgedRow], facility: Facility, cells: dict[str, int], by: User | None) -> None:
    people = [Inmate(facility=facility, **_columns(dict(row.row.values()), cells)) for row in rows]
    begin_stays(Inmate.objects.bulk_create(people, batch_size=BATCH), by=by)


def _change(rows: list[JudgedRow], stored: dict[str, int]) -> None:
    """Change only the fields that differ, rows with the same fields together; the cell follows as a move."""
    by_fields: dict[tuple[str, ...], list[Inmate]] = {}
    for row in rows:
        values = _columns({each.field: each.new for each in row.changes if each.field != "cell"}, {})
        if values:
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


@transaction.atomic
def hand_in_register(
    *, content: bytes, file_name: str, judged_on: date, facility: Facility, by: User, request_key: UUID
) -> RegisterImport:
    """Keep a file that was handed in and ask for its preview; the same ``request_key`` again answers with the first.

    :raises KeyUsed: when the key was used for something else.
    """
    deed = {"facility": facility, "digest": sha256(content).hexdigest(), "judged_on": judged_on}
    if done := earlier(RegisterImport.objects, request_key, **deed):
        return done
    handed_in = RegisterImport(**deed, file_name=file_name[:200], content=content)
    handed_in.uploaded_by, handed_in.request_key = by, request_key
    handed_in.save()
    handed_in.job = _ask("inmates.judge_register", handed_in, by)
    handed_in.save(update_fields=["job"])
    record(action="inmates.register.handed_in", subject=handed_in, by=by, digest=handed_in.digest)
    return handed_in


@transaction.atomic
def judge_handed_in(register_import: RegisterImport) -> RegisterImport:
    """Store the preview of a file: what importing each row would do. A file that is none is marked so, in words."""
    if register_import.state != ImportState.UPLOADED:
        return register_import
    try:
        judgement = queries.judge_register(
            bytes(register_import.content), facility=register_import.facility, on=register_import.judged_on
        )
    except RegisterFileUnreadable as refusal:
        register_import.state, register_import.problem = (
            ImportState.UNREADABLE,
            wording.unreadable(refusal)[:300],
        )
    else:
        _keep_rows(register_import, judgement)
        register_import.state = ImportState.JUDGED
    register_import.save(update_fields=["state", "problem", "totals"])
    return register_import


@transaction.atomic
def confirm_register(*, register_import: RegisterImport, by: User) -> RegisterImport:
    """Ask for the good rows of a previewed file to be stored; a second confirmation changes nothing.

    :raises ImportRefused: when the file has no preview, or was discarded.
    """
    locked = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if locked.state in (ImportState.APPLYING, ImportState.APPLIED):
        return locked
    if locked.state != ImportState.JUDGED:
        raise ImportRefused(_("This file has no preview, so it cannot be stored."))
    locked.state, locked.applied_by = ImportState.APPLYING, by
    locked.job = _ask("inmates.apply_register", locked, by)
    locked.save(update_fields=["state", "applied_by", "job"])
    return locked


@transaction.atomic
def discard_register(*, register_import: RegisterImport, by: User) -> None:
    """Put a previewed file aside without storing anything of it.

    :raises ImportRefused: when it is being stored or was.
    """
    locked = RegisterImport.objects.select_for_update(of=("self",)).get(pk=register_import.pk)
    if locked.state in (ImportState.APPLYING, ImportState.APPLIED):
        raise ImportRefused(_("This file is stored already."))
    locked.state = ImportState.DISCARDED
    locked.save(update_fields=["state"])
    record(action="inmates.register.discarded", subject=locked, by=by)


@transaction.atomic
def apply_register(register_import: RegisterImport) -> RegisterImport:
    """Store the good rows, judged anew under the facility's lock: what changed since the preview counts as it is now."""
    if register_import.state == ImportState.APPLIED:
        return register_import
    judgement = import_register(
        content=bytes(register_import.content),
        facility=register_import.facility,
        on=register_import.judged_on,
        by=register_import.applied_by,
    )
    _keep_rows(register_import, judgement)
    register_import.state, register_import.applied_at = ImportState.APPLIED, timezone.now()
    register_import.save(update_fields=["state", "applied_at", "totals"])
    return register_import


def _ask(kind: str, register_import: RegisterImport, by: User) -> Job:
    key = uuid5(register_import.request_key, kind)
    arguments = {"register_import_id": register_import.pk}
    return request_job(
        kind=kind, arguments=arguments, by=by, facility=register_import.facility, request_key=key
    )


def _keep_rows(register_import: RegisterImport, judgement: Judgement) -> None:
    """Keep what was judged, a row each; what was stored follows in the same rows."""
    register_import.totals = {outcome.value: count for outcome, count in judgement.totals.items()}
    rows = [
        ImportRow(
            register_import=register_import,
            sheet=row.sheet[:100],
            line=row.line,
            register_number=row.register_number,
            outcome=row.outcome.value,
            codes=[code.value for code in row.codes],
            values=row.row.as_json(),
            changes={change.field: [plain(change.old), plain(change.new)] for change in row.changes},
        )
        for row in judgement.rows
    ]
    ImportRow.objects.bulk_create(
        rows,
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["register_import", "sheet", "line"],
        update_fields=["register_number", "outcome", "codes", "values", "changes"],
    )
