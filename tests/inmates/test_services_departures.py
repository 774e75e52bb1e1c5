"""Leaving and taking it back: the row, the stay, the transfer, the audit trail; what typed SQL may not do."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection, transaction

from inmates.destination import NOWHERE, Destination
from inmates.enums import Departure, TransferState
from inmates.models import CellPlace, Inmate, Stay, Transfer
from inmates.refusals import RegisterRefused
from inmates.services_arrivals import admit_again
from inmates.services_blocks import close_cell
from inmates.services_departures import leave, take_back
from inmates.services_places import vacate
from rutan.audit.models import Event
from rutan.core import clock
from rutan.core.request_keys import KeyUsed
from tests.factories import accounts, inmates
from tests.typed_sql import changed, refused, run

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def other():
    return accounts.facility(code="LAIN", name="Rutan Lain")


@pytest.fixture
def person(place):
    return inmates.inmate(facility=place, cell=inmates.cell(facility=place), expires_on=date(2026, 11, 25))


def gone(person, by, *, departure=Departure.RELEASED, on=ON, to=NOWHERE, key=None, reason="", letter=""):
    facts = {"to": to, "reason": reason, "letter_number": letter, "request_key": key or uuid.uuid4()}
    return leave(inmate=person, departure=departure, on=on, by=by, **facts)


def agree():
    """Run what would run at commit."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


@pytest.mark.parametrize("departure", list(Departure))
def test_a_stay_ends_and_the_row_says_so(person, by, departure):
    to = Destination(name="Lapas Contoh") if departure == Departure.TRANSFERRED else NOWHERE
    stay = gone(person, by, departure=departure, to=to, letter="W13-1")
    person.refresh_from_db()
    assert (person.state, person.left_on, person.cell) == (departure.value, ON, None)
    stay.refresh_from_db()
    assert (stay.left_on, stay.departure, stay.left_to, stay.letter_number) == (
        ON,
        departure.value,
        to.words,
        "W13-1",
    )
    event = Event.objects.get(action="inmates.person.left")
    assert (event.subject_id, event.actor_id, event.facts["kind"]) == (person.pk, by.pk, departure.value)
    assert not Transfer.objects.exists()
    agree()


def test_what_is_wrong_is_said_and_nothing_is_written(person, by):
    inmates.expiring(person, date(2030, 1, 1))
    with pytest.raises(RegisterRefused) as refusal:
        gone(person, by, on=clock.today() + timedelta(days=2))
    assert refusal.value.messages == [
        "Tanggalnya ada di masa depan.",
        "Ini jauh sebelum tanggal ekspirasi, atau tanggal itu tidak ada. Tulis dasar pembebasannya.",
    ]
    assert Stay.objects.get().left_on is None
    assert not Event.objects.filter(action="inmates.person.left").exists()


def test_the_same_form_twice_ends_one_stay(person, place, by):
    key, second = uuid.uuid4(), inmates.inmate(facility=place, expires_on=ON)
    assert gone(person, by, key=key) == gone(person, by, key=key)
    with pytest.raises(KeyUsed):
        gone(second, by, key=key)
    with pytest.raises(KeyUsed):
        gone(person, by, key=key, departure=Departure.DIED)
    with pytest.raises(RegisterRefused, match="tidak lagi ditahan"):
        gone(person, by)
    assert Event.objects.filter(action="inmates.person.left").count() == 1


def test_a_transfer_to_a_facility_that_pulih_knows_is_announced_there(person, other, by):
    stay = gone(person, by, departure=Departure.TRANSFERRED, to=Destination(other))
    sent = Transfer.objects.get()
    assert (sent.facility, sent.inmate, sent.stay, sent.receiver, sent.state) == (
        person.facility,
        person,
        stay,
        other,
        TransferState.ANNOUNCED,
    )
    assert stay.left_to == "Rutan Lain"
    assert list(Transfer.objects.to(person.facility).on_the_way()) == []
    assert list(Transfer.objects.to(other).on_the_way()) == [sent]


def test_nobody_is_transferred_to_where_they_are(person, by):
    with pytest.raises(RegisterRefused, match="ke tempat"):
        gone(person, by, departure=Departure.TRANSFERRED, to=Destination(person.facility))


def test_a_departure_entered_by_mistake_is_taken_back(person, other, by):
    cell = person.cell
    stay = gone(person, by, departure=Departure.TRANSFERRED, to=Destination(other), letter="W13-1")
    with pytest.raises(RegisterRefused, match="mengapa"):
        take_back(inmate=person, reason=" ", by=by)
    take_back(inmate=person, reason="Salah orang", by=by)
    person.refresh_from_db()
    stay.refresh_from_db()
    assert (person.state, person.left_on) == ("in_custody", None)
    assert (stay.left_on, stay.departure, stay.left_to, stay.letter_number) == (None, "", "", "")
    sent = Transfer.objects.get()
    assert (sent.state, sent.closed_by, list(Transfer.objects.to(other).on_the_way())) == (
        "cancelled",
        by,
        [],
    )
    event = Event.objects.get(action="inmates.person.departure_taken_back")
    assert (event.facts["reason"], event.facts["before"]) == ("Salah orang", "transferred")
    agree()
    kept = CellPlace.objects.of(person).get()
    assert (kept.ends_at, kept.cell, person.cell) == (None, cell, cell)
    with pytest.raises(RegisterRefused, match="tidak ada yang dibatalkan"):
        take_back(inmate=person, reason="Lagi", by=by)
    gone(person, by, departure=Departure.TRANSFERRED, to=Destination(other))
    assert Transfer.objects.to(other).on_the_way().count() == 1


