"""A release on one connection while another extends, releases or takes in: one after the other, and the row holds."""

import uuid
from datetime import timedelta

import pytest

from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.enums import Departure
from inmates.models import Inmate, RegisterEntry, Stay
from inmates.refusals import RegisterRefused
from inmates.services_arrivals import admit_again, confirm_arrival
from inmates.services_departures import leave, take_back
from inmates.services_history import write_line
from rutan.core import clock
from tests.factories import accounts, inmates
from tests.rutan.test_request_keys_at_once import overlapping

pytestmark = pytest.mark.usefixtures("own_database")


def released(person, by):
    facts = {"departure": Departure.RELEASED, "on": clock.today(), "reason": "PB"}
    return leave(inmate=person, by=by, request_key=uuid.uuid4(), **facts)


def extended(person, by):
    today = clock.today()
    line = Entry(EntryKind.EXTENSION, RegisterCode.A_I, "AI.1/2026", today, today + timedelta(days=40))
    return write_line(inmate=person, line=line, by=by, request_key=uuid.uuid4())


def stay_facts(number):
    facts = {"register_code": "B.I", "register_number": number, "admitted_on": clock.today()}
    return {**facts, "expires_on": None, "cell": None}


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def person():
    place = accounts.facility()
    return inmates.inmate(facility=place, register_code="A.I", expires_on=clock.today() + timedelta(days=3))


def test_an_extension_waits_for_a_release_and_is_refused(person, by):
    first, second = overlapping(lambda: released(person, by), lambda: extended(person, by))
    assert isinstance(first, Stay)
    assert isinstance(second, RegisterRefused)
    assert RegisterEntry.objects.count() == 1


def test_a_release_waits_for_an_extension_and_ends_what_was_extended(person, by):
    first, second = overlapping(lambda: extended(person, by), lambda: released(person, by))
    assert (type(first), type(second)) == (RegisterEntry, Stay)
    stored = Inmate.objects.get()
    assert (stored.state, stored.expires_on) == ("released", clock.today() + timedelta(days=40))


def test_of_two_releases_one_counts(person, by):
    first, second = overlapping(lambda: released(person, by), lambda: released(person, by))
    assert (type(first), type(second)) == (Stay, RegisterRefused)


def test_of_taking_back_and_admitting_again_one_counts(person, by):
    released(person, by)
    first, second = overlapping(
        lambda: take_back(inmate=person, reason="Salah", by=by),
        lambda: admit_again(inmate=person, facts=stay_facts("BI.1/2026"), by=by, request_key=uuid.uuid4()),
    )
    assert (type(first), type(second)) == (Stay, RegisterRefused)
    assert Stay.objects.count() == 1


def test_of_taking_back_and_arriving_one_counts(person, by):
    other = accounts.facility(code="LAIN", name="Rutan Lain")
    transfer = inmates.gone(person, by=by, to=other).transfers.get()
    first, second = overlapping(
        lambda: confirm_arrival(
            transfer=transfer, facts=stay_facts("BI.1/2026"), by=by, request_key=uuid.uuid4()
        ),
        lambda: take_back(inmate=person, reason="Salah", by=by),
    )
    assert (type(first), type(second)) == (Stay, RegisterRefused)
    assert Inmate.objects.in_custody().get().facility == other
