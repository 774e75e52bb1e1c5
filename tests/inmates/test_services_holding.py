"""Rows that would make somebody another person: held, decided, stored as decided."""

import pytest
from django.db import IntegrityError, transaction

from inmates.domain.holding import Verdict
from inmates.models import ImportRow, Inmate
from inmates.refusals import ImportRefused
from inmates.services import import_register
from inmates.services_holding import decide_row
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, registers
from tests.typed_sql import run

pytestmark = pytest.mark.django_db
STRANGER = {"name": "Orang Lain", "born": "1985-01-01", "address": "Desa Lain"}
NIK = "3304090505900025"


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by(place):
    return accounts.user_with(Role.REGISTRAR, facility=place)


@pytest.fixture
def person(place, by):
    registers.imported({"nik": NIK}, facility=place, by=by)
    return Inmate.objects.get()


def now(person):
    fresh = Inmate.objects.get(pk=person.pk)
    return fresh.full_name, fresh.nik, str(fresh.born_on), fresh.address


AS_IT_WAS = ("Slamet Contoh", NIK, "1990-05-05", "Desa Contoh")


def held(place, by, **row):
    file = registers.previewed(row, facility=place, by=by)
    return file, ImportRow.objects.get(register_import=file)


def test_a_row_about_somebody_else_writes_nothing_of_itself(place, by, person):
    file, row = held(place, by, **STRANGER)
    assert (row.outcome, row.doubts) == ("warning", ["full_name", "born_on"])
    registers.stored(file, by=by)
    assert now(person) == AS_IT_WAS
    row.refresh_from_db()
    assert row.inmate is None


@pytest.mark.parametrize(
    ("verdict", "after"),
    [
        (Verdict.TAKE, ("Orang Lain", NIK, "1985-01-01", "Desa Lain")),
        (Verdict.KEEP, ("Slamet Contoh", NIK, "1990-05-05", "Desa Lain")),
        (Verdict.OTHER, AS_IT_WAS),
    ],
)
def test_what_was_decided_is_stored(place, by, person, verdict, after):
    file, row = held(place, by, **STRANGER)
    decide_row(row=row, verdict=verdict, reason="Putusan 12/2026", by=by)
    registers.stored(file, by=by)
    assert now(person) == after
    row.refresh_from_db()
    assert row.inmate == (None if verdict is Verdict.OTHER else person)
    event = Event.objects.get(action="inmates.register.row_decided")
    assert (event.actor_id, event.facts["decided"]) == (by.pk, verdict.value)
    assert event.facts["fields"] == ["full_name", "born_on"]


def test_a_mended_name_waits_too_and_another_spelling_does_not(place, by, person):
    _, row = held(place, by, name="Slamet Conto", nik=NIK)
    assert row.doubts == ["full_name"]
    file, row = held(place, by, name="SLAMET CONTOH", nik=NIK)
    assert (row.doubts, list(row.changes)) == ([], ["full_name"])
    registers.stored(file, by=by)
    assert now(person)[0] == "SLAMET CONTOH"


def test_a_decision_counts_only_for_what_was_seen(place, by, person):
    file, row = held(place, by, **STRANGER)
    decide_row(row=row, verdict=Verdict.TAKE, reason="Putusan 12/2026", by=by)
    Inmate.objects.filter(pk=person.pk).update(full_name="Slamet Baru")
    registers.stored(file, by=by)
    assert now(person) == ("Slamet Baru", *AS_IT_WAS[1:])


def test_another_name_needs_a_reason(place, by, person):
    _, row = held(place, by, **STRANGER)
    with pytest.raises(ImportRefused, match="nama atau NIK"):
        decide_row(row=row, verdict=Verdict.TAKE, reason="  ", by=by)
    row.refresh_from_db()
    assert row.verdict == ""


def test_nothing_is_decided_of_a_row_that_does_not_wait_or_is_stored(place, by, person):
    file = registers.previewed({"nik": NIK, "address": "Desa Lain"}, facility=place, by=by)
    with pytest.raises(ImportRefused):
        decide_row(row=ImportRow.objects.get(register_import=file), verdict=Verdict.KEEP, reason="", by=by)
    file, row = held(place, by, **STRANGER)
    registers.stored(file, by=by)
    with pytest.raises(ImportRefused):
        decide_row(row=row, verdict=Verdict.KEEP, reason="", by=by)
    row.refresh_from_db()
    assert row.verdict == ""


def test_the_command_takes_a_mended_name_and_never_a_stranger(place, person):
    stranger = registers.content({**STRANGER, "expires": "2026-12-20"})
    judgement = import_register(content=stranger, facility=place, on=registers.ON, by=None)
    assert [row.outcome for row in judgement.rows] == ["warning"]
    assert now(person) == AS_IT_WAS
    mended = registers.content({"name": "Slamet Conto", "nik": NIK})
    import_register(content=mended, facility=place, on=registers.ON, by=None)
    assert now(person) == ("Slamet Conto", *AS_IT_WAS[1:])


def test_a_decision_names_who_decided_and_is_made_in_the_preview(place, by, person):
    file, row = held(place, by, **STRANGER)
    with pytest.raises(IntegrityError, match="import_row_decided_by_somebody"), transaction.atomic():
        run("update inmates_importrow set verdict = 'take' where id = %s", row.pk)
    run("update inmates_registerimport set state = 'applying' where id = %s", file.pk)
    with pytest.raises(IntegrityError, match="import_row_is_decided_in_the_preview"), transaction.atomic():
        run(
            "update inmates_importrow set verdict = 'take', decided_by_id = %s, decided_at = now() where id = %s",
            by.pk,
            row.pk,
        )
