"""The rehabilitation officer opens people to an agency and closes them again."""

import pytest

from inmates.models import AccessGrant
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
# The seven of every page (tests/inmates/test_pages.py); agreements, blocks, people, their grants; the audit event.
QUERIES = 12


@pytest.fixture
def world():
    place, other = accounts.facility(), accounts.facility(code="LUA", name="Rutan Luar")
    bnnk, dinkes = (
        accounts.agency(),
        accounts.agency(code="dinkes-tst", kind="dinkes", short_name="Dinkes Contoh"),
    )
    for agency in (bnnk, dinkes):
        accounts.agreement(facility=place, agency=agency)
    return {
        "officer": accounts.user_with(Role.REHAB_OFFICER, facility=place),
        "assessor": accounts.user_with(Role.ASSESSOR, agency=bnnk),
        "elsewhere": accounts.user_with(Role.ASSESSOR, agency=dinkes),
        "people": [inmates.inmate(facility=place, full_name=name) for name in ("Orang Satu", "Orang Dua")],
        "cell": inmates.cell(facility=place, code="B1"),
        "foreign": inmates.inmate(facility=other, full_name="Orang Luar"),
    }


def seen_by(user):
    return [line.name for line in signed_in(user).get("/inmates/").context["shown"].page.lines]


def send(world, ids, deed="open", agency="bnnk-tst"):
    data = {"ids": ids, "agency": agency}
    return signed_in(world["officer"]).post(f"/coordination/{deed}/?shown=all", data, follow=True)


def listed(world, query="", **data):
    client = signed_in(world["officer"])
    answer = client.get(f"/coordination/{query}")
    return [person.inmate.full_name for person in answer.context["people"]]


def test_an_agency_sees_somebody_from_the_moment_they_are_opened_until_they_are_closed(world):
    one = world["people"][0]
    assert seen_by(world["assessor"]) == []
    page = send(world, [one.pk]).content.decode()
    assert "1 berkas dibuka untuk BNNK Contoh." in page
    assert (seen_by(world["assessor"]), seen_by(world["elsewhere"])) == (["Orang Satu"], [])
    page = send(world, [one.pk], deed="close").content.decode()
    assert "1 berkas ditutup untuk BNNK Contoh." in page
    assert seen_by(world["assessor"]) == []
    events = Event.objects.about(one).order_by("pk")
    assert [event.action for event in events] == ["inmates.access.granted", "inmates.access.ended"]


def test_opening_twice_makes_one_grant_and_the_ended_one_is_kept(world):
    one = world["people"][0]
    for deed in ("open", "open", "close", "open"):
        send(world, [one.pk], deed=deed)
    grants = AccessGrant.objects.order_by("pk")
    assert [grant.ended_at is None for grant in grants] == [False, True]


def test_somebody_of_another_facility_cannot_be_opened(world):
    answer = send(world, [world["people"][0].pk, world["foreign"].pk])
    assert AccessGrant.objects.count() == 0
    assert "Daftar ini sudah lama" in answer.content.decode()


def test_nobody_ticked_is_said_above_the_list(world):
    answer = send(world, [])
    assert AccessGrant.objects.count() == 0
    assert "Centang sedikitnya satu orang." in answer.content.decode()


@pytest.mark.parametrize("agency", ["bnnk-lain", "", "dinkes-luar"])
@pytest.mark.parametrize("deed", ["open", "close"])
def test_an_agency_that_is_none_of_ours_is_refused_and_nothing_is_done(world, deed, agency):
    accounts.agency(code="dinkes-luar", short_name="Dinkes tanpa perjanjian")
    opened = inmates.grant(inmate=world["people"][1], agency=accounts.agency())
    answer = send(world, [person.pk for person in world["people"]], deed=deed, agency=agency)
    assert "tidak mempunyai perjanjian dengan rutan ini" in answer.content.decode()
    assert [(grant.pk, grant.ended_at) for grant in AccessGrant.objects.all()] == [(opened.pk, None)]


def test_a_list_for_an_unknown_agency_says_so_and_shows_nobody(world):
    answer = signed_in(world["officer"]).get("/coordination/?agency=bnnk-lain")
    page = answer.content.decode()
    assert answer.status_code == 404
    assert "tidak mempunyai perjanjian dengan rutan ini" in page
    assert "Orang Satu" not in page


def test_the_list_is_narrowed_by_what_the_agency_sees_by_block_and_by_words(world):
    inmates.grant(inmate=world["people"][1], agency=accounts.agency())
    inmates.grant(inmate=world["people"][0], agency=accounts.agency(code="dinkes-tst"))
    inmates.inmate(facility=accounts.facility(), full_name="Orang Tiga", cell=world["cell"])
    shown = {
        which: listed(world, f"?agency=bnnk-tst&shown={which}") for which in ("opened", "not_opened", "all")
    }
    assert shown == {
        "opened": ["Orang Dua"],
        "not_opened": ["Orang Satu", "Orang Tiga"],
        "all": ["Orang Dua", "Orang Satu", "Orang Tiga"],
    }
    assert listed(world, "?agency=bnnk-tst&block=B") == ["Orang Tiga"]
    sought = signed_in(world["officer"]).post("/coordination/search/?agency=bnnk-tst", {"words": "satu"})
    assert "satu" not in sought["Location"].lower()
    assert listed(world, sought["Location"].removeprefix("/coordination/")) == ["Orang Satu"]


