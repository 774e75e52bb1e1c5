"""Lists of people: which columns a role sees, what is found by words, and that both are written down."""

import pytest

from inmates.queries_search import FOUND_AT_MOST
from rutan.accounts.permissions import AGENCY_ROLES, ROLE_PERMISSIONS, Permission, Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
# The seven of every page (test_pages.py); how alike is alike, the people, and the audit event.
QUERIES = 10

REGISTER, OFFENCE, CELL, DATE = "BI.77/2025", "127 ayat (1)", "B2-UTARA", "14 Mar 2099"
EVERYTHING = {REGISTER, OFFENCE, CELL, DATE}
# "Who sees and does what" of the contracts, for the columns of a list; the name is everybody's.
COLUMNS = {
    Role.HEAD: EVERYTHING,
    Role.REGISTRAR: EVERYTHING,
    Role.REHAB_OFFICER: EVERYTHING,
    Role.CASE_OFFICER: EVERYTHING,
    Role.SECURITY: EVERYTHING,
    Role.AUDITOR: EVERYTHING,
    Role.ASSESSOR: {REGISTER, OFFENCE, DATE},
    Role.COORDINATOR: {REGISTER, DATE},
    Role.FACILITATOR: {CELL},
    Role.INSTRUCTOR: {CELL},
}


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def somebody(place):
    return inmates.inmate(
        facility=place,
        full_name="Slamet Nugroho",
        alias="Mamet",
        nik="3304061109930019",
        register_number=REGISTER,
        offence=OFFENCE,
        cell=inmates.cell(facility=place, code=CELL),
        expires_on="2099-03-14",
    )


def reader(role, place, *people):
    """Somebody of that role to whom these people are open."""
    if role in AGENCY_ROLES:
        agency = accounts.agency()
        accounts.agreement(facility=place, agency=agency)
        user, opened_to = accounts.user_with(role, agency=agency), {"agency": agency}
    else:
        user = accounts.user_with(role, facility=place)
        opened_to = {"user": user}
    for person in people:
        inmates.grant(inmate=person, **opened_to)
    return user


def test_the_table_names_every_role_that_opens_the_list():
    assert set(COLUMNS) == {
        role for role, granted in ROLE_PERMISSIONS.items() if Permission.INMATE_VIEW in granted
    }


@pytest.mark.parametrize("role", COLUMNS)
def test_a_role_sees_its_columns_and_no_other(role, place, somebody):
    second = inmates.inmate(facility=place, full_name="Slamet Lain", register_number="X/1", offence="lain")
    client = signed_in(reader(role, place, somebody, second))
    text = client.get("/inmates/").content.decode()
    assert "Slamet Nugroho" in text
    assert {value for value in EVERYTHING if value in text} == COLUMNS[role]
    assert somebody.nik not in text


@pytest.mark.parametrize("role", COLUMNS)
def test_a_search_shows_a_role_what_it_may_know_and_no_more(role, place, somebody):
    second = inmates.inmate(facility=place, full_name="Slamet Lain", register_number="X/1", offence="lain")
    client = signed_in(reader(role, place, somebody, second))
    found = client.post("/inmates/search/", {"words": "slamet"}, follow=True)
    live = client.post("/inmates/search/", {"words": "slamet"}, headers={"HX-Request": "true"})
    for page in (found, live):
        text = page.content.decode()
        assert "Slamet Nugroho" in text
        assert {value for value in EVERYTHING if value in text} == COLUMNS[role] & {REGISTER, CELL}
        assert "0019" not in text


@pytest.mark.parametrize("role", COLUMNS)
def test_the_end_of_a_nik_finds_somebody_for_whom_it_may(role, place, somebody):
    inmates.inmate(facility=place, full_name="Orang Lain", nik="3304061109930018")
    client = signed_in(reader(role, place, somebody))
    text = client.post("/inmates/search/", {"words": "0019"}, headers={"HX-Request": "true"}).content.decode()
    # An agency is told the NIK by each person's consent, and looks people up by their names.
    may = Permission.NIK_VIEW in ROLE_PERMISSIONS[role] and role not in AGENCY_ROLES
    assert ("Slamet Nugroho" in text) == may
    assert somebody.nik not in text
    assert "Orang Lain" not in text


