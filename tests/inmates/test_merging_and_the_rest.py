"""What a merge means for register files and for those who are kept apart."""

from datetime import date

import pytest

from inmates.models import KeepApart
from inmates.services import import_register
from inmates.services_apart import close_keep_apart
from inmates.services_merging import undo_merge
from tests.factories import accounts, inmates
from tests.inmates.merging import merged
from tests.inmates.test_services_departures import agree

pytestmark = pytest.mark.django_db
NIK = "3578010101800001"


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def one(place):
    return inmates.inmate(
        facility=place, full_name="Slamet Riyadi", nik=NIK, cell=inmates.cell(facility=place), alias="Gendut"
    )


@pytest.fixture
def other(place):
    """The same person, entered again while they were here."""
    cell = inmates.cell(facility=place, code="A2")
    return inmates.inmate(facility=place, full_name="Slamet Riyady", admitted_on=date(2025, 2, 1), cell=cell)


def test_a_register_file_takes_nothing_under_a_merged_number(place, one, other, by):
    merged(one, other, by=by)
    head = "Nama,No Register,Kode Register,Tanggal Lahir,Jenis Kelamin,Tanggal Masuk,Blok,Alamat\n"
    line = f"Nama Baru,{other.register_number},B.I,1980-01-01,L,2025-02-01,A1,Jalan Baru\n"
    judgement = import_register(content=(head + line).encode(), facility=place, on=date(2026, 11, 24), by=by)
    (row,) = judgement.rows
    assert (row.outcome, row.is_new) == ("unchanged", False)
    before = (other.full_name, other.address, other.state)
    other.refresh_from_db()
    assert (other.full_name, other.address, other.state) == before
    agree()


def test_whomever_the_merged_row_is_kept_apart_from_the_one_that_goes_on_is_too():
    place = accounts.facility()
    one, other = (inmates.inmate(facility=place, full_name=name) for name in ("Budi Satu", "Budi Satoe"))
    enemy, rival, past = (
        inmates.inmate(facility=place, full_name=name) for name in ("Lawan", "Saingan", "Lama")
    )
    said = inmates.kept_apart(other, enemy, housing="cell", sessions=False, detail="Perkelahian")
    inmates.kept_apart(other, rival)
    own = inmates.kept_apart(one, rival, housing="cell")
    over = inmates.kept_apart(other, past)
    close_keep_apart(entry=over, reason="Selesai", by=accounts.second_person())
    merge = merged(one, other)
    assert merge.kept == one
    found = {entry.other_than(one): entry for entry in KeepApart.objects.of(one)}
    assert found.keys() == {enemy, rival}
    assert (found[enemy].housing, found[enemy].sessions, found[enemy].detail) == (
        "cell",
        False,
        "Perkelahian",
    )
    assert found[rival] == own
    assert said in KeepApart.objects.of(other)
    undo_merge(merge=merge, reason="Dua orang", by=accounts.second_person())
    assert enemy in {entry.other_than(one) for entry in KeepApart.objects.of(one)}
