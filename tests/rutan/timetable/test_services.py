"""Laying, publishing, moving and swapping sessions."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from rutan.audit.models import Event
from rutan.timetable import services
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.conflicts import ConflictKind
from rutan.timetable.enums import ActivityKind, BookingState
from rutan.timetable.models import Booking, Claim
from rutan.timetable.refusals import BookingLocked, BookingRefused
from tests.factories import accounts, inmates, timetable

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.user(username="penyusun", full_name="Penyusun Jadwal")


@pytest.fixture
def room(place):
    return timetable.room(facility=place, name="Ruang Konseling 1", capacity=2)


@pytest.fixture
def people(place):
    return [inmates.inmate(facility=place, full_name=name) for name in ("Budi", "Joko", "Agus")]


def at_commit():
    """Judge what is judged at commit; afterwards it is judged at commit again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        transaction.set_rollback(True)


def held_by(booking):
    claims = Claim.all_objects.filter(booking=booking).order_by("pk")
    return [
        (claim.room_id or claim.facilitator_id or claim.inmate_id, claim.published, claim.voided_at is None)
        for claim in claims
    ]


def test_a_session_is_laid_with_its_claims_and_told_to_the_audit_trail(place, room, people, by):
    when = timetable.slot(facility=place)
    booking = services.lay_booking(
        facility=place, room=room, slot=when, title="Kelompok 2", kind=ActivityKind.REHAB,
        facilitators=[by], inmates=people[:2], by=by, request_key=uuid.uuid4(),
    )  # fmt: skip
    at_commit()
    booking.refresh_from_db()
    assert (booking.state, booking.slot, booking.created_by, booking.override_by) == (
        "published",
        when,
        by,
        None,
    )
    assert held_by(booking) == [(pk, True, True) for pk in (room.pk, by.pk, people[0].pk, people[1].pk)]
    event = Event.objects.about(booking).get()
    assert (event.action, event.facts["room"], event.facility_id) == (
        "timetable.booking.laid",
        room.pk,
        place.pk,
    )


def test_the_same_request_key_answers_with_the_first_session(place, room):
    key = uuid.uuid4()
    first, again = (timetable.booking(facility=place, room=room, request_key=key) for _ in range(2))
    assert (first, Booking.objects.count()) == (again, 1)


def test_a_refusal_names_everything_and_the_nearest_free_times(place, room, people, by):
    timetable.booking(facility=place, room=room, facilitators=[by], inmates=people[:2], title="Kelompok 2")
    timetable.hours("09.30", "10.00", facility=place, name="Apel siang")
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=room, facilitators=[by], inmates=people)
    assert refusal.value.messages == [
        "Ruang Konseling 1 sudah dipakai Kelompok 2 pukul 08.00–09.30.",
        "Penyusun Jadwal sudah memandu Kelompok 2 pukul 08.00–09.30.",
        "Budi dan Joko sudah terjadwal di Kelompok 2 pukul 08.00–09.30.",
        "Ruang Konseling 1 hanya muat 2 orang, pesertanya 3 orang.",
        "Waktu kosong terdekat: 10.00, 11.30, 13.00.",
    ]
    assert refusal.value.offers[0][0] == f"{timetable.monday()}T10:00"
    assert not refusal.value.overridable
    assert Booking.objects.count() == 1


def test_a_reason_overrides_what_is_soft_and_nothing_else(place, room, people, by):
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=room, inmates=people)
    assert (refusal.value.overridable, [each.kind for each in refusal.value.conflicts]) == (
        True,
        [ConflictKind.ROOM_TOO_SMALL],
    )
    booking = timetable.booking(
        facility=place, room=room, inmates=people, by=by, override_reason=" Sekali ini "
    )
    assert (booking.override_reason, booking.override_by) == ("Sekali ini", by)
    assert Event.objects.about(booking).get().facts["overridden"] == ["room_too_small"]
    with pytest.raises(BookingRefused):
        timetable.booking(facility=place, room=room, override_reason="Sekali ini")


def test_a_reason_that_was_not_needed_is_not_kept(place, room):
    booking = timetable.booking(facility=place, room=room, override_reason="Untuk berjaga-jaga")
    assert (booking.override_reason, booking.override_by) == ("", None)


def test_the_past_needs_a_reason(place, room):
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=room, when=timetable.slot(day=-21))
    assert [each.kind for each in refusal.value.conflicts] == [ConflictKind.IN_THE_PAST]
    assert timetable.past_booking(facility=place, room=room).override_reason == "Dicatat kemudian"


def test_a_facilitator_is_taken_by_another_facility_too_but_not_told_by_what(place, room, by):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    timetable.booking(facility=other, room=timetable.room(facility=other), facilitators=[by], title="Rahasia")
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=room, facilitators=[by])
    assert refusal.value.reasons == ["Penyusun Jadwal sudah memandu Rutan Luar pukul 08.00–09.30."]


def test_a_draft_holds_nothing_until_it_is_published(place, room, people, by):
    draft = timetable.booking(facility=place, room=room, inmates=people[:1], publish=False)
    session = timetable.booking(facility=place, room=room, inmates=people[:1])
    with pytest.raises(BookingRefused):
        services.publish_booking(booking=draft, by=by)
    timetable.cancelled(session)
    published = services.publish_booking(booking=draft, by=by)
    at_commit()
    assert (published.state, published.published_at is not None) == (BookingState.PUBLISHED, True)
    assert held_by(draft) == [(room.pk, True, True), (people[0].pk, True, True)]
    assert services.publish_booking(booking=draft, by=by) == published