def test_who_had_no_cell_or_one_that_was_closed_since_has_none_when_it_is_taken_back(place, person, by):
    cell = person.cell
    gone(person, by)
    close_cell(cell=cell, by=by)
    take_back(inmate=person, reason="Salah orang", by=by)
    assert Inmate.objects.get(pk=person.pk).cell is None
    other = inmates.inmate(facility=place, cell=inmates.cell(facility=place, code="B1"))
    with clock.turned_back(other.facility.start_of(ON - timedelta(days=5))):
        vacate([other.pk])
    gone(other, by, reason="PB")
    take_back(inmate=other, reason="Salah orang", by=by)
    agree()
    assert Inmate.objects.get(pk=other.pk).cell is None
    assert not CellPlace.objects.open().exists()


def test_what_came_later_stands_and_the_nik_may_be_somebody_elses_now(place, person, by):
    person.nik = "3304060501900001"
    person.save()
    gone(person, by)
    inmates.inmate(facility=place, nik="3304060501900001")
    with pytest.raises(RegisterRefused, match="NIK"):
        take_back(inmate=person, reason="Salah", by=by)
    assert Inmate.objects.get(pk=person.pk).state == "released"


def test_only_the_last_departure_is_taken_back(person, by):
    gone(person, by)
    facts = {"register_code": "B.I", "register_number": "BI.99/2026", "admitted_on": ON, "expires_on": None}
    admit_again(inmate=person, facts={**facts, "cell": None}, by=by, request_key=uuid.uuid4())
    with pytest.raises(RegisterRefused, match="tidak ada yang dibatalkan"):
        take_back(inmate=person, reason="Salah", by=by)


@pytest.mark.parametrize(
    "statement",
    [
        "update inmates_stay set left_on = '2026-11-20', departure = 'released' where inmate_id = %s",
        "update inmates_inmate set state = 'released', left_on = '2026-11-20' where id = %s",
    ],
)
def test_neither_row_nor_stay_ends_alone(person, statement):
    with refused("inmate_row_tells_the_history|inmate_cell_is_the_open_place"), transaction.atomic():
        run(statement, person.pk)
        agree()


def test_row_and_stay_tell_the_same_way_of_leaving(person, by):
    gone(person, by)
    agree()
    with refused("inmate_row_tells_the_history"), transaction.atomic():
        changed("inmates_stay", person.stays.get().pk, "departure = 'died'")
        agree()


def test_what_a_transfer_is_never_changes(person, other, place, by):
    gone(person, by, departure=Departure.TRANSFERRED, to=Destination(other))
    sent, second = Transfer.objects.get(), inmates.inmate(facility=place)
    stranger = inmates.inmate(facility=other)
    for rule, change, *values in (
        ("transfer_stays_what_it_is", "receiver_id = %s", place.pk),
        ("transfer_stays_what_it_is", "inmate_id = %s", second.pk),
        ("transfer_of_one_facility", "inmate_id = %s", stranger.pk),
        ("transfer_arrives_at_its_receiver", "arrived_inmate_id = %s", stranger.pk),
        ("transfer_arrived_as_somebody", "state = 'arrived', closed_at = now(), closed_by_id = %s", by.pk),
        ("transfer_closed_by_somebody", "state = 'cancelled'"),
    ):
        with refused(rule), transaction.atomic():
            changed("inmates_transfer", sent.pk, change, *values)
    changed("inmates_transfer", sent.pk, "state = 'cancelled', closed_at = now(), closed_by_id = %s", by.pk)
    for rule, change in (
        ("transfer_lives", "state = 'announced', closed_at = null, closed_by_id = null"),
        ("transfer_over_stays", "closed_at = now() + interval '1 day'"),
    ):
        with refused(rule), transaction.atomic():
            changed("inmates_transfer", sent.pk, change)


def test_one_transfer_a_stay_and_never_to_itself(person, other, by):
    stay = gone(person, by, departure=Departure.TRANSFERRED, to=Destination(other))
    facts = {"facility": person.facility, "inmate": person, "stay": stay, "announced_by": by}
    for rule, receiver in (("transfer_once_a_stay", other), ("transfer_leads_elsewhere", person.facility)):
        with refused(rule), transaction.atomic():
            Transfer.objects.create(**facts, receiver=receiver)
