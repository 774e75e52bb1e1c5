"""Keeping two people apart: opening, closing and opening again, and voiding what was entered by mistake.

What two people are in together at that moment stays, and becomes work to do (``too_near_now``,
``rutan.timetable.queries_apart``): the danger is real, so the entry is never refused for it.
"""

from dataclasses import replace
from datetime import date
from uuid import UUID, uuid5

from django.db import transaction

from inmates import wording_apart
from inmates.apart_terms import Terms
from inmates.domain.keeping_apart import Fault, faults
from inmates.enums import ApartPart, ApartReason
from inmates.models import Inmate, KeepApart
from inmates.refusals import ApartRefused
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier


@transaction.atomic
def open_keep_apart(
    *,
    one: Inmate,
    other: Inmate,
    terms: Terms,
    by: User,
    request_key: UUID,
    one_part: ApartPart = ApartPart.UNKNOWN,
    other_part: ApartPart = ApartPart.UNKNOWN,
) -> KeepApart:
    """Keep two people apart; the same ``request_key`` again answers with the first.

    :raises ApartRefused: with everything that speaks against it.
    :raises KeyUsed: when the key was used for something else.
    """
    parts = {one.pk: one_part, other.pk: other_part}
    first, second = sorted((one, other), key=lambda person: person.pk)
    pair = {"facility": one.facility, "first": first, "second": second}
    if done := earlier(KeepApart.all_objects, request_key, **pair):
        return done
    _lock(one.facility)
    entry = KeepApart(**pair, first_part=parts[first.pk], second_part=parts[second.pk])
    return _write(entry, terms, by, request_key)


@transaction.atomic
def close_keep_apart(*, entry: KeepApart, reason: str, by: User) -> KeepApart:
    """Say that two people may be together again, and why; the same again changes nothing.

    :raises ApartRefused: when it is closed already with another reason, or none is given.
    """
    entry = _locked(entry)
    if entry.closed_at and entry.close_reason == reason.strip()[:500]:
        return entry
    if entry.closed_at:
        raise ApartRefused(wording_apart.already_closed())
    if not reason.strip():
        raise ApartRefused(wording_apart.why_missing())
    entry.closed_at, entry.closed_by, entry.close_reason = clock.now(), by, reason.strip()[:500]
    entry.save(update_fields=["closed_at", "closed_by", "close_reason"])
    _record("closed", entry, by)
    return entry


@transaction.atomic
def reopen_keep_apart(
    *, entry: KeepApart, detail: str, starts_on: date, ends_on: date | None, by: User, request_key: UUID
) -> KeepApart:
    """Keep two people apart again as they were before, from another day on: a row that follows the closed one.

    :raises ApartRefused: when it is not closed, or something speaks against it.
    :raises KeyUsed: when the key was used for something else.
    """
    if done := earlier(KeepApart.all_objects, request_key, reopens=entry):
        return done
    _lock(entry.facility)
    entry = _locked(entry)
    if entry.closed_at is None:
        raise ApartRefused(wording_apart.not_closed())
    terms = replace(entry.terms, detail=detail, starts_on=starts_on, ends_on=ends_on)
    anew = KeepApart(
        facility=entry.facility,
        first=entry.first,
        second=entry.second,
        first_part=entry.first_part,
        second_part=entry.second_part,
        reopens=entry,
    )
    return _write(anew, terms, by, request_key)


@transaction.atomic
def void_keep_apart(*, entry: KeepApart, reason: str, by: User) -> None:
    """Take an entry off the list that was a mistake from the start; twice changes nothing.

    :raises ApartRefused: when no reason is given.
    """
    entry = _locked(entry)
    if entry.voided_at:
        return
    if not reason.strip():
        raise ApartRefused(wording_apart.why_missing())
    entry.voided_at, entry.voided_by, entry.void_reason = clock.now(), by, reason.strip()[:500]
    entry.save(update_fields=["voided_at", "voided_by", "void_reason"])
    _record("voided", entry, by)


@transaction.atomic
def follow_merge(*, kept: Inmate, merged: Inmate, by: User, key: UUID) -> list[KeepApart]:
    """Keep the row that goes on apart from whomever the merged one is kept apart from, on the same terms.

    Of a pair that has an entry of its own in that time, this one stands. The entries of the merged row stay as they are:
    an undone merge leaves both rows guarded, until somebody who may says otherwise.
    """
    opened = []
    for entry in KeepApart.objects.of(merged).not_over(clock.today()).select_related("first", "second"):
        other = entry.other_than(merged)
        parts = {entry.first_id: entry.first_part, entry.second_id: entry.second_part}
        try:
            anew = open_keep_apart(
                one=kept,
                other=other,
                terms=entry.terms,
                by=by,
                request_key=uuid5(key, f"{entry.pk}"),
                one_part=ApartPart(parts[merged.pk]),
                other_part=ApartPart(parts[other.pk]),
            )
        except ApartRefused:  # the pair has its own entry, or the two rows are kept apart from each other
            continue
        opened.append(anew)
    return opened


def _write(entry: KeepApart, terms: Terms, by: User, request_key: UUID) -> KeepApart:
    entry.housing, entry.sessions = terms.housing, terms.sessions
    entry.reason, entry.detail = terms.reason, terms.detail.strip()[:2000]
    entry.starts_on, entry.ends_on = terms.starts_on, terms.ends_on
    entry.opened_by, entry.opened_at, entry.request_key = by, clock.now(), request_key
    if found := _against(entry):
        raise ApartRefused(*wording_apart.faults(found))
    entry.save(force_insert=True)
    _record("opened" if entry.reopens_id is None else "reopened", entry, by)
    return entry


def _against(entry: KeepApart) -> list[Fault]:
    same = KeepApart.objects.open().filter(first=entry.first_id, second=entry.second_id)
    has_reason = entry.reason != ApartReason.OTHER or bool(entry.detail)
    found = list(
        faults(entry.restriction, [row.restriction for row in same], has_reason=has_reason, on=clock.today())
    )
    strangers = {entry.first.facility_id, entry.second.facility_id} != {entry.facility_id}
    return [*([Fault.OTHER_FACILITY] if strangers else []), *found]


def _lock(facility: Facility) -> None:
    """Who moves somebody at that moment is waited for, and so (by the row's own guard) is who plans a session.

    The people themselves are not locked: who plans holds them already when the guard of the claims waits for this.
    """
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)


def _locked(entry: KeepApart) -> KeepApart:
    rows = KeepApart.all_objects.select_for_update(of=("self",)).select_related("first", "second", "facility")
    return rows.get(pk=entry.pk)


def _record(what: str, entry: KeepApart, by: User) -> None:
    """The trail tells the two and what they are kept out of; why stands on the row alone."""
    kinds = [*([entry.housing] if entry.housing else []), *(["session"] if entry.sessions else [])]
    record(
        action=f"inmates.keep_apart.{what}",
        subject=entry,
        by=by,
        facility=entry.facility,
        inmates=[entry.first_id, entry.second_id],
        kind=kinds,
    )


__all__ = [
    "Terms",
    "close_keep_apart",
    "follow_merge",
    "open_keep_apart",
    "reopen_keep_apart",
    "void_keep_apart",
]
