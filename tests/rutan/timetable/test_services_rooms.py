"""Rooms, the day's hours and periods of not being ready."""

import uuid
from datetime import time

import pytest

from rutan.timetable import services_readiness, services_rooms
from rutan.timetable.models import Booking, NotReadyPeriod, Regime, Room
from rutan.timetable.queries_affected import affected_by
from rutan.timetable.refusals import BookingRefused, PlannedInTheWay, RoomRefused
from tests.factories import accounts, timetable
from tests.rutan.timetable.test_services import at_commit

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.user(username="admin")


def add(place, by, **fields):
    facts = {"code": "RK1", "name": "Ruang Konseling 1", "capacity": 12, "request_key": uuid.uuid4()}
    return services_rooms.add_room(facility=place, by=by, **(facts | fields))


def test_a_room_is_added_once_for_a_request_key_and_once_for_a_code(place, by):
    key = uuid.uuid4()
    assert add(place, by, request_key=key) == add(place, by, request_key=key, name="Nama lain")
    with pytest.raises(RoomRefused) as refusal:
        add(place, by)
    assert refusal.value.messages == ["Kode RK1 sudah dipakai ruang lain."]
    assert add(accounts.facility(code="LUA"), by).code == "RK1"


def test_a_room_is_changed_unless_its_new_code_is_taken(place, by):
    first, second = add(place, by), add(place, by, code="RK2")
    services_rooms.change_room(room=first, code="RK9", name="Ruang Sembilan", capacity=None, by=by)
    first.refresh_from_db()
    assert (first.code, first.name, first.capacity) == ("RK9", "Ruang Sembilan", None)
    with pytest.raises(RoomRefused):
        services_rooms.change_room(room=second, code="RK9", name="", capacity=1, by=by)


def test_a_room_is_given_up_when_nothing_is_planned_in_it(place, by):
    room = add(place, by)
    timetable.held(timetable.past_booking(facility=place, room=room))
    booking = timetable.booking(facility=place, room=room)
    with pytest.raises(RoomRefused) as refusal:
        services_rooms.give_up_room(room=room, by=by)
    assert refusal.value.messages == [
        "Masih ada 1 kegiatan yang dijadwalkan di Ruang Konseling 1. Pindahkan atau batalkan dulu."
    ]
    timetable.cancelled(booking)
    services_rooms.give_up_room(room=room, by=by)
    assert (Room.objects.count(), Room.all_objects.get().voided_by) == (0, by)
    assert add(place, by).pk != room.pk


def test_free_times_are_offered_within_the_hours_for_sessions(place, by):
    room = timetable.room(facility=place)
    services_rooms.set_day(facility=place, day_starts_at_time=time(8), day_ends_at_time=time(11), by=by)
    timetable.booking(facility=place, room=room)
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=room)
    assert [text[-5:] for _value, text in refusal.value.offers] == ["09.30", "09.30", "08.00"]
    assert Regime.objects.count() == 1


def test_the_regime_row_is_made_when_it_is_first_wanted():
    new = accounts.facility(code="BRU")
    assert services_rooms.ensure_regime(new) == services_rooms.ensure_regime(new)
    assert str(Regime.objects.get(facility=new)) == "07.00–17.00"


def test_a_period_is_declared_in_two_steps(place, by):
    room, other = timetable.room(facility=place), timetable.room(facility=place, code="R2")
    here, there = (timetable.booking(facility=place, room=each) for each in (room, other))
    later = timetable.booking(facility=place, room=room, when=timetable.slot("13.00", "14.00"))
    when, now = timetable.slot("09.00", "11.00"), timetable.timezone.now()
    assert affected_by(facility=place, slot=when, now=now) == [here, there]
    assert affected_by(facility=place, slot=when, room=room, now=now) == [here]
    with pytest.raises(PlannedInTheWay) as refusal:
        timetable.not_ready(facility=place, when=when, room=room)
    assert (refusal.value.bookings, NotReadyPeriod.objects.count()) == ([here], 0)
    period = timetable.not_ready(
        facility=place, when=when, room=room, note="Genset rusak", by=by, cancel=True
    )
    at_commit()
    states = dict(Booking.objects.values_list("pk", "state"))
    assert states == {here.pk: "cancelled", there.pk: "published", later.pk: "published"}
    here.refresh_from_db()
    assert (here.lost_by, here.cancel_reason, here.cancelled_by) == (
        "rutan",
        "Listrik, air, atau bangunan: Genset rusak",
        by,
    )
    assert (period.slot, period.declared_by) == (when, by)
    with pytest.raises(BookingRefused) as refused:
        timetable.booking(facility=place, room=room)
    assert refused.value.reasons == [
        "Ruang RK1 tidak siap untuk kegiatan pukul 09.00–11.00: Listrik, air, atau bangunan (Genset rusak)."
    ]


def test_a_period_is_declared_once_for_a_request_key_and_can_be_withdrawn(place, by):
    key, when = uuid.uuid4(), timetable.slot()
    first, again = (timetable.not_ready(facility=place, when=when, request_key=key) for _ in range(2))
    assert first == again
    services_readiness.withdraw_not_ready(period=first, by=by)
    assert (NotReadyPeriod.objects.count(), NotReadyPeriod.all_objects.get().voided_by) == (0, by)
    timetable.booking(facility=place, room=timetable.room(facility=place))