def test_the_list_turns_over_both_ways_and_costs_the_same(world, django_assert_num_queries):
    officer = signed_in(world["officer"])
    with django_assert_num_queries(QUERIES):
        officer.get("/coordination/")
    for number in range(60):
        inmates.inmate(facility=accounts.facility(), full_name=f"Orang {number:02}")
    with django_assert_num_queries(QUERIES):
        first = officer.get("/coordination/")
    second = officer.get(f"/coordination/{first.context['page'].following}")
    names = [[person.inmate.full_name for person in page.context["people"]] for page in (first, second)]
    assert names[0] + names[1] == [*(f"Orang {number:02}" for number in range(60)), "Orang Dua", "Orang Satu"]
    again = officer.get(f"/coordination/{second.context['page'].previous}")
    assert [person.inmate.full_name for person in again.context["people"]] == names[0]


def test_a_list_of_names_that_was_shown_is_written_down_with_its_length(world):
    listed(world)
    event = Event.objects.get(action="coordination.list.opened")
    assert (event.actor_id, event.facts) == (world["officer"].pk, {"agency": "bnnk-tst", "count": 2})


@pytest.mark.parametrize("role", ["assessor", "elsewhere"])
def test_an_agency_cannot_open_people_to_itself(world, role):
    data = {"ids": [world["people"][0].pk], "agency": "bnnk-tst"}
    assert signed_in(world[role]).post("/coordination/open/", data).status_code == 403
    assert AccessGrant.objects.count() == 0


def undone(world):
    return signed_in(world["officer"]).post("/coordination/undo/", follow=True).content.decode()


def test_an_opening_is_taken_back_by_one_press_and_only_that(world):
    one, two = world["people"]
    inmates.grant(inmate=one, agency=accounts.agency())
    client = signed_in(world["officer"])
    data = {"ids": [one.pk, two.pk], "agency": "bnnk-tst"}
    page = client.post("/coordination/open/?shown=all", data, follow=True).content.decode()
    assert "1 berkas dibuka untuk BNNK Contoh." in page
    assert "Baru saja dilakukan." in page
    page = client.post("/coordination/undo/?shown=all", follow=True).content.decode()
    assert "Dibatalkan untuk 1 warga binaan." in page
    assert "Baru saja dilakukan." not in page
    assert seen_by(world["assessor"]) == ["Orang Satu"]
    again = client.post("/coordination/undo/", follow=True).content.decode()
    assert "Tidak ada lagi yang dapat dibatalkan." in again


def test_a_closing_is_taken_back_by_new_grants(world):
    one, two = world["people"]
    for person in (one, two):
        inmates.grant(inmate=person, agency=accounts.agency())
    client = signed_in(world["officer"])
    client.post("/coordination/close/", {"ids": [one.pk], "agency": "bnnk-tst"})
    assert seen_by(world["assessor"]) == ["Orang Dua"]
    client.post("/coordination/undo/")
    assert set(seen_by(world["assessor"])) == {"Orang Satu", "Orang Dua"}
    assert [grant.ended_at is None for grant in one.grants.order_by("pk")] == [False, True]


def test_a_closing_is_not_taken_back_for_an_agency_whose_agreement_has_ended(world):
    one = world["people"][0]
    inmates.grant(inmate=one, agency=accounts.agency())
    client = signed_in(world["officer"])
    client.post("/coordination/close/", {"ids": [one.pk], "agency": "bnnk-tst"})
    accounts.agency().agreements.update(ends_on=accounts.LONG_AGO)
    page = client.post("/coordination/undo/", follow=True).content.decode()
    assert "Tidak ada lagi yang dapat dibatalkan." in page
    assert not one.grants.filter(ended_at=None).exists()


def test_what_nobody_did_in_this_session_is_not_taken_back(world):
    send(world, [world["people"][0].pk])
    assert "Tidak ada lagi yang dapat dibatalkan." in undone(world)
    assert seen_by(world["assessor"]) == ["Orang Satu"]


def test_a_press_that_changed_nothing_offers_nothing_to_take_back(world):
    one, client = world["people"][0], signed_in(world["officer"])
    data = {"ids": [one.pk], "agency": "bnnk-tst"}
    client.post("/coordination/open/", data)
    page = client.post("/coordination/open/?shown=all", data, follow=True).content.decode()
    assert "Baru saja dilakukan." not in page
