"""A group named by its tier: who may not know tiers meets its number instead, on every page, file and drawing."""

import pytest
from django.test import Client
from django.urls import reverse

from rehab.naming import plain_name
from rutan.accounts.permissions import ROLE_PERMISSIONS, Permission, Role
from rutan.core import clock
from rutan.timetable.enums import LostBy
from rutan.timetable.models import Claim
from rutan.timetable.services_life import cancel_booking, change_people
from tests.access.table import TABLE
from tests.access.test_routes import ROUTES, address_of
from tests.access.world import World
from tests.factories import rehab
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
NAME = "Sedang Anggrek"
AGENCY = (Role.ASSESSOR, Role.COORDINATOR)
WITHOUT = sorted(role for role in Role if Permission.TIER_VIEW not in ROLE_PERMISSIONS[role])
LEADS = (Role.INSTRUCTOR, *AGENCY)


class Named(World):
    """A world whose group tells its tier by its name, with a session today, one called off, and one to come."""

    def __init__(self, who):
        super().__init__()
        self.walker = self.people[who]
        self.group = rehab.group(facility=self.place, name=NAME, facilitator=self.people[Role.FACILITATOR])
        self.placement = rehab.placed(group=self.group, starts_on=clock.today())
        self.sessions = [rehab.session(group=self.group, day=clock.today()), rehab.session(group=self.group)]
        off = rehab.session(group=self.group, at=13)
        if who in LEADS:
            for session in (*self.sessions, off):
                self._led(session, by=self.people[Role.REHAB_OFFICER])
        cancel_booking(booking=off.booking, reason="Sakit", lost_by=LostBy.RUTAN, by=self.walker)
        self.sessions.append(off)
        self.session = self.sessions[0]

    def _led(self, session, *, by):
        claims = Claim.objects.of(session.booking)
        people = [claim.inmate for claim in claims.filter(inmate__isnull=False)]
        change_people(booking=session.booking, facilitators=[self.walker], inmates=people, by=by)

    def steps(self, who):
        client = signed_in(self.walker)
        client.raise_request_exception = False
        for name in sorted(name for name in ROUTES if who in TABLE[name]):
            yield client, address_of(name, self, self.walker)
        yield client, reverse("inmates:show", args=[self.placement.inmate_id])
        for session in self.sessions:
            yield client, reverse("timetable:show", args=[session.booking_id])


def told(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code < 500, address
    return answer.content.decode(errors="ignore") if answer.status_code < 400 and not answer.streaming else ""


@pytest.mark.parametrize("who", [*WITHOUT, *AGENCY], ids=str)
def test_nobody_without_the_right_reads_a_tier_in_the_name_of_a_group(who):
    world = Named(who)
    read = {address: told(client, address) for client, address in world.steps(who)}
    assert [address for address, page in read.items() if NAME in page] == []
    if who not in (Role.SECURITY, Role.ADMINISTRATOR):  # these are told where and when, and not what
        plain = plain_name(world.group.pk)
        shown = [address for address, page in read.items() if plain in page]
        week = reverse("timetable:week")
        wanted = {"/", week, reverse("timetable:week_print"), *booked(world)}
        assert wanted - set(shown) == set()


def booked(world):
    return {reverse("timetable:show", args=[session.booking_id]) for session in world.sessions}


def test_the_case_file_of_the_registrar_names_the_sessions_to_come_plainly():
    world = Named(Role.REGISTRAR)
    page = told(signed_in(world.walker), reverse("inmates:show", args=[world.placement.inmate_id]))
    assert plain_name(world.group.pk) in page


@pytest.mark.parametrize("who", [Role.HEAD, Role.REHAB_OFFICER, Role.FACILITATOR, Role.CASE_OFFICER], ids=str)
def test_whoever_may_know_tiers_reads_the_name(who):
    world = Named(who)
    assert NAME in told(signed_in(world.walker), reverse("timetable:week"))


def test_the_administrator_who_keeps_hours_reads_which_sessions_are_in_the_way_and_no_tier():
    world = Named(Role.ADMINISTRATOR)
    slot = world.sessions[1].booking.slot.in_zone(world.place.zone)
    page = signed_in(world.walker).post(
        reverse("timetable:hours_new"),
        {
            "name": "Apel", "kind": "roll_call", "hard": "on", "weekdays": [str(slot.starts_at.weekday())],
            "starts_at_time": "08:00", "ends_at_time": "12:00", "starts_on": slot.starts_at.date().isoformat(),
            "binds": "everyone", "request_key": "6f1c7f66-4a38-4c1a-a9cb-0d5d7a0a7a11",
        },
    )  # fmt: skip
    text = page.content.decode()
    assert (page.status_code, NAME in text, plain_name(world.group.pk) in text) == (422, False, True)
