"""Protected hours and those who take part in them."""

import uuid
from datetime import timedelta

import pytest

from rutan.audit.models import Event
from rutan.core import dates
from rutan.timetable import services_hours
from rutan.timetable.models import CoachingParticipant, ProtectedHours
from rutan.timetable.refusals import BookingRefused, PlannedInTheWay
from tests.factories import accounts, inmates, timetable

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.user(username="admin")


@pytest.fixture
def room(place):
    return timetable.room(facility=place)


def test_hours_are_protected_once_for_a_request_key(place, by):
    key = uuid.uuid4()
    first, again = (
        timetable.hours(facility=place, by=by, request_key=key, weekdays=[2, 0, 2]) for _ in range(2)
    )
    assert (first, ProtectedHours.objects.get().weekdays) == (again, [0, 2])
    assert Event.objects.about(first).get().actor_id == by.pk


def test_hours_over_planned_sessions_are_refused_with_their_names(place, room):
    timetable.booking(facility=place, room=room, title="Kelompok 2")
    with pytest.raises(PlannedInTheWay) as refusal:
        timetable.hours("08.00", "08.30", facility=place)
    assert [each.title for each in refusal.value.bookings] == ["Kelompok 2"]
    when = dates.near(timetable.slot().starts_at)
    told = f"Ada 1 kegiatan yang sudah dijadwalkan: Kelompok 2 ({when}). Pindahkan atau batalkan dulu."
    assert refusal.value.messages == [told]
    assert ProtectedHours.objects.count() == 0


def test_soft_hours_may_be_protected_over_anything(place, room):
    timetable.booking(facility=place, room=room)
    assert timetable.hours("08.00", "08.30", facility=place, hard=False).pk


def test_hours_of_one_room_leave_the_others_alone(place, room):
    timetable.booking(facility=place, room=timetable.room(facility=place, code="R2"))
    timetable.hours("08.00", "08.30", facility=place, room=room)
    with pytest.raises(BookingRefused):
        timetable.booking(facility=place, room=room)


def test_hours_change_from_now_on_unless_something_is_planned(place, room, by):
    kept = timetable.hours(facility=place)
    timetable.booking(facility=place, room=room)
    with pytest.raises(PlannedInTheWay):
        services_hours.change_hours(hours=kept, by=by, ends_at_time=timetable.clock("08.15"))
    services_hours.change_hours(hours=kept, by=by, ends_at_time=timetable.clock("08.00"), weekdays=[4, 0])
    kept.refresh_from_db()
    assert (kept.ends_at_time, kept.weekdays) == (timetable.clock("08.00"), [0, 4])


def test_withdrawn_hours_bind_nobody(place, room, by):
    kept = timetable.hours("08.00", "08.30", facility=place)
    services_hours.withdraw_hours(hours=kept, by=by)
    assert timetable.booking(facility=place, room=room).pk
    assert ProtectedHours.all_objects.get().voided_by == by


def test_who_takes_part_is_bound_wherever_the_session_is(place, room):
    inside, outside = (inmates.inmate(facility=place, full_name=name) for name in ("Budi", "Joko"))
    chapel = timetable.room(facility=place, code="M1", name="Musala")
    timetable.hours("08.00", "10.00", facility=place, inmates=[inside], room=chapel, name="Pesantren")
    timetable.booking(facility=place, room=room, inmates=[outside])
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=timetable.room(facility=place, code="R2"), inmates=[inside])
    assert refusal.value.reasons == ["Budi mengikuti Pesantren pukul 08.00–10.00."]
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=chapel)
    assert refusal.value.reasons == ["Musala dipakai untuk Pesantren pukul 08.00–10.00."]


def test_people_join_once_and_not_over_a_session_of_theirs(place, room, by):
    planned, free = inmates.inmate(facility=place), inmates.inmate(facility=place)
    kept = timetable.hours("08.00", "10.00", facility=place, inmates=[free])
    booking = timetable.booking(facility=place, room=room, inmates=[planned])
    with pytest.raises(PlannedInTheWay) as refusal:
        services_hours.add_participants(hours=kept, inmates=[planned], starts_on=timetable.monday(), by=by)
    assert refusal.value.bookings == [booking]
    again = services_hours.add_participants(hours=kept, inmates=[free], starts_on=timetable.monday(), by=by)
    assert (again, CoachingParticipant.objects.count()) == ([], 1)


def test_somebody_stops_taking_part(place, by):
    person = inmates.inmate(facility=place)
    timetable.hours(facility=place, inmates=[person])
    row = CoachingParticipant.objects.select_related("hours", "facility").get()
    last = timetable.monday()
    services_hours.end_participation(participant=row, ends_on=last, by=by)
    assert CoachingParticipant.objects.get().ends_on == last
    services_hours.end_participation(participant=row, ends_on=row.starts_on - timedelta(days=1), by=by)
    assert (CoachingParticipant.objects.count(), CoachingParticipant.all_objects.get().voided_by) == (0, by)
