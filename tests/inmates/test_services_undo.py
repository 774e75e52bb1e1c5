"""Undoing a whole import: what was made is voided, what was changed comes back, and what hangs on it stands in the way."""

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from inmates.domain.holding import Verdict
from inmates.models import CellPlace, ImportRow, Inmate, RegisterEntry, RegisterImport, Stay
from inmates.queries_undo import undoing_of
from inmates.refusals import ImportRefused
from inmates.services_holding import decide_row
from inmates.services_undo import UNDO, ask_to_undo, undo_import
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from rutan.jobs.models import Job
from tests.factories import accounts, inmates, registers
from tests.typed_sql import run

pytestmark = pytest.mark.django_db
ONE, OTHER = {"number": "AI.1/2026", "name": "Orang Satu"}, {"number": "AI.2/2026", "name": "Orang Dua"}
NIK = "3304090505900025"


@pytest.fixture
def place():
    place = accounts.facility()
    inmates.cell(facility=place, code="A1")
    return place


@pytest.fixture
def by(place):
    return accounts.user_with(Role.REGISTRAR, facility=place)


def agree():
    """Run what would run at commit."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def state(place):
    """Everything that stands of the register, with its history."""
    people = list(Inmate.objects.at(place).order_by("pk").values())
    lines = RegisterEntry.objects.filter(facility=place, stay__voided_at=None).in_order()
    told = ("stay", "kind", "code", "number", "starts_on", "expires_on")
    return (
        people,
        list(lines.values(*told)),
        list(Stay.objects.filter(facility=place).order_by("pk").values()),
    )


def why(file):
    """What stands in the way, by name."""
    return {person.full_name: said for person, said in undoing_of(file).shown}


def test_people_who_were_made_are_voided_and_those_changed_get_their_values_back(place, by):
    registers.imported(ONE, facility=place, by=by)
    before = state(place)
    changed = {
        **ONE,
        "code": "A.II",
        "admitted": "2026-09-10",
        "expires": "2027-01-31",
        "address": "Desa Lain",
    }
    file = registers.imported(changed, OTHER, facility=place, by=by)
    agree()
    assert state(place) != before
    assert (undoing_of(file).made, undoing_of(file).changed, undoing_of(file).hindered) == (1, 1, 0)
    undo_import(register_import=file, by=by)
    agree()
    assert state(place) == before
    gone = Inmate.all_objects.get(register_number="AI.2/2026")
    assert (gone.voided_by, gone.stays(manager="all_objects").get().voided_by) == (by, by)
    assert RegisterEntry.all_objects.get(stay__inmate=gone).voided_by == by
    file.refresh_from_db()
    assert (file.state, file.undone_by) == ("undone", by)
    assert Event.objects.get(action="inmates.register.undone").facts == {"count": 2}


def test_an_undone_file_can_be_handed_in_and_stored_again(place, by):
    undo_import(register_import=registers.imported(ONE, OTHER, facility=place, by=by), by=by)
    again = registers.imported(ONE, OTHER, facility=place, by=by)
    agree()
    assert again.totals == {"warning": 2}
    assert sorted(person.full_name for person in Inmate.objects.at(place)) == ["Orang Dua", "Orang Satu"]


def test_undoing_twice_changes_nothing(place, by):
    file = registers.imported(ONE, facility=place, by=by)
    undo_import(register_import=file, by=by)
    events = apps.get_model("inmates", "InmateEvent").objects.count()
    undo_import(register_import=file, by=by)
    assert apps.get_model("inmates", "InmateEvent").objects.count() == events
    assert Event.objects.filter(action="inmates.register.undone").count() == 1


def granted(person, place):
    agency = accounts.agency()
    accounts.agreement(facility=place, agency=agency)
    inmates.grant(inmate=person, agency=agency)


HANGS = {
    "Orang ini sudah tidak di sini": lambda person, place: inmates.left(person),
    "Riwayat registernya sudah berlanjut": lambda person, place: inmates.expiring(person, registers.ON),
    "Data orang ini sudah diubah": lambda person, place: (
        Inmate.objects.filter(pk=person.pk).update(alias="")
        and Inmate.objects.filter(pk=person.pk).update(address="Desa Baru")
    ),
    "akses berkas": granted,
    "Berkas yang lebih baru sudah mengubah": lambda person, place: registers.imported(
        {**ONE, "address": "Desa Lain"}, facility=place, by=accounts.second_person()
    ),
}


@pytest.mark.parametrize("obstacle", HANGS)
def test_what_was_done_since_stands_in_the_way_of_the_whole(place, by, obstacle):
    file = registers.imported(ONE, OTHER, facility=place, by=by)
    HANGS[obstacle](Inmate.objects.get(register_number="AI.1/2026"), place)
    before = state(place)
    found = why(file)
    assert list(found) == ["Orang Satu"]
    assert obstacle in found["Orang Satu"]
    with pytest.raises(ImportRefused, match="1 baris tidak dapat ditarik kembali"):
        undo_import(register_import=file, by=by)
    assert state(place) == before
    assert RegisterImport.objects.get(pk=file.pk).state == "applied"


WITH_CELL = (*registers.HEAD, "Blok/Kamar")


def with_cell(code, **facts):
    """The file of one person with the cell it says."""
    return {"content": registers.content({**ONE, **facts, "cell": code}, head=WITH_CELL)}


def cells_of(person):
    """What is told of where somebody was kept: on the person and in the history."""
    return Inmate.objects.get(pk=person.pk).cell, [
        (place.cell.code, place.ends_at is None) for place in CellPlace.objects.of(person)
    ]


@pytest.mark.parametrize("former", ["A1", None])
def test_who_was_moved_by_a_file_is_moved_back_or_has_no_cell_again(place, by, former):
    inmates.cell(facility=place, code="A2")
    registers.imported(facility=place, by=by, **(with_cell("A1") if former else with_cell("")))
    person = Inmate.objects.get()
    file = registers.imported(facility=place, by=by, **with_cell("A2"))
    agree()
    assert cells_of(person)[0].code == "A2"
    undo_import(register_import=file, by=by)
    agree()
    cell, places = cells_of(person)
    assert (cell.code if cell else None) == former
    assert [code for code, is_open in places if is_open] == ([former] if former else [])


def test_who_was_moved_since_stands_in_the_way(place, by):
    for code in ("A2", "A3"):
        inmates.cell(facility=place, code=code, capacity=9)
    registers.imported(facility=place, by=by, **with_cell("A1"))
    file = registers.imported(facility=place, by=by, **with_cell("A2"))
    person = Inmate.objects.get()
    inmates.moved(person, inmates.cell(facility=place, code="A3"))
    before = cells_of(person)
    assert "Data orang ini sudah diubah" in why(file)["Orang Satu"]
    with pytest.raises(ImportRefused):
        undo_import(register_import=file, by=by)
    assert cells_of(person) == before


def test_undoing_is_asked_for_once_and_again_when_it_was_refused(place, by):
    file = registers.imported(ONE, OTHER, facility=place, by=by)
    first = ask_to_undo(register_import=file, by=by)
    assert ask_to_undo(register_import=file, by=by) == first
    assert (first.kind, first.arguments) == (UNDO, {"register_import_id": file.pk})
    Job.objects.filter(pk=first.pk).update(state="cancelled", finished_at=clock.now())
    assert ask_to_undo(register_import=file, by=by) != first
    undo_import(register_import=file, by=by)
    Job.objects.exclude(pk=first.pk).update(state="cancelled", finished_at=clock.now())
    with pytest.raises(ImportRefused, match="tidak ada yang dapat dibatalkan"):
        ask_to_undo(register_import=file, by=by)


def test_undoing_is_not_asked_for_while_something_stands_in_the_way(place, by):
    file = registers.imported(ONE, facility=place, by=by)
    granted(Inmate.objects.get(), place)
    with pytest.raises(ImportRefused, match="1 baris tidak dapat ditarik kembali"):
        ask_to_undo(register_import=file, by=by)
    assert not Job.objects.filter(kind=UNDO).exists()


def test_a_later_line_stands_in_the_way_of_a_changed_person_only_where_a_line_was_written(place, by):
    registers.imported(ONE, facility=place, by=by)
    moved = registers.imported({**ONE, "address": "Desa Lain"}, facility=place, by=by)
    extended = registers.imported(
        {**ONE, "address": "Desa Lain", "expires": "2027-02-01"}, facility=place, by=by
    )
    person = Inmate.objects.get()
    undo_import(register_import=extended, by=by)
    inmates.expiring(person, registers.ON)
    undo_import(register_import=moved, by=by)
    agree()
    person.refresh_from_db()
    assert (person.address, person.expires_on) == ("Desa Contoh", registers.ON)


def test_a_line_written_after_that_of_the_file_stands_in_the_way(place, by):
    registers.imported(ONE, facility=place, by=by)
    file = registers.imported({**ONE, "expires": "2027-02-01"}, facility=place, by=by)
    inmates.expiring(Inmate.objects.get(), registers.ON)
    assert "Riwayat registernya sudah berlanjut" in why(file)["Orang Satu"]


def test_a_former_nik_that_is_somebody_elses_by_now_stands_in_the_way(place, by):
    registers.imported({**ONE, "nik": NIK}, facility=place, by=by)
    mended = registers.previewed({**ONE, "nik": "3304090505900099"}, facility=place, by=by)
    decide_row(row=ImportRow.objects.get(register_import=mended), verdict=Verdict.TAKE, reason="KTP", by=by)
    mended = registers.stored(mended, by=by)
    inmates.inmate(facility=place, nik=NIK)
    assert why(mended) == {"Orang Satu": "NIK semula sekarang dipakai orang lain."}


def test_only_what_was_written_of_a_held_row_is_taken_back(place, by):
    registers.imported(ONE, facility=place, by=by)
    file = registers.previewed({**ONE, "name": "Orang Lain", "address": "Desa Lain"}, facility=place, by=by)
    decide_row(row=ImportRow.objects.get(register_import=file), verdict=Verdict.KEEP, reason="", by=by)
    file = registers.stored(file, by=by)
    assert Inmate.objects.get().address == "Desa Lain"
    undo_import(register_import=file, by=by)
    assert (Inmate.objects.get().full_name, Inmate.objects.get().address) == ("Orang Satu", "Desa Contoh")


def test_a_file_that_is_not_stored_has_nothing_to_undo(place, by):
    with pytest.raises(ImportRefused, match="tidak tersimpan"):
        undo_import(register_import=registers.previewed(ONE, facility=place, by=by), by=by)


def test_the_database_wants_to_know_who_undid_it_and_keeps_it(place, by):
    file = registers.imported(ONE, facility=place, by=by)
    with pytest.raises(IntegrityError, match="register_import_undone_by_somebody"), transaction.atomic():
        run("update inmates_registerimport set state = 'undone' where id = %s", file.pk)
    undo_import(register_import=file, by=by)
    for change in ("undone_at = now()", "undone_by_id = null", "totals = '{}'", 'mapping = \'{"x": ""}\''):
        with pytest.raises(IntegrityError, match="register_import_applied_stays"), transaction.atomic():
            run(f"update inmates_registerimport set {change} where id = %s", file.pk)
    with pytest.raises(IntegrityError, match="import_row_of_an_applied_import_stays"), transaction.atomic():
        run("update inmates_importrow set outcome = 'x' where register_import_id = %s", file.pk)
