"""Held, cancelled, other people."""

import pytest

from rutan.audit.models import Event
from rutan.timetable import services_life
from rutan.timetable.domain.conflicts import ConflictKind
from rutan.timetable.enums import LostBy
from rutan.timetable.models import Booking, Claim
from rutan.timetable.queries_checker import people_of
from rutan.timetable.refusals import BookingLocked, BookingRefused
from tests.factories import accounts, inmates, timetable
from tests.rutan.timetable.test_services import at_commit

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.user(username="penyusun")


@pytest.fixture
def room(place):
    return timetable.room(facility=place, capacity=2)


def test_a_session_that_took_place_is_held_by_somebody(place, room, by):
    booking = timetable.past_booking(facility=place, room=room)
    held = services_life.hold_booking(booking=booking, by=by)
    at_commit()
    assert (held.state, held.held_by) == ("held", by)
    assert services_life.hold_booking(booking=booking, by=accounts.second_person()).held_by == by
    assert Event.objects.filter(action="timetable.booking.held").count() == 1


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (timetable.booking, "not_begun"),
        (lambda **at: timetable.booking(publish=False, when=timetable.slot(day=-21), **at), "not_published"),
        (lambda **at: timetable.cancelled(timetable.past_booking(**at)), "cancelled"),
    ],
)
def test_what_did_not_take_place_is_not_held(place, room, by, make, why):
    booking = make(facility=place, room=room)
    with pytest.raises(BookingLocked) as refusal:
        services_life.hold_booking(booking=booking, by=by)
    assert refusal.value.why == why


def test_a_cancelled_session_frees_its_room_and_people_and_remembers_them(place, room, by):
    person = inmates.inmate(facility=place)
    booking = timetable.booking(facility=place, room=room, facilitators=[by], inmates=[person])
    cancelled = services_life.cancel_booking(
        booking=booking, reason=" Listrik padam ", lost_by=LostBy.RUTAN, by=by
    )
    at_commit()
    assert (cancelled.state, cancelled.lost_by, cancelled.cancel_reason, cancelled.cancelled_by) == (
        "cancelled",
        "rutan",
        "Listrik padam",
        by,
    )
    assert people_of(booking) == ([by], [person])
    assert Claim.objects.published().count() == 0
    timetable.booking(facility=place, room=room, facilitators=[by], inmates=[person])
    again = services_life.cancel_booking(booking=booking, reason="Lain", lost_by=LostBy.PERSON, by=by)
    assert (again.lost_by, again.cancel_reason) == ("rutan", "Listrik padam")


def test_a_session_is_not_cancelled_without_a_reason_or_after_it_was_held(place, room, by):
    booking = timetable.past_booking(facility=place, room=room)
    with pytest.raises(BookingLocked) as refusal:
        services_life.cancel_booking(booking=booking, reason="  ", lost_by=LostBy.NONE, by=by)
    assert refusal.value.messages == ["Tulis alasan kegiatan dibatalkan."]
    timetable.held(booking)
    with pytest.raises(BookingLocked):
        services_life.cancel_booking(booking=booking, reason="Salah", lost_by=LostBy.NONE, by=by)


def test_people_come_and_go(place, room, by):
    first, second, third = (inmates.inmate(facility=place, full_name=name) for name in "ABC")
    booking = timetable.booking(facility=place, room=room, facilitators=[by], inmates=[first, second])
    services_life.change_people(booking=booking, facilitators=[], inmates=[second, third], by=by)
    at_commit()
    assert people_of(booking) == ([], [second, third])
    gone = Claim.all_objects.filter(booking=booking, voided_at__isnull=False)
    assert {(claim.facilitator, claim.inmate, claim.voided_by) for claim in gone} == {
        (by, None, by),
        (None, first, by),
    }
    event = Event.objects.filter(action="timetable.booking.people_changed").get()
    assert event.facts == {"added": [[], [third.pk]], "removed": [[by.pk], [first.pk]]}
    services_life.change_people(booking=booking, facilitators=[], inmates=[second, third], by=by)
    assert Event.objects.filter(action="timetable.booking.people_changed").count() == 1


def test_whoever_is_added_must_be_free_and_fit_in(place, room, by):
    people = [inmates.inmate(facility=place, full_name=name) for name in "ABC"]
    booking = timetable.booking(facility=place, room=room, inmates=people[:2])
    other = timetable.room(facility=place, code="R2")
    timetable.booking(facility=place, room=other, inmates=people[2:])
    with pytest.raises(BookingRefused) as refusal:
        services_life.change_people(booking=booking, facilitators=[], inmates=people, by=by)
    assert [each.kind for each in refusal.value.conflicts] == [
        ConflictKind.INMATE_TAKEN,
        ConflictKind.ROOM_TOO_SMALL,
    ]
    assert people_of(booking) == ([], people[:2])


def test_taking_somebody_off_is_never_refused(place, room, by):
    people = [inmates.inmate(facility=place, full_name=name) for name in "ABCD"]
    booking = timetable.booking(facility=place, room=room, inmates=people, override_reason="Sekali ini")
    Booking.objects.filter(pk=booking.pk).update(override_reason="", override_by=None)
    services_life.change_people(booking=booking, facilitators=[], inmates=people[:3], by=by)
    assert people_of(booking) == ([], people[:3])


def test_nobody_comes_to_what_is_over(place, room, by):
    booking = timetable.held(timetable.past_booking(facility=place, room=room))
    with pytest.raises(BookingLocked):
        services_life.change_people(booking=booking, facilitators=[by], inmates=[], by=by)
