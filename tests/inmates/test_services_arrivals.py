"""Entering somebody by hand, taking somebody in again, and arrivals from another facility."""

import uuid
from datetime import date

import pytest

from inmates.destination import Destination
from inmates.enums import Departure, TransferState
from inmates.models import Inmate, RegisterEntry, Stay, Transfer
from inmates.refusals import RegisterRefused
from inmates.services_arrivals import admit_again, confirm_arrival, enter_person
from inmates.services_departures import leave, take_back
from rutan.audit.models import Event
from rutan.core import clock
from rutan.core.request_keys import KeyUsed
from tests.factories import accounts, inmates, rehab
from tests.inmates.test_services_departures import agree

pytestmark = pytest.mark.django_db
ON, NIK = date(2026, 11, 20), "3304060501900001"


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def other():
    return accounts.facility(code="LAIN", name="Rutan Lain")


def stay_facts(number="BI.99/2026", admitted_on=ON, expires_on=None, code="B.I", cell=None):
    facts = {"register_code": code, "register_number": number, "admitted_on": admitted_on}
    return {**facts, "expires_on": expires_on, "cell": cell}


def person_facts(**fields):
    return {
        "full_name": "Orang Baru",
        "born_on": date(1990, 1, 5),
        "sex": "L",
        "nik": NIK,
        **stay_facts(),
        **fields,
    }


def entered(place, by, key=None, **fields):
    return enter_person(facility=place, facts=person_facts(**fields), by=by, request_key=key or uuid.uuid4())


def sent(person, to, by, on=ON):
    facts = {"departure": Departure.TRANSFERRED, "on": on, "to": Destination(to), "request_key": uuid.uuid4()}
    leave(inmate=person, by=by, **facts)
    return Transfer.objects.on_the_way().get(inmate=person)


def arrived(transfer, by, key=None, **facts):
    return confirm_arrival(
        transfer=transfer, facts=stay_facts(**facts), by=by, request_key=key or uuid.uuid4()
    )


def again(person, by, key=None, **facts):
    return admit_again(inmate=person, facts=stay_facts(**facts), by=by, request_key=key or uuid.uuid4())


def test_somebody_new_is_entered_once(place, by):
    key = uuid.uuid4()
    stay = entered(place, by, key)
    assert entered(place, by, key) == stay
    assert (stay.inmate.full_name, stay.inmate.nik, stay.recorded_by) == ("Orang Baru", NIK, by)
    line = RegisterEntry.objects.get()
    assert (line.kind, line.code, line.number, line.starts_on, line.request_key) == (
        "first",
        "B.I",
        "BI.99/2026",
        ON,
        key,
    )
    agree()
    with pytest.raises(KeyUsed):
        entered(place, by, key, register_number="BI.98/2026", nik=None)


def test_what_somebody_else_has_is_refused_in_words(place, by):
    entered(place, by)
    for said, fields in (("omor register", {"nik": None}), ("NIK", {"register_number": "BI.98/2026"})):
        with pytest.raises(RegisterRefused, match=said):
            entered(place, by, **fields)
    assert Inmate.objects.count() == 1


def test_days_of_an_admission(place, by):
    with pytest.raises(RegisterRefused) as refusal:
        entered(place, by, admitted_on=date(2099, 1, 1), expires_on=date(2098, 1, 1))
    assert len(refusal.value.messages) == 2


def test_somebody_who_comes_back_has_a_new_stay_on_the_same_row(place, by):
    cell = inmates.cell(facility=place)
    person = inmates.left(inmates.inmate(facility=place), on=date(2026, 6, 1))
    key = uuid.uuid4()
    stay = again(person, by, key, expires_on=date(2027, 1, 1), cell=cell)
    assert again(person, by, key) == stay
    person.refresh_from_db()
    assert (person.state, person.left_on, person.admitted_on, person.register_number, person.cell) == (
        "in_custody",
        None,
        ON,
        "BI.99/2026",
        cell,
    )
    old, new = Stay.objects.of(person)[::-1]
    assert (old.left_on, new.arrival, new) == (date(2026, 6, 1), "return", stay)
    agree()
    with pytest.raises(RegisterRefused, match="sudah ditahan"):
        again(person, by)


def test_nobody_comes_back_before_leaving_nor_after_death(place, by):
    person = inmates.left(inmates.inmate(facility=place), on=date(2026, 6, 1))
    with pytest.raises(RegisterRefused, match="sebelum hari"):
        again(person, by, admitted_on=date(2026, 5, 31))
    dead = inmates.left(inmates.inmate(facility=place), state="died", on=date(2026, 6, 1))
    with pytest.raises(RegisterRefused, match="meninggal"):
        again(dead, by)
    again(person, by, admitted_on=date(2026, 6, 1))
    agree()


def test_somebody_on_the_way_who_turns_back_arrives_nowhere(place, other, by):
    person = inmates.inmate(facility=place)
    transfer = sent(person, other, by)
    again(person, by)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.closed_by) == ("cancelled", by)
    with pytest.raises(RegisterRefused, match="dibatalkan"):
        arrived(transfer, by)


def test_an_arrival_makes_the_same_person_at_the_receiver(place, other, by):
    person = inmates.inmate(
        facility=place, full_name="Slamet Contoh", nik=NIK, alias="Bejo", remark="Catatan lama"
    )
    rehab.consented(inmate=person)
    transfer, key = sent(person, other, by), uuid.uuid4()
    stay = arrived(transfer, by, key, number="BI.7/2026", cell=inmates.cell(facility=other))
    assert arrived(transfer, by, key) == stay
    here = stay.inmate
    assert (here.facility, here.person_uuid, here.full_name, here.nik, here.alias) == (
        other,
        person.person_uuid,
        "Slamet Contoh",
        NIK,
        "Bejo",
    )
    assert (stay.arrival, stay.arrived_from, here.register_number) == (
        "transfer",
        "Rutan Contoh",
        "BI.7/2026",
    )
    # What the sender noted down and what was agreed to there is not the receiver's to read.
    assert (here.remark, here.consents.count()) == ("", 0)
    transfer.refresh_from_db()
    assert (transfer.state, transfer.arrived_inmate) == (TransferState.ARRIVED, here)
    assert Event.objects.get(action="inmates.person.arrived").facility_id == other.pk
    agree()
    with pytest.raises(RegisterRefused, match="sudah dibatalkan, atau"):
        arrived(transfer, by)
    with pytest.raises(RegisterRefused, match="penerima sudah mencatat"):
        take_back(inmate=person, reason="Salah", by=by)


def test_there_and_back_again_is_one_row_at_each(place, other, by):
    person = inmates.inmate(facility=place)
    there = arrived(sent(person, other, by), by, number="BI.7/2026").inmate
    there.full_name = "Nama Dibetulkan"
    there.save()
    back = sent(there, place, by, on=clock.today())
    stay = arrived(back, by, number="BI.8/2026", admitted_on=clock.today())
    assert stay.inmate == person
    person.refresh_from_db()
    assert (person.full_name, person.state, person.register_number) == (
        "Nama Dibetulkan",
        "in_custody",
        "BI.8/2026",
    )
    assert Inmate.objects.count() == 2
    agree()


def test_nobody_arrives_before_leaving(place, other, by):
    transfer = sent(inmates.inmate(facility=place), other, by)
    with pytest.raises(RegisterRefused, match="sebelum hari"):
        arrived(transfer, by, admitted_on=date(2026, 11, 19))
    assert Inmate.objects.at(other).count() == 0
