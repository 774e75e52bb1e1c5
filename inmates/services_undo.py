"""Undoing a whole import: people it made are voided, people it changed get their former values back."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from inmates import queries_undo, services_places
from inmates.domain.undoing import WrittenRow
from inmates.enums import ImportState
from inmates.models import Inmate, RegisterEntry, RegisterImport, Stay
from inmates.refusals import ImportRefused
from inmates.services_stays import correct_admissions
from inmates.services_storing import Tell, quietly
from inmates.wording_import import not_stored
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.jobs.domain.lifecycle import State, is_over
from rutan.jobs.models import Job
from rutan.jobs.services import request_job

BATCH = 1000
UNDO = "inmates.undo_register"
DAYS = frozenset({"born_on", "admitted_on", "expires_on"})
# What is nothing rather than an empty text where a person has none.
NOTHING = DAYS | {"nik"}


@transaction.atomic
def ask_to_undo(*, register_import: RegisterImport, by: User) -> Job:
    """Ask for everything an import wrote to be taken back; while that is under way the same job answers.

    :raises ImportRefused: when the file is not stored, or something stands in the way already.
    """
    file = RegisterImport.objects.select_for_update(of=("self",)).defer("content").get(pk=register_import.pk)
    asked = Job.objects.filter(kind=UNDO, arguments__register_import_id=file.pk)
    if under_way := asked.filter(state__in=[state for state in State if not is_over(state)]).first():
        return under_way
    if file.state != ImportState.APPLIED:
        raise ImportRefused(not_stored())
    rows = queries_undo.written_rows(file)
    if found := queries_undo.hindrances_of(file, rows):
        raise ImportRefused(_in_the_way(len(found)))
    arguments = {"register_import_id": file.pk}
    key = uuid5(file.request_key, f"{UNDO} {asked.count()}")
    return request_job(kind=UNDO, arguments=arguments, by=by, facility=file.facility, request_key=key)


@transaction.atomic
def undo_import(*, register_import: RegisterImport, by: User, tell: Tell = quietly) -> RegisterImport:
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
    tell(1, 3, _("Looking for what stands in the way"))
    rows = queries_undo.written_rows(file)
    _lock([row.person for row in rows])
    if found := queries_undo.hindrances_of(file, rows):
        raise ImportRefused(_in_the_way(len(found)))
    tell(2, 3, _("Taking back what the file wrote"))
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
    services_places.void_places(people, by=by)
    RegisterEntry.objects.filter(stay__inmate__in=people).update(**void)
    Stay.objects.filter(inmate__in=people).update(**void)
    Inmate.objects.filter(pk__in=people).update(**void)


def _give_back(rows: Iterable[WrittenRow], facility: Facility, by: User) -> None:
    """Give people their former values back, those with the same fields together; who was moved is moved back."""
    rows = list(rows)
    by_fields: dict[tuple[str, ...], list[Inmate]] = {}
    for row in rows:
        former = {field: _value(field, old) for field, (old, _new) in row.changes.items() if field != "cell"}
        if former:
            person = Inmate(pk=row.person, **former)
            by_fields.setdefault(tuple(sorted(former)), []).append(person)
    for fields, people in by_fields.items():
        Inmate.objects.bulk_update(people, fields, batch_size=BATCH)
    cells = {row.person: row.changes["cell"][0] for row in rows if "cell" in row.changes}
    services_places.follow_the_file(
        {person: code for person, code in cells.items() if code}, facility=facility, on=clock.today(), by=by
    )
    services_places.vacate([person for person, code in cells.items() if not code])
    correct_admissions(
        [person for fields, people in by_fields.items() if "admitted_on" in fields for person in people],
        by=by,
    )


def _value(field: str, old: str | None) -> Any:
    """A value as it was kept, as its column has it."""
    if not old:
        return None if field in NOTHING else ""
    return date.fromisoformat(old) if field in DAYS else old


def _in_the_way(count: int) -> str:
    return ngettext(
        "%(count)d row cannot be taken back, so nothing was.",
        "%(count)d rows cannot be taken back, so nothing was.",
        count,
    ) % {"count": count}


__all__ = ["UNDO", "ask_to_undo", "undo_import"]
