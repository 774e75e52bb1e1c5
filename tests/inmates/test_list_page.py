"""The list of people: filters, order, columns and pages in the address, for each role what it may know."""

from datetime import date, timedelta

import pytest

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
# The seven of every page (test_pages.py); the blocks, the lists kept, the rows, their number, and the audit event.
QUERIES = 12


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def head(place):
    return signed_in(accounts.user_with(Role.HEAD, facility=place))


@pytest.fixture
def people(place):
    today = clock.today()
    make = inmates.inmate
    return {
        "slamet": make(facility=place, full_name="Slamet", cell=inmates.cell(facility=place, code="A1"),
                       expires_on=today + timedelta(days=5), admitted_on=date(2025, 3, 1)),
        "siti": make(facility=place, full_name="Siti", sex="P", register_code="A.II", register_number="AII.1/2026",
                     cell=inmates.cell(facility=place, code="B1"), expires_on=today + timedelta(days=60)),
        "budi": make(facility=place, full_name="Budi", alias="Mamet", expires_on=today - timedelta(days=1)),
        "left": inmates.left(make(facility=place, full_name="Wati")),
    }  # fmt: skip


def shown(client, **query):
    return [line.name for line in client.get("/inmates/", query).context["shown"].page.lines]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Budi", "Siti", "Slamet"]),
        ({"state": "left"}, ["Wati"]),
        ({"state": "all"}, ["Budi", "Siti", "Slamet", "Wati"]),
        ({"block": "A"}, ["Slamet"]),
        ({"cell": "b1"}, ["Siti"]),
        ({"register": "A.II"}, ["Siti"]),
        ({"legal": "detained"}, ["Siti"]),
        ({"legal": "sentenced"}, ["Budi", "Slamet"]),
        ({"sex": "P"}, ["Siti"]),
        ({"expiring": "7"}, ["Slamet"]),
        ({"expiring": "90"}, ["Siti", "Slamet"]),
        ({"expiring": "past"}, ["Budi"]),
        ({"expiring": "unknown", "state": "all"}, ["Wati"]),
        ({"admitted_from": "2025-02-01"}, ["Slamet"]),
        ({"admitted_to": "2025-02-01"}, ["Budi", "Siti"]),
        ({"admitted_from": "2025-01-01", "admitted_to": "2025-01-01", "sex": "L"}, ["Budi"]),
        ({"sort": "-name"}, ["Slamet", "Siti", "Budi"]),
        ({"sort": "expires"}, ["Budi", "Slamet", "Siti"]),
        ({"block": "Z", "sort": "-x", "columns": "y"}, ["Budi", "Siti", "Slamet"]),
    ],
)
def test_filters_and_order(head, people, query, names):
    assert shown(head, **query) == names


def test_words_are_posted_and_stand_sealed_in_the_address(head, people):
    answer = head.post("/inmates/?state=all&sort=-name", {"words": "mamet"})
    assert answer.status_code == 302
    assert "mamet" not in answer["Location"]
    page = head.get(answer["Location"])
    assert [line.name for line in page.context["shown"].page.lines] == ["Budi"]
    assert 'value="mamet"' in page.content.decode()
    assert "sort=-name" in answer["Location"]


def test_a_page_that_left_something_out_says_so(head, people):
    text = head.get("/inmates/", {"block": "Z"}).content.decode()
    assert "Saringan “Blok” tidak dapat dibaca, jadi tidak dipakai." in text


def test_columns_are_chosen_in_the_address(head, people):
    page = head.get("/inmates/", {"columns": ["cell", "sex"]})
    assert [head.column.key for head in page.context["shown"].page.heads] == ["name", "cell", "sex"]
    text = page.content.decode()
    assert "Perempuan" in text
    assert "AII.1/2026" not in text


def test_an_agency_is_told_neither_alias_nor_nik_by_a_list(place, people):
    agency = accounts.agency()
    accounts.agreement(facility=place, agency=agency)
    inmates.grant(inmate=people["budi"], agency=agency)
    reader = signed_in(accounts.user_with(Role.COORDINATOR, agency=agency))
    page = reader.get("/inmates/", {"columns": "name,nik,alias", "sort": "alias"}).context["shown"].page
    assert [head.column.key for head in page.heads] == ["name"]
    assert [(line.name, line.under) for line in page.lines] == [("Budi", "")]
    looked_for = {
        words: len(
            reader.post("/inmates/?state=all", {"words": words}, follow=True).context["shown"].page.lines
        )
        for words in ("budi", "mamet", people["budi"].register_number)
    }
    assert looked_for == {
        "budi": 1,
        "mamet": 0,
        people["budi"].register_number: 1,
    }  # dates it may see, aliases not


def test_the_nik_is_never_shown_whole(place, head):
    inmates.inmate(facility=place, full_name="Budi", nik="3304061109930019")
    text = head.get("/inmates/", {"columns": "name,nik"}).content.decode()
    assert "3304••••••••0019" in text
    assert "3304061109930019" not in text


@pytest.mark.parametrize(
    "query", [{}, {"sort": "cell"}, {"columns": "name,cell,state,age,nik", "state": "all"}]
)
def test_a_list_costs_the_same_with_one_row_and_with_three(place, head, query, django_assert_num_queries):
    inmates.inmate(facility=place, cell=inmates.cell(facility=place, code="A1"))
    for more in (0, 2):
        for _n in range(more):
            inmates.inmate(facility=place, cell=inmates.cell(facility=place, code="A2"))
        with django_assert_num_queries(QUERIES):
            assert len(shown(head, **query)) == 1 + more


def test_an_empty_list_says_what_to_do_next(place, head, people):
    text = head.get("/inmates/", {"block": "B", "sex": "L"}).content.decode()
    assert "Lepaskan salah satu saringan, atau tampilkan juga yang sudah tidak di sini." in text
    empty = accounts.facility(code="KSG", name="Rutan Kosong")
    registrar = signed_in(accounts.user_with(Role.REGISTRAR, facility=empty))
    assert (
        'href="/inmates/import/"' in registrar.get("/inmates/").content.decode().partition("nothing-title")[2]
    )


def test_that_a_list_was_opened_is_written_down_with_the_filters_by_name_alone(head, people):
    head.get("/inmates/", {"block": "A", "state": "all"})
    assert Event.objects.get(action="inmates.list.opened").facts == {
        "count": 1,
        "looked_for": ["block", "state"],
    }


def test_people_out_of_reach_are_in_no_list(place, people):
    inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"), full_name="Orang Luar")
    wali = accounts.user_with(Role.CASE_OFFICER, facility=place)
    inmates.grant(inmate=people["siti"], user=wali)
    assert shown(signed_in(wali), state="all") == ["Siti"]