def test_names_appear_while_somebody_types_and_each_time_it_is_written_down(place, somebody):
    inmates.left(inmates.inmate(facility=place, full_name="Slamet Basuki", register_number="BI.3"))
    client = signed_in(accounts.user_with(Role.HEAD, facility=place))
    answer = client.post("/inmates/search/", {"words": "slam"}, headers={"HX-Request": "true"})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert [name in text for name in ("Slamet Nugroho", "Slamet Basuki", "Bebas")] == [True, True, True]
    assert text.index("Slamet Nugroho") < text.index("Slamet Basuki")
    event = Event.objects.get(action="inmates.searched")
    assert event.facts == {"count": 2}


def test_one_letter_shows_nothing_yet(place, somebody):
    client = signed_in(accounts.user_with(Role.HEAD, facility=place))
    answer = client.post("/inmates/search/", {"words": "s"}, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.content.decode().strip()) == (200, "")


def test_the_list_is_written_down_with_its_length_and_without_names(place, somebody):
    head = accounts.user_with(Role.HEAD, facility=place)
    signed_in(head).get("/inmates/")
    event = Event.objects.get(action="inmates.list.opened")
    assert (event.actor_id, event.facility_id, event.facts) == (
        head.pk,
        place.pk,
        {"count": 1, "looked_for": []},
    )


@pytest.mark.parametrize("words", ["slamet", "nugroho SLAM", "mamet", "i.77", "0019"])
def test_somebody_is_found_by_name_alias_or_number_and_opened_when_alone(place, somebody, words):
    inmates.inmate(facility=place, full_name="Bambang", register_number="BI.1")
    client = signed_in(accounts.user_with(Role.HEAD, facility=place))
    answer = client.post("/inmates/search/", {"words": words}, follow=True)
    assert answer.redirect_chain[-1] == (f"/inmates/{somebody.pk}/", 302)
    event = Event.objects.get(action="inmates.searched")
    assert (event.facts, event.route) == ({"count": 1}, "GET /inmates/search/")


def test_the_words_stand_in_no_address(place, somebody):
    client = signed_in(accounts.user_with(Role.HEAD, facility=place))
    answer = client.post("/inmates/search/", {"words": "slamet"})
    assert answer["Location"].startswith("/inmates/search/?words=gAAAA")
    assert "slamet" not in answer["Location"].lower()


@pytest.mark.parametrize("sealed", ["slamet", "gAAAAA", ""])
def test_words_that_were_not_sealed_here_look_for_nobody(place, somebody, sealed):
    client = signed_in(accounts.user_with(Role.HEAD, facility=place))
    answer = client.get("/inmates/search/", {"words": sealed})
    assert (answer.status_code, answer.context["found"]) == (200, None)


@pytest.mark.parametrize("words", ["", "s", " s "])
def test_too_few_letters_are_not_looked_for(place, somebody, words):
    client = signed_in(accounts.user_with(Role.HEAD, facility=place))
    answer = client.post("/inmates/search/", {"words": words})
    assert answer.status_code == 422
    assert "Slamet" not in answer.content.decode()


def test_nobody_is_found_out_of_reach(place, somebody):
    inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"), full_name="Slamet Luar")
    bnnk = accounts.agency()
    accounts.agreement(facility=place, agency=bnnk)
    for user in (
        accounts.user_with(Role.ASSESSOR, agency=bnnk),
        accounts.user_with(Role.FACILITATOR, facility=place),
        accounts.user_with(Role.HEAD, facility=accounts.facility(code="BDG", name="Rutan Lain")),
    ):
        answer = signed_in(user).post("/inmates/search/", {"words": "slamet"}, follow=True)
        assert answer.context["found"].people == []
        assert "Tidak ada yang cocok." in answer.content.decode()


def test_a_search_costs_the_same_with_more_people_and_says_that_there_are_more(
    place, django_assert_num_queries
):
    client = signed_in(accounts.user_with(Role.HEAD, facility=place))
    for number in range(2):
        inmates.inmate(facility=place, full_name=f"Slamet {number}")
    address = client.post("/inmates/search/", {"words": "slamet"})["Location"]
    with django_assert_num_queries(QUERIES):
        client.get(address)
    for number in range(2, FOUND_AT_MOST + 5):
        inmates.inmate(facility=place, full_name=f"Slamet {number}")
    with django_assert_num_queries(QUERIES):
        found = client.get(address).context["found"]
    assert (len(found.people), found.more) == (FOUND_AT_MOST, True)


def test_the_bar_has_a_search_only_for_those_who_see_people(place):
    has = {
        role: 'name="words"' in signed_in(accounts.user_with(role, facility=place)).get("/").content.decode()
        for role in (Role.SECURITY, Role.ADMINISTRATOR)
    }
    assert has == {Role.SECURITY: True, Role.ADMINISTRATOR: False}
