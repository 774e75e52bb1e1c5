"""What an address asks of a list, and what is left of one that nobody can mean."""

import pytest
from django.http import QueryDict

from inmates.lists import PEOPLE
from rutan.accounts.permissions import Permission, Role
from rutan.core.listing import reading
from rutan.core.listing.definition import Asker, listing_of
from rutan.core.sealed import seal_words
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db
USUAL = ["name", "number", "offence", "cell", "admitted", "expires"]


@pytest.fixture
def place():
    place = accounts.facility()
    inmates.cell(facility=place, code="A1")
    return place


@pytest.fixture
def asker(place):
    head = accounts.user_with(Role.HEAD, facility=place)
    return Asker(head, place, frozenset(map(str, Permission)))


def keys(asked):
    return [column.key for column in asked.columns]


def test_nothing_asked_for_is_the_usual(asker):
    asked = reading.read(PEOPLE, asker, {})
    assert (keys(asked), asked.sort.key, asked.descending, asked.stored, asked.address, asked.remarks) == (
        USUAL, "name", False, {}, "", (),
    )  # fmt: skip


def test_what_is_asked_for_comes_back_as_the_same_address(asker):
    given = {"state": "all", "block": "A", "expiring": "30", "admitted_from": "2025-01-02", "sort": "-expires",
             "columns": "cell,name,nik"}  # fmt: skip
    asked = reading.read(PEOPLE, asker, given)
    assert (keys(asked), asked.sort.key, asked.descending, asked.remarks) == (
        ["name", "cell", "nik"], "expires", True, (),
    )  # fmt: skip
    again = reading.read(PEOPLE, asker, reading.opened(PEOPLE, reading.of_address(QueryDict(asked.address))))
    assert again.stored == asked.stored == given | {"columns": "name,cell,nik"}


def test_words_are_sealed_in_an_address_and_plain_where_they_are_kept(asker):
    asked = reading.read(PEOPLE, asker, {"words": "slamet"})
    assert asked.stored == {"words": "slamet"}
    assert "slamet" not in asked.address
    assert reading.opened(PEOPLE, asked.query) == {"words": "slamet"}
    assert reading.opened(PEOPLE, {"words": "slamet"}) == {"words": ""}


def test_ticked_columns_come_one_by_one(asker):
    given = reading.of_address(QueryDict("columns=cell&columns=nik&columns=name"))
    assert keys(reading.read(PEOPLE, asker, given)) == ["name", "cell", "nik"]


@pytest.mark.parametrize(
    ("given", "remark"),
    [
        ({"state": "nowhere"}, "Saringan “Siapa” tidak dapat dibaca, jadi tidak dipakai."),
        ({"block": "Z"}, "Saringan “Blok” tidak dapat dibaca, jadi tidak dipakai."),
        ({"admitted_from": "2025-13-01"}, "Saringan “Masuk sejak” tidak dapat dibaca, jadi tidak dipakai."),
        ({"admitted_to": "0001-01-01"}, "Saringan “Masuk sampai” tidak dapat dibaca, jadi tidak dipakai."),
        ({"cell": "a" * 300}, "Saringan “Kamar” tidak dapat dibaca, jadi tidak dipakai."),
        ({"cell": "a\x00"}, "Saringan “Kamar” tidak dapat dibaca, jadi tidak dipakai."),
        ({"sort": "password"}, "Daftar ini tidak dapat diurutkan seperti yang diminta alamatnya."),
        ({"sort": "--name"}, "Daftar ini tidak dapat diurutkan seperti yang diminta alamatnya."),
        ({"sort": "nik"}, "Daftar ini tidak dapat diurutkan seperti yang diminta alamatnya."),
        (
            {"columns": "name,password"},
            "Alamat ini meminta kolom yang tidak tersedia bagi Anda di daftar ini; kolom itu tidak ditampilkan.",
        ),
    ],
)
def test_what_is_not_understood_is_left_out_and_said(asker, given, remark):
    asked = reading.read(PEOPLE, asker, given)
    assert asked.remarks == (remark,)
    assert (asked.texts, asked.sort.key) == ({}, "name")


@pytest.mark.parametrize(
    "given", [{"foo": "1"}, {"after": "9"}, {"columns": ""}, {"sort": ""}, {"state": "  "}]
)
def test_what_is_none_of_the_lists_business_is_passed_over(asker, given):
    asked = reading.read(PEOPLE, asker, given)
    assert (asked.stored, asked.remarks, keys(asked)) == ({}, (), USUAL)


@pytest.mark.parametrize("given", [{"columns": "name,expires"}, {"sort": "expires"}, {"sort": "-number"}])
def test_neither_a_column_nor_an_order_shows_what_a_role_may_not_know(place, given):
    facilitator = Asker(
        accounts.user_with(Role.FACILITATOR, facility=place), place, frozenset({"inmate_view", "cell_view"})
    )
    asked = reading.read(PEOPLE, facilitator, given)
    assert set(keys(asked)) <= {"name", "cell"}
    assert asked.sort.key == "name"
    assert len(asked.remarks) == 1


@pytest.mark.parametrize("name", ["register", "legal", "sex", "expiring", "admitted_from", "block", "cell"])
def test_a_filter_does_not_tell_what_a_role_may_not_know(place, name):
    nobody = Asker(accounts.user_with(Role.FACILITATOR, facility=place), place, frozenset({"inmate_view"}))
    value = {"register": "B.I", "legal": "detained", "sex": "L", "expiring": "30", "block": "A", "cell": "A1"}
    asked = reading.read(PEOPLE, nobody, {name: value.get(name, "2025-01-01")})
    assert (asked.texts, asked.filters.get(name)) == ({}, None)


def test_a_list_opens_only_for_whoever_may_open_its_page(place):
    assert listing_of("inmates:list", Asker(None, place, frozenset({"inmate_view"}))) is PEOPLE
    assert listing_of("inmates:list", Asker(None, place, frozenset({"audit_view"}))) is None
    assert listing_of("accounts:users", Asker(None, place, frozenset(map(str, Permission)))) is None


def test_other_words_begin_the_list_anew():
    address = reading.narrowed_by_words(QueryDict("state=all&after=5&words=gAAA"), " slamet ")
    assert reading.opened(PEOPLE, QueryDict(address).dict()) == {"state": "all", "words": "slamet"}
    assert QueryDict(
        reading.narrowed_by_words(QueryDict("state=all&before=5&words=" + seal_words("x")), "  ")
    ).dict() == {"state": "all"}
