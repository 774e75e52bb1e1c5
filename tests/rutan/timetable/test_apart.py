"""Who is kept apart comes into no session with the other: the checker, the guard, and what is there already."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from inmates.services_apart import close_keep_apart, void_keep_apart
from rutan.accounts import scope
from rutan.accounts.permissions import Role
from rutan.timetable import services, services_life
from rutan.timetable.domain.conflicts import ConflictKind, KeptApart, Severity
from rutan.timetable.models import Booking, Claim
from rutan.timetable.queries_apart import together_all_the_same
from rutan.timetable.queries_joining import in_the_way_of
from rutan.timetable.refusals import BookingRefused
from tests.factories import accounts, inmates, timetable

pytestmark = pytest.mark.django_db
NEUTRAL = "Tidak semua orang ini boleh bersama dalam satu kegiatan. Tanyakan kepada petugas keamanan."


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def room(place):
    return timetable.room(facility=place)


@pytest.fixture
def pair(place):
    return [inmates.inmate(facility=place, full_name=name) for name in ("Andi", "Budi")]


def only_conflict(refusal):
    (conflict,) = refusal.value.conflicts
    assert conflict.kind is ConflictKind.KEPT_APART
    return conflict


def in_session(booking):
    return {claim.inmate for claim in Claim.objects.of(booking) if claim.inmate}


def test_a_session_with_both_is_refused_and_no_reason_helps(place, room, pair):
    inmates.kept_apart(*pair)
    with pytest.raises(BookingRefused) as refusal:
        timetable.booking(facility=place, room=room, inmates=pair, override_reason="Tetap dilaksanakan")
    assert only_conflict(refusal).severity is Severity.DATABASE
    assert (refusal.value.overridable, refusal.value.free) == (False, ())
    assert not Booking.objects.exists()
    timetable.booking(facility=place, room=room, inmates=pair[:1])


def test_what_says_nothing_of_sessions_refuses_none(place, room, pair):
    inmates.kept_apart(*pair, housing="block", sessions=False)
    assert in_session(timetable.booking(facility=place, room=room, inmates=pair)) == set(pair)


def test_the_entry_counts_on_its_days(place, room, pair):
    monday = timetable.monday()
    inmates.kept_apart(*pair, starts_on=monday + timedelta(days=1), ends_on=monday + timedelta(days=2))
    for day, fits in ((0, True), (1, False), (2, False), (3, True)):
        when = timetable.slot(day=day)
        if fits:
            timetable.booking(facility=place, room=room, when=when, inmates=pair)
        else:
            with pytest.raises(BookingRefused):
                timetable.booking(facility=place, room=room, when=when, inmates=pair)


@pytest.mark.parametrize("ending", [close_keep_apart, void_keep_apart])
def test_what_was_closed_or_voided_refuses_nothing(place, room, pair, by, ending):
    ending(entry=inmates.kept_apart(*pair), reason="Selesai", by=by)
    timetable.booking(facility=place, room=room, inmates=pair)


def test_both_may_be_in_different_rooms_at_one_time(place, room, pair):
    inmates.kept_apart(*pair)
    for person, code in zip(pair, ("RK1", "RK2"), strict=True):
        timetable.booking(facility=place, room=timetable.room(facility=place, code=code), inmates=[person])


def test_a_draft_is_refused_when_it_is_published(place, room, pair, by):
    draft = timetable.booking(facility=place, room=room, inmates=pair, publish=False)
    inmates.kept_apart(*pair)
    with pytest.raises(BookingRefused) as refusal:
        services.publish_booking(booking=draft, by=by)
    only_conflict(refusal)


def test_an_entry_about_people_with_a_session_to_come_is_taken_and_the_session_told(place, room, pair, by):
    now = timetable.slot().starts_at - timedelta(days=3)
    booking = timetable.booking(facility=place, room=room, inmates=pair)
    timetable.booking(facility=place, room=room, inmates=pair[:1], when=timetable.slot("13.00", "14.00"))
    assert list(together_all_the_same(place, now=now)) == []
    entry = inmates.kept_apart(*pair)
    assert list(together_all_the_same(place, now=now)) == [booking]
    assert list(together_all_the_same(place, now=booking.slot.ends_at)) == []
    close_keep_apart(entry=entry, reason="Damai", by=by)
    assert list(together_all_the_same(place, now=now)) == []
    later = inmates.kept_apart(*pair, starts_on=timetable.monday() + timedelta(days=1))
    assert list(together_all_the_same(place, now=now)) == []
    void_keep_apart(entry=later, reason="Keliru", by=by)
    inmates.kept_apart(*pair)
    services_life.change_people(booking=booking, facilitators=[], inmates=pair[1:], by=by)
    assert list(together_all_the_same(place, now=now)) == []


def test_who_are_together_already_stand_in_nobody_elses_way(place, room, pair, by):
    booking = timetable.booking(facility=place, room=room, inmates=pair)
    third = inmates.inmate(facility=place)
    inmates.kept_apart(*pair)
    services_life.change_people(booking=booking, facilitators=[], inmates=[*pair, third], by=by)
    assert in_session(booking) == {*pair, third}
    # It is neither moved as it is, nor in the way of calling it off.
    with pytest.raises(BookingRefused):
        services.move_booking(booking=booking, room=room, slot=timetable.slot(day=1), by=by)
    timetable.cancelled(booking)


def test_a_third_who_is_kept_apart_from_one_of_them_is_refused(place, room, pair, by):
    booking = timetable.booking(facility=place, room=room, inmates=pair)
    third = inmates.inmate(facility=place, full_name="Cahyo")
    inmates.kept_apart(pair[1], third)
    with pytest.raises(BookingRefused):
        services_life.change_people(booking=booking, facilitators=[], inmates=[*pair, third], by=by)
    assert in_session(booking) == set(pair)


def test_what_is_foreseen_about_a_newcomer(place, room, pair, django_assert_num_queries):
    bookings = [
        timetable.booking(facility=place, room=room, inmates=pair[:1], when=timetable.slot(day=day))
        for day in range(3)
    ]
    other = timetable.booking(facility=place, room=room, when=timetable.slot(day=4))
    inmates.kept_apart(*pair)
    with django_assert_num_queries(7):
        found = in_the_way_of(pair[1], [*bookings, other], together={})
    assert {pk: [type(each) for each in conflicts] for pk, conflicts in found.items()} == {
        booking.pk: [KeptApart] for booking in bookings
    }


def test_names_are_told_to_whoever_may_know_and_the_reason_to_nobody(place, room, pair):
    inmates.kept_apart(*pair, reason="gang", detail="Kelompok Timur")
    planner = accounts.user_with(Role.REHAB_OFFICER, facility=place)
    instructor = accounts.user_with(Role.INSTRUCTOR, facility=place)
    told = {}
    for who in (planner, instructor):
        with scope.acting(user=who, facility=place, route="test"), pytest.raises(BookingRefused) as refusal:
            timetable.booking(facility=place, room=room, inmates=pair, by=who)
        told[who] = refusal.value.reasons
    assert told[planner] == ["Andi dan Budi tidak boleh bersama dalam satu kegiatan."]
    assert told[instructor] == [NEUTRAL]


# What the database refuses, by SQL typed as the application's login.


def joined(booking, person, **facts):
    """The person's claim on a session, written past every service."""
    claim = Claim.objects.of(booking).filter(room__isnull=False).get()
    claim.pk, claim.room, claim.inmate = None, None, person
    for name, value in facts.items():
        setattr(claim, name, value)
    with transaction.atomic():
        claim.save(force_insert=True)
    return claim


