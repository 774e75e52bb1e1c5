"""Undoing a whole import: people it made are voided, people it changed get their former values back."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from inmates import queries_undo
from inmates.domain.undoing import WrittenRow
from inmates.enums import ImportState
from inmates.models import Cell, Inmate, RegisterEntry, RegisterImport, Stay
from inmates.refusals import ImportRefused
from inmates.services_stays import correct_admissions
from inmates.wording_import import not_stored
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock

BATCH = 1000
DAYS = frozenset({"born_on", "admitted_on", "expires_on"})
# What is nothing rather than an empty text where a person has none.
NOTHING = DAYS | {"nik", "cell"}


@transaction.atomic
def undo_import(*, register_import: RegisterImport, by: User) -> RegisterImport:
    """Take back everything an import wrote, or nothing; a second time changes nothing.

    :raises ImportRefused: when the file is not stored, or something hangs on what it wrote
        (:func:`inmates.queries_undo.undoing_of` says what).
    """
    Facility.objects.select_for_update(no_key=True).get(pk=register_import.facility_id)
    file = RegisterImport.objects.select_for_update(of=("self",)).defer("content").get(pk=register_import.pk)
    if file.state == ImportState.UNDONE:
        return file
    if file.state != ImportState.APPLIED:
        raise ImportRefused(not_stored())
    rows = queries_undo.written_rows(file)
    _lock([row.person for row in rows])
    if found := queries_undo.hindrances_of(file, rows):
        raise ImportRefused(_in_the_way(len(found)))
    _void([row.person for row in rows if row.is_new], by)
    queries_undo.lines_of(file).update(voided_at=clock.now(), voided_by=by)
    _give_back([row for row in rows if not row.is_new], file.facility, by)
    file.state, file.undone_at, file.undone_by = ImportState.UNDONE, clock.now(), by
    file.save(update_fields=["state", "undone_at", "undone_by"])
    record(action="inmates.register.undone", subject=file, by=by, count=len(rows))
    return file


def _lock(people: list[int]) -> None:
    """Nobody writes about these people until it is done; whoever hangs something on them waits for it, and is refused."""
    list(
        Inmate.all_objects.select_for_update(of=("self",))
        .filter(pk__in=people)
        .order_by("pk")
        .values_list("pk")
    )


def _void(people: list[int], by: User) -> None:
    """Take back people with their stay and its line."""
    void = {"voided_at": clock.now(), "voided_by": by}
    RegisterEntry.objects.filter(stay__inmate__in=people).update(**void)
    Stay.objects.filter(inmate__in=people).update(**void)
    Inmate.objects.filter(pk__in=people).update(**void)


def _give_back(rows: Iterable[WrittenRow], facility: Facility, by: User) -> None:
    """Give people their former values back, those with the same fields together."""
    cells = dict(Cell.objects.filter(facility=facility).values_list("code", "pk"))
    by_fields: dict[tuple[str, ...], list[Inmate]] = {}
    for row in rows:
        values = _columns({field: old for field, (old, _) in row.changes.items()}, cells)
        by_fields.setdefault(tuple(sorted(values)), []).append(Inmate(pk=row.person, **values))
    for fields, people in by_fields.items():
        Inmate.objects.bulk_update(people, fields, batch_size=BATCH)
    correct_admissions(
        [person for fields, people in by_fields.items() if "admitted_on" in fields for person in people],
        by=by,
    )


def _columns(former: dict[str, str | None], cells: dict[str, int]) -> dict[str, Any]:
    """Turn values as they were kept into columns."""
    columns: dict[str, Any] = {field: _value(field, old) for field, old in former.items()}
    if "cell" in columns:
        columns["cell_id"] = cells.get(columns.pop("cell"))
    return columns


def _value(field: str, old: str | None) -> str | date | None:
    if not old:
        return None if field in NOTHING else ""
    return date.fromisoformat(old) if field in DAYS else old


def _in_the_way(count: int) -> str:
    return ngettext(
        "%(count)d row cannot be taken back, so nothing was.",
        "%(count)d rows cannot be taken back, so nothing was.",
        count,
    ) % {"count": count}


__all__ = ["undo_import"]