def test_a_session_moves_with_its_people(place, room, people, by):
    other_room, later = timetable.room(facility=place, code="R2"), timetable.slot("10.00", "11.00")
    booking = timetable.booking(facility=place, room=room, facilitators=[by], inmates=people[:1])
    services.move_booking(booking=booking, room=other_room, slot=later, by=by)
    at_commit()
    booking.refresh_from_db()
    assert (booking.room, booking.slot) == (other_room, later)
    assert {claim.during.lower for claim in Claim.objects.of(booking)} == {later.starts_at}
    event = Event.objects.about(booking).newest_first()[0]
    assert (event.facts["before"]["room"], event.facts["room"]) == (room.pk, other_room.pk)


def test_a_session_that_may_not_move_stays_where_it_was(place, room, by):
    booking = timetable.booking(facility=place, room=room)
    timetable.hours("10.00", "11.00", facility=place)
    with pytest.raises(BookingRefused) as refusal:
        services.move_booking(booking=booking, room=room, slot=timetable.slot("09.00", "10.30"), by=by)
    assert [each.kind for each in refusal.value.conflicts] == [ConflictKind.PROTECTED_HOURS]
    booking.refresh_from_db()
    assert booking.slot == timetable.slot()


def test_a_room_that_was_too_small_for_it_is_no_news_when_a_session_moves(place, room, people, by):
    booking = timetable.booking(facility=place, room=room, inmates=people, override_reason="Sekali ini")
    services.move_booking(booking=booking, room=room, slot=timetable.slot("10.00", "11.00"), by=by)
    smaller = timetable.room(facility=place, code="R2", capacity=1)
    with pytest.raises(BookingRefused):
        services.move_booking(booking=booking, room=smaller, slot=timetable.slot("10.00", "11.00"), by=by)


def test_what_is_held_or_cancelled_does_not_move(place, room, by):
    held = timetable.held(timetable.past_booking(facility=place, room=room))
    cancelled = timetable.cancelled(timetable.booking(facility=place, room=room))
    told = []
    for booking in (held, cancelled):
        with pytest.raises(BookingLocked) as refusal:
            services.move_booking(booking=booking, room=room, slot=timetable.slot("13.00", "14.00"), by=by)
        told += refusal.value.messages
    assert told == [
        "Kegiatan ini sudah terlaksana dan tidak dapat diubah lagi.",
        "Kegiatan ini sudah dibatalkan dan tidak dapat diubah lagi.",
    ]


def test_two_sessions_of_the_same_people_change_places(place, room, people, by):
    other_room = timetable.room(facility=place, code="R2")
    early = timetable.booking(facility=place, room=room, inmates=people[:2], facilitators=[by])
    late = timetable.booking(
        facility=place,
        room=other_room,
        inmates=people[:2],
        facilitators=[by],
        when=timetable.slot("09.30", "10.30"),
    )
    services.swap_bookings(one=late, other=early, by=by)
    at_commit()
    early.refresh_from_db(), late.refresh_from_db()
    assert (early.room, early.slot) == (other_room, timetable.slot("09.30", "11.00"))
    assert (late.room, late.slot) == (room, timetable.slot("08.00", "09.00"))


def test_a_swap_that_does_not_come_out_changes_nothing(place, room, people, by):
    # The long one would begin where the short one did and run into where the short one goes.
    short = timetable.booking(
        facility=place, room=room, inmates=people[:1], when=timetable.slot("08.00", "08.30")
    )
    long = timetable.booking(
        facility=place, room=room, inmates=people[:1], when=timetable.slot("08.30", "10.30")
    )
    with pytest.raises(BookingRefused) as refusal:
        services.swap_bookings(one=short, other=long, by=by)
    assert {each.kind for each in refusal.value.conflicts} == {
        ConflictKind.ROOM_TAKEN,
        ConflictKind.INMATE_TAKEN,
    }
    short.refresh_from_db(), long.refresh_from_db()
    assert (short.slot, long.slot) == (timetable.slot("08.00", "08.30"), timetable.slot("08.30", "10.30"))


def test_a_session_may_last_until_midnight_but_not_over_it(place, room):
    monday = timetable.slot(facility=place).starts_at.replace(hour=23)
    timetable.booking(facility=place, room=room, when=Slot(monday, monday + timedelta(hours=1)))
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=room, when=Slot(monday, monday + timedelta(minutes=61)))
    assert refusal.value.conflicts[0].kind is ConflictKind.OUTSIDE_DAY


def test_the_facilitys_clock_is_the_one_that_counts():
    east = accounts.facility(code="JAY", name="Rutan Timur", timezone="Asia/Jayapura")
    timetable.hours("07.00", "07.30", facility=east)
    room = timetable.room(facility=east)
    timetable.booking(facility=east, room=room, when=timetable.slot("07.00", "07.30"))  # 09.00 in the east
    with pytest.raises(BookingRefused):
        timetable.booking(facility=east, room=room, when=timetable.slot("07.00", "07.30", facility=east))
    assert timezone.get_current_timezone_name() == "Asia/Jakarta"
