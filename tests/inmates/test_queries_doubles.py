"""Which rows are shown as probably one person, by what the office wrote; and which are not, any more."""

from datetime import date

import pytest

from inmates import queries_doubles
from inmates.domain.register_codes import register_key
from inmates.indexes import key_of_number
from inmates.models import Inmate
from inmates.queries_person import signs_of
from inmates.services_merging import reopen, tell_apart
from inmates.services_person import correct_person
from tests.factories import accounts, inmates
from tests.inmates.merging import merged

pytestmark = pytest.mark.django_db
BORN, NIK = date(1990, 5, 6), "3578010101800001"


@pytest.fixture
def place():
    return accounts.facility()


def row(place, name="Slamet Riyadi", born_on=BORN, **facts):
    return inmates.inmate(facility=place, full_name=name, born_on=born_on, **facts)


def pairs(place, *, everybody=False):
    found = queries_doubles.doubles_at(place, everybody=everybody)
    return [(pair.one.inmate, pair.other.inmate) for pair in found.pairs]


def in_doubt(place):
    return set(queries_doubles.in_doubt(Inmate.objects.all(), place))


@pytest.mark.parametrize(
    ("name", "alike"),
    [
        ("Slamet Riyady", True),
        ("RIYADI SLAMET", True),
        ("Slamet", True),
        ("Dwi Cahyono", False),
        ("Agus Wibowo", False),
    ],
)
def test_names_alike_of_one_birth_date(place, name, alike):
    one, other = row(place), row(place, name)
    assert pairs(place) == ([(one, other)] if alike else [])
    assert in_doubt(place) == ({one, other} if alike else set())


@pytest.mark.parametrize(
    ("one", "other"),
    [("Achmad Fauzi", "Ahmad Fauzi"), ("Moh. Ridwan", "Muhammad Ridwan"), ("Dwi Tjahjono", "Dwi Cahyono")],
)
def test_usual_spellings_of_one_name_are_alike(place, one, other):
    row(place, one), row(place, other)
    assert len(pairs(place)) == 1


def test_an_alias_is_a_name_too(place):
    row(place, "Sugeng Raharjo", alias="Gatot Subroto"), row(place, "Gatot Subroto")
    assert len(pairs(place)) == 1


def test_the_same_name_with_another_birth_date_is_no_double(place):
    row(place), row(place, born_on=date(1990, 6, 5))
    assert pairs(place) == []


def test_the_nik_of_somebody_who_left_or_from_before_a_correction(place):
    gone = inmates.left(row(place, "Tono", nik=NIK, born_on=date(1980, 1, 2)))
    here = row(place, "Slamet", nik=NIK)
    assert pairs(place) == [(gone, here)]
    facts = {"nik": "3578010101800009"}
    correct_person(inmate=here, facts=facts, seen=signs_of(here), by=accounts.second_person(), reason="KTP")
    assert pairs(place) == [(gone, here)]
    third = row(place, "Bukan", nik=NIK, born_on=date(1970, 1, 2))
    assert set(pairs(place)) == {(gone, here), (gone, third), (here, third)}


def test_the_register_number_in_another_spelling(place):
    one = row(place, "Tono", register_number="B.I.12/2026")
    other = row(place, "Slamet", register_number="BI.12/2026", born_on=date(1970, 1, 2))
    row(place, "Wahyu", register_number="BI.122/026", born_on=date(1971, 1, 2))
    assert pairs(place) == [(one, other)]


@pytest.mark.parametrize(
    "number", ["B.I.12/2026", "bi 12/2026", "B-I/12.2026", "AII.7", "7/2026", "BIIa.12/2026", "X", "B.I. 0-1"]
)
def test_the_index_reads_numbers_as_the_import_does(place, number):
    """Where a number begins with digits, the import leaves it as it is and the index puts a dot before it: no harm."""
    row(place, register_number=number)
    (key,) = Inmate.objects.annotate(key=key_of_number("register_number")).values_list("key", flat=True)
    assert key.strip(".") == register_key(number).strip(".")


def test_two_who_left_are_shown_when_asked_for(place):
    one, other = inmates.left(row(place)), inmates.left(row(place))
    assert pairs(place) == []
    assert pairs(place, everybody=True) == [(one, other)]


def test_another_facility_a_merged_row_and_a_pair_told_apart_are_no_doubles(place):
    one, other = row(place), row(place)
    row(accounts.facility(code="LAIN", name="Rutan Lain"))
    by = accounts.second_person()
    apart = tell_apart(one=one, other=other, by=by)
    assert pairs(place) == []
    assert in_doubt(place) == set()
    reopen(apart=apart, by=by)
    assert pairs(place) == [(one, other)]
    merged(one, other, by=by)
    assert pairs(place) == []


def test_the_surest_pairs_first(place):
    row(place), row(place, "Slamet Riyadi")
    inmates.left(row(place, "Tono", nik=NIK, born_on=date(1980, 1, 2)))
    row(place, "Wahyu", nik=NIK, born_on=date(1981, 1, 2))
    found = queries_doubles.doubles_at(place, everybody=False).pairs
    assert [pair.why for pair in found] == [
        ("NIK sama, sekarang atau sebelum dikoreksi",),
        ("Tanggal lahir sama dan nama mirip",),
    ]
