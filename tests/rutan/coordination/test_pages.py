"""The rehabilitation officer opens people to an agency and closes them again."""

import pytest

from inmates.models import AccessGrant
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


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
        "foreign": inmates.inmate(facility=other, full_name="Orang Luar"),
    }


def seen_by(user):
    return [inmate.full_name for inmate in signed_in(user).get("/inmates/").context["people"]]


def send(world, ids, deed="grant"):
    address = "/coordination/?agency=bnnk-tst"
    return signed_in(world["officer"]).post(address, {"ids": ids, "deed": deed}, follow=True)


def test_an_agency_sees_somebody_from_the_moment_they_are_opened_until_they_are_closed(world):
    one = world["people"][0]
    assert seen_by(world["assessor"]) == []
    page = send(world, [one.pk]).content.decode()
    assert "1 berkas dibuka untuk BNNK Contoh." in page
    assert (seen_by(world["assessor"]), seen_by(world["elsewhere"])) == (["Orang Satu"], [])
    page = send(world, [one.pk], deed="end").content.decode()
    assert "1 berkas ditutup untuk BNNK Contoh." in page
    assert seen_by(world["assessor"]) == []
    events = Event.objects.about(one).order_by("pk")
    assert [event.action for event in events] == ["inmates.access.granted", "inmates.access.ended"]


def test_opening_twice_makes_one_grant_and_the_ended_one_is_kept(world):
    one = world["people"][0]
    for deed in ("grant", "grant", "end", "grant"):
        send(world, [one.pk], deed=deed)
    grants = AccessGrant.objects.order_by("pk")
    assert [grant.ended_at is None for grant in grants] == [False, True]


def test_somebody_of_another_facility_cannot_be_opened(world):
    answer = send(world, [world["foreign"].pk])
    assert AccessGrant.objects.count() == 0
    assert "Daftar ini sudah lama" in answer.content.decode()


def test_nobody_ticked_is_said_beside_the_list(world):
    assert AccessGrant.objects.count() == 0
    answer = send(world, [])
    assert "Centang sedikitnya satu orang." in answer.content.decode()


@pytest.mark.parametrize("role", ["assessor", "elsewhere"])
def test_an_agency_cannot_open_people_to_itself(world, role):
    answer = signed_in(world[role]).post("/coordination/?agency=bnnk-tst", {"ids": [world["people"][0].pk]})
    assert answer.status_code == 403
    assert AccessGrant.objects.count() == 0
