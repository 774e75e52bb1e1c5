"""Opening a record to a person by source, and closing what a source has opened."""

import pytest

from inmates.enums import GrantPurpose
from inmates.models import AccessGrant, Inmate
from inmates.services_access import end_for_source, grant_to_user
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    place = accounts.facility()
    return {
        "reader": accounts.user_with(Role.INSTRUCTOR, facility=place),
        "other": accounts.user_with(Role.FACILITATOR, facility=place),
        "officer": accounts.second_person(),
        "people": [inmates.inmate(facility=place, full_name=name) for name in ("Satu", "Dua")],
    }


def opened(world, *, reader="reader", source="batch:1", person=0):
    return grant_to_user(
        inmate=world["people"][person],
        user=world[reader],
        source=source,
        purpose=GrantPurpose.TRAINING,
        starts_on=accounts.LONG_AGO,
        by=world["officer"],
    )


def seen_by(world, reader="reader"):
    return sorted(Inmate.objects.visible_to(world[reader]).values_list("full_name", flat=True))


def test_a_record_is_open_to_one_reader_until_its_source_ends(world):
    assert opened(world) == opened(world)
    assert (seen_by(world), seen_by(world, "other")) == (["Satu"], [])
    assert end_for_source(source="batch:1", by=world["officer"]) == 1
    assert end_for_source(source="batch:1", by=world["officer"]) == 0
    assert seen_by(world) == []
    trail = Event.objects.about(world["people"][0]).order_by("pk").values_list("action", "actor_id")
    officer = world["officer"].pk
    assert list(trail) == [("inmates.access.granted", officer), ("inmates.access.ended", officer)]


def test_what_two_sources_opened_stays_open_until_both_end(world):
    opened(world)
    opened(world, source="group:1")
    end_for_source(source="batch:1", by=world["officer"])
    assert seen_by(world) == ["Satu"]
    end_for_source(source="group:1", by=world["officer"])
    assert seen_by(world) == []


def test_an_end_may_be_for_one_person_or_one_reader_alone(world):
    for person in (0, 1):
        opened(world, person=person)
        opened(world, person=person, reader="other")
    end_for_source(source="batch:1", inmate=world["people"][0], by=world["officer"])
    assert (seen_by(world), seen_by(world, "other")) == (["Dua"], ["Dua"])
    end_for_source(source="batch:1", user=world["other"], by=world["officer"])
    assert (seen_by(world), seen_by(world, "other")) == (["Dua"], [])
    assert AccessGrant.objects.filter(ended_at=None).count() == 1
