"""Who is found by which words, in which order and why; who is not; and that nothing is looked at that is not theirs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inmates.domain.search_words import Way
from inmates.queries_search import search
from rutan.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db
EVERYTHING = frozenset(Permission)


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def head(place):
    return accounts.user_with(Role.HEAD, facility=place)


@pytest.fixture
def people(place):
    """Four in custody and one who left."""
    make = inmates.inmate
    return {
        "slamet": make(
            facility=place, full_name="Slamet Nugroho", alias="Mamet", nik="3304061109930019",
            register_number="BI.77/2025", cell=inmates.cell(facility=place, code="A3"),
        ),
        "nur": make(
            facility=place, full_name="Nur Slamet", alias="Inung", nik="3304061109935678",
            register_number="B.I.12/2026", cell=inmates.cell(facility=place, code="A12"),
        ),
        "budi": make(facility=place, full_name="Budi Setiawan", register_number="AII.9/2026"),
        "al": make(facility=place, full_name="Halim Al Rasyid", register_number="AIII.4/2026"),
        "left": inmates.left(
            make(facility=place, full_name="Slamet Basuki", nik="3304061109930020", register_number="BI.76/2024")
        ),
    }  # fmt: skip


def found(head, place, words, may=EVERYTHING, **options):
    return search(head, place, words, may=may, **options).people


@pytest.mark.parametrize(
    ("words", "who", "way"),
    [
        ("slamet", ["slamet", "nur", "left"], Way.NAME),
        ("slamet nug", ["slamet"], Way.NAME),
        ("nugroho slamet", ["slamet"], Way.WORDS),
        ("Selamet Nugraha", ["slamet"], Way.ALIKE),
        ("budy setyawan", ["budi"], Way.ALIKE),
        ("mamet", ["slamet"], Way.WORDS),
        ("bi.77", ["slamet"], Way.NUMBER),
        ("BI 77/2025", ["slamet"], Way.NUMBER),
        ("b.i.77/2025", ["slamet"], Way.NUMBER),
        ("77/2025", ["slamet"], Way.WORDS),
        ("0019", ["slamet"], Way.NIK),
        ("930019", ["slamet"], Way.NIK),
        ("5678", ["nur"], Way.NIK),
        ("blok A", ["nur", "slamet"], Way.PLACE),
        ("a-3", ["slamet"], Way.PLACE),
        ("kamar A12", ["nur"], Way.PLACE),
        ("al", ["al"], Way.WORDS),
        ("019", [], None),
        ("zzz", [], None),
        ("%", [], None),
        ("_zzz", [], None),
        ("'; drop table inmates_inmate; --", [], None),
        (" \x00 ", [], None),
    ],
)
def test_who_answers_to_which_words(place, head, people, words, who, way):
    hits = found(head, place, words)
    assert [hit.pk for hit in hits] == [people[name].pk for name in who]
    if hits:
        assert hits[0].way == way


def test_whoever_left_comes_after_everybody_in_custody_however_well_they_answer(place, head, people):
    hits = found(head, place, "slamet bas")
    assert [hit.full_name for hit in hits] == ["Slamet Basuki"]
    hits = found(head, place, "slamet")
    assert [(hit.full_name, hit.is_here) for hit in hits] == [
        ("Slamet Nugroho", True), ("Nur Slamet", True), ("Slamet Basuki", False),
    ]  # fmt: skip
    assert (hits[-1].state_in_words, hits[-1].left_on) == ("Bebas", people["left"].left_on)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("slamet", ""),
        ("mamet", "alias Mamet"),
        ("bi.77", "nomor register BI.77/2025"),
        ("7/2025", "nomor register BI.77/2025"),
        ("0019", "NIK berakhir 0019"),
        ("a3", "di kamar A3"),
        ("slamt nugrho", "tulisannya mirip"),
    ],
)
def test_a_hit_says_why(place, head, people, words, why):
    hit = found(head, place, words)[0]
    assert (hit.full_name, hit.why) == ("Slamet Nugroho", why)


# What only one permission lets somebody look for, and see.
BY_PERMISSION = {"bi.77": Permission.DATES_VIEW, "0019": Permission.NIK_VIEW, "a3": Permission.CELL_VIEW}


@pytest.mark.parametrize("words", BY_PERMISSION)
def test_what_may_not_be_known_is_not_looked_at(place, head, people, words):
    assert found(head, place, words, EVERYTHING - {BY_PERMISSION[words]}) == []
    assert [hit.full_name for hit in found(head, place, words, frozenset({BY_PERMISSION[words]}))] == [
        "Slamet Nugroho"
    ]


@pytest.mark.parametrize(
    "role", [role for role, held in ROLE_PERMISSIONS.items() if Permission.INMATE_VIEW in held]
)
def test_a_hit_holds_only_what_the_role_may_know(place, head, people, role):
    held = ROLE_PERMISSIONS[role]
    hit = found(head, place, "slamet nugroho", held)[0]
    assert (hit.register_number, hit.cell) == (
        "BI.77/2025" if Permission.DATES_VIEW in held else "",
        "A3" if Permission.CELL_VIEW in held else "",
    )
    assert people["slamet"].nik not in repr(hit)
    assert ("0019" in repr(hit)) is False


def test_nobody_out_of_reach_is_found_in_any_way(place, people):
    inmates.inmate(
        facility=accounts.facility(code="LUA", name="Rutan Luar"), full_name="Slamet Nugroho", alias="Mamet",
        nik="3304061109930019", register_number="BI.77/2025",
    )  # fmt: skip
    facilitator = accounts.user_with(Role.FACILITATOR, facility=place)
    elsewhere = accounts.user_with(Role.HEAD, facility=accounts.facility(code="BDG", name="Rutan Lain"))
    for words in ("slamet", "nugroho slamet", "slamt nugrho", "mamet", "bi.77", "0019", "a3"):
        for user in (facilitator, elsewhere):
            assert found(user, place, words) == []
    inmates.grant(inmate=people["nur"], user=facilitator)
    assert [hit.pk for hit in found(facilitator, place, "slamet")] == [people["nur"].pk]


def test_equal_names_come_by_their_numbers_and_more_are_told(place, head):
    made = [inmates.inmate(facility=place, full_name="Agus Salim").pk for _n in range(6)]
    answer = search(head, place, "agus", may=EVERYTHING, limit=4)
    assert ([hit.pk for hit in answer.people], answer.more) == (sorted(made)[:4], True)
    assert search(head, place, "agus", may=EVERYTHING, limit=6).more is False


def test_nobody_is_found_twice(place, head):
    person = inmates.inmate(
        facility=place, full_name="Bi Bi", alias="Bi", register_number="BI.1234/2025", nik="3304061109931234",
        cell=inmates.cell(facility=place, code="B123"),
    )  # fmt: skip
    for words in ("bi", "1234", "B123", "bi.1234"):
        assert [hit.pk for hit in found(head, place, words)] == [person.pk]


def test_a_name_alike_does_not_open_by_itself(place, head, people):
    assert search(head, place, "Selamet Nugraha", may=EVERYTHING).only is None
    assert search(head, place, "slamet nug", may=EVERYTHING).only.pk == people["slamet"].pk


@pytest.mark.parametrize("words", ["slamet", "bi.77/2025", "0019", "slamt nugrho"])
def test_one_question_to_the_database_at_any_size(place, head, people, words):
    assert head.reach
    with CaptureQueriesContext(
        connection,
    ) as few:
        search(head, place, words, may=EVERYTHING)
    for number in range(40):
        inmates.inmate(facility=place, full_name=f"Slamet {number}")
    with CaptureQueriesContext(connection) as many:
        search(head, place, words, may=EVERYTHING)
    assert len(few) == len(many) == 2  # how alike is alike, and the question


def test_every_way_names_the_facility_as_the_index_for_words_knows_it(place, head):
    """A small integer would read the names of the nation (rutan.core.keys); benchmarks/search.py shows the plan."""
    with CaptureQueriesContext(connection) as asked:
        search(head, place, "slamt nugrho", may=EVERYTHING)
    question = asked[-1]["sql"]
    assert question.count('."facility_id" = (') > 0
    assert question.count('."facility_id" = (') == question.count(f'."facility_id" = ({place.pk})::bigint')
    assert '."facility_id" IN' not in question


def test_an_agency_looks_by_name_only_for_alias_and_nik_are_told_by_consent(place, people):
    agency = accounts.agency()
    coordinator = accounts.user_with(Role.COORDINATOR, facility=place, agency=agency)
    inmates.grant(inmate=people["nur"], agency=agency)
    may = EVERYTHING

    def names(words):
        return [hit.full_name for hit in found(coordinator, place, words, may)]

    assert names("slamet") == ["Nur Slamet"]
    assert [names(words) for words in ("inung", "5678", "935678")] == [[], [], []]


def test_a_register_that_writes_the_word_with_the_alias_is_not_read_twice(place, head):
    inmates.inmate(facility=place, full_name="Sarno", alias="Alias Budi")
    assert [hit.why for hit in found(head, place, "budi")] == ["Alias Budi"]