def test_the_guard_refuses_a_claim_beside_the_others(place, room, pair):
    inmates.kept_apart(*pair)
    booking = timetable.booking(facility=place, room=room, inmates=pair[:1])
    with pytest.raises(IntegrityError, match="claim_keeps_apart"):
        joined(booking, pair[1])


def test_the_guard_refuses_what_is_published_or_moved_with_both(place, room, pair):
    draft = timetable.booking(
        facility=place, room=room, inmates=pair, publish=False, when=timetable.slot(day=1)
    )
    laid = timetable.booking(facility=place, room=room, inmates=pair)
    inmates.kept_apart(*pair)
    for booking, change in (
        (draft, "published = true"),
        (laid, "during = during"),
        (laid, "voided_at = null"),
    ):
        with (
            pytest.raises(IntegrityError, match="claim_keeps_apart"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"update timetable_claim set {change} where booking_id = %s", [booking.pk])


def test_the_guard_knows_the_days_of_the_facilitys_clock(place, room, pair):
    """08.00 in Jakarta is 01.00 in UTC; a session before 07.00 lies on the day before there."""
    inmates.kept_apart(*pair, starts_on=timetable.monday(), ends_on=timetable.monday())
    early = timetable.slot("05.00", "06.00")
    booking = timetable.booking(facility=place, room=room, inmates=pair[:1], when=early)
    with pytest.raises(IntegrityError, match="claim_keeps_apart"):
        joined(booking, pair[1])
    for day in (-1, 1):
        beside = timetable.slot("05.00", "06.00", day=day)
        joined(timetable.booking(facility=place, room=room, inmates=pair[:1], when=beside), pair[1])


def test_one_room_holds_one_session_so_two_in_it_are_in_one_session(place, room, pair):
    """The guard asks about one session; that no other is in the room is the room's own constraint."""
    inmates.kept_apart(*pair)
    timetable.booking(facility=place, room=room, inmates=pair[:1])
    other = timetable.booking(facility=place, room=room, inmates=pair[1:], publish=False)
    with pytest.raises(IntegrityError, match="claim_room_never_twice"), transaction.atomic():
        published(other)


def published(booking):
    """Publish a draft past every service."""
    Booking.objects.filter(pk=booking.pk).update(state="published", published_at=booking.created_at)
    Claim.objects.of(booking).update(published=True)
