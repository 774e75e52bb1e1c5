"""What the database refuses of bookings, hours, rooms and series: constraints and triggers by typed SQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from rutan.timetable import guards
from rutan.timetable.models import Booking, CoachingParticipant, NotReadyPeriod
from tests.factories import inmates, timetable
from tests.rutan.timetable.test_guards import World, refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


@pytest.mark.parametrize(
    "change",
    [
        "during = tstzrange(lower(during), upper(during) + interval '1 hour')",
        "published = false",
    ],
)
def test_a_claim_that_does_not_match_its_booking_is_refused_at_commit(world, change):
    claim = world.claim(0, "inmate")
    assert refused(f"update timetable_claim set {change} where id = %s", claim.pk) == guards.CLAIMS_MATCH


def test_a_booking_without_its_one_room_claim_is_refused_at_commit(world):
    room = world.claim(0, "room")
    assert (
        refused("update timetable_claim set voided_at = now() where id = %s", room.pk) == guards.CLAIMS_MATCH
    )
    third = timetable.room(facility=world.place, code="R3")
    assert (
        refused("update timetable_claim set room_id = %s where id = %s", third.pk, room.pk)
        == guards.CLAIMS_MATCH
    )
    booking = "update timetable_booking set room_id = %s where id = %s"
    assert refused(booking, third.pk, world.sessions[0].pk) == guards.CLAIMS_MATCH


def test_a_held_or_cancelled_booking_is_locked(world):
    held = timetable.held(timetable.past_booking(facility=world.place, room=world.rooms[0]))
    cancelled = timetable.cancelled(world.sessions[0])
    for booking in (held, cancelled):
        changes = [
            "during = tstzrange(lower(during), upper(during) + interval '1 hour')",
            f"room_id = {world.rooms[1].pk}",
            "state = 'published', held_at = null, held_by_id = null",
            "state = 'published', cancelled_at = null, cancelled_by_id = null, cancel_reason = '', lost_by = 'none'",
        ]
        found = [
            refused(f"update timetable_booking set {change} where id = %s", booking.pk) for change in changes
        ]
        assert found == [guards.LOCKED] * 4
    claims = "update timetable_claim set voided_at = now() where booking_id = %s"
    assert [refused(claims, booking.pk) for booking in (held, cancelled)] == [guards.LOCKED] * 2
    back = "update timetable_booking set state = 'draft' where id = %s"
    assert refused(back, world.sessions[1].pk) == guards.LOCKED


def test_what_became_of_a_booking_is_not_told_otherwise_afterwards(world):
    held = timetable.held(timetable.past_booking(facility=world.place, room=world.rooms[0]))
    cancelled = timetable.cancelled(world.sessions[0])
    changes = {
        "title = 'Lain'": held,
        "held_at = held_at - interval '1 day'": held,
        f"held_by_id = {world.leaders[0].pk}": held,
        f"override_reason = 'perlu', override_by_id = {world.leaders[0].pk}": held,
        "lost_by = 'person'": cancelled,
        "lost_by = 'none'": cancelled,
        "cancel_reason = 'Lain'": cancelled,
        "cancelled_at = cancelled_at - interval '1 day'": cancelled,
        "published_at = null": cancelled,
    }
    found = {
        change: refused(f"update timetable_booking set {change} where id = %s", booking.pk)
        for change, booking in changes.items()
    }
    assert found == dict.fromkeys(changes, guards.LOCKED)


def test_a_booking_is_planned_before_it_is_over(world):
    held = timetable.held(timetable.past_booking(facility=world.place, room=world.rooms[0]))
    cancelled = timetable.cancelled(world.sessions[0])
    columns = [field.column for field in Booking._meta.fields if field.column not in ("id", "request_key")]
    again = (
        f"insert into timetable_booking ({', '.join(columns)}, request_key)"
        f" select {', '.join(columns)}, gen_random_uuid() from timetable_booking where id = %s"
    )
    assert [refused(again, each.pk) for each in (held, cancelled)] == ["booking_begins_open"] * 2


def test_a_booking_stays_what_it_was_laid_for(world):
    found = [
        refused(f"update timetable_booking set {change} where id = %s", world.sessions[0].pk)
        for change in (
            "kind = 'rehab'",
            "request_key = gen_random_uuid()",
            f"created_by_id = {world.leaders[0].pk}",
            "created_at = created_at - interval '1 day'",
        )
    ]
    assert found == ["booking_stays_what_it_is"] * 4


def test_a_booking_is_of_a_series_of_its_facility(world):
    facts = {"kind": "other", "owner_id": 1, "title": "", "session_type": "", "count": 1, "minutes": 90}
    here, there = (place.series.create(**facts) for place in (world.place, world.other))
    change = "update timetable_booking set series_id = %s where id = %s"
    found = [refused(change, series.pk, world.sessions[0].pk) for series in (here, there)]
    assert found == ["", "booking_series_of_its_facility"]


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (
            "state = 'cancelled', cancelled_at = now(), cancelled_by_id = created_by_id",
            "booking_cancelled_with_reason",
        ),
        ("lost_by = 'rutan'", "booking_cancelled_with_reason"),
        ("override_reason = 'perlu'", "booking_overridden_by_somebody"),
        ("published_at = null", "booking_published_at_a_time"),
        ("state = 'held'", "booking_held_when_it_has_begun"),
        ("held_at = now()", "booking_held_by_somebody"),
    ],
)
def test_a_booking_says_who_and_why(world, change, rule):
    assert refused(f"update timetable_booking set {change} where id = %s", world.sessions[0].pk) == rule


def test_nothing_reaches_into_another_facility(world):
    claim, session = world.claim(0, "inmate"), world.sessions[0]
    kept = timetable.hours(facility=world.place, inmates=[inmates.inmate(facility=world.place)])
    period = timetable.not_ready(facility=world.place, when=timetable.slot("13.00", "14.00"))
    there, room, person = world.other.pk, world.foreign_room.pk, world.stranger.pk
    tries = {
        ("claim", "facility_id", there, claim.pk): "claim_stays_with_its_booking",
        ("claim", "booking_id", world.sessions[1].pk, claim.pk): "claim_stays_with_its_booking",
        ("claim", "room_id", room, world.claim(0, "room").pk): "claim_of_one_facility",
        ("booking", "facility_id", there, session.pk): "booking_stays_at_its_facility",
        ("booking", "room_id", room, session.pk): "booking_room_of_its_facility",
        ("room", "facility_id", there, world.rooms[0].pk): "room_stays_at_its_facility",
        ("protectedhours", "facility_id", there, kept.pk): "hours_stay_at_their_facility",
        ("protectedhours", "room_id", room, kept.pk): "hours_room_of_their_facility",
        ("notreadyperiod", "facility_id", there, period.pk): "not_ready_stays_at_its_facility",
        ("notreadyperiod", "room_id", room, period.pk): "not_ready_room_of_its_facility",
        (
            "coachingparticipant",
            "inmate_id",
            person,
            kept.participants.get().pk,
        ): "participant_stays_in_the_programme",
    }
    found = {
        each: refused(f"update timetable_{each[0]} set {each[1]} = %s where id = %s", each[2], each[3])
        for each in tries
    }
    assert found == tries
    come = (
        "insert into timetable_claim (facility_id, booking_id, during, published, inmate_id)"
        " select facility_id, booking_id, during, published, %s from timetable_claim where id = %s"
    )
    assert refused(come, person, claim.pk) == "claim_of_one_facility"
    join = (
        "insert into timetable_coachingparticipant (facility_id, hours_id, inmate_id, starts_on)"
        " values (%s, %s, %s, '2026-01-01')"
    )
    assert refused(join, world.place.pk, kept.pk, person) == "participant_of_one_facility"


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ("weekdays = '{}'", "hours_on_known_weekdays"),
        ("weekdays = '{7}'", "hours_on_known_weekdays"),
        ("ends_on = starts_on - 1", "hours_end_after_they_start"),
    ],
)
def test_hours_have_weekdays_and_days_in_order(world, change, rule):
    kept = timetable.hours(facility=world.place)
    assert refused(f"update timetable_protectedhours set {change} where id = %s", kept.pk) == rule


def test_who_takes_part_does_so_once_at_a_time(world):
    person = inmates.inmate(facility=world.place)
    kept = timetable.hours(facility=world.place, inmates=[person])
    row = CoachingParticipant.objects.get()
    backwards = "update timetable_coachingparticipant set ends_on = starts_on - 1 where id = %s"
    assert refused(backwards, row.pk) == "participant_ends_after_starting"
    again = (
        "insert into timetable_coachingparticipant (facility_id, hours_id, inmate_id, starts_on)"
        " values (%s, %s, %s, '2026-01-01')"
    )
    assert refused(again, world.place.pk, kept.pk, person.pk) == "participant_once_at_a_time"


def test_rooms_days_and_series_are_in_order(world):
    same = "update timetable_room set code = 'R1' where id = %s"
    assert refused(same, world.rooms[1].pk) == "room_code_once_a_facility"
    assert (
        refused("update timetable_room set capacity = 0 where id = %s", world.rooms[0].pk)
        == "room_has_places"
    )
    day = "update timetable_regime set day_ends_at_time = day_starts_at_time where facility_id = %s"
    assert refused(day, world.place.pk) == "regime_day_ends_after_it_starts"
    series = (
        "insert into timetable_series (facility_id, kind, owner_id, title, session_type, count, minutes)"
        " values (%s, 'rehab', 1, '', '', %s, 90)"
    )
    assert refused(series, world.place.pk, 0) == "series_has_sessions"
    assert refused(series, world.place.pk, 1) == ""


def test_a_series_stays_with_its_owner(world):
    row = world.place.series.create(kind="rehab", owner_id=1, title="", session_type="", count=1, minutes=90)
    found = [
        refused(f"update timetable_series set {change} where id = %s", row.pk)
        for change in ("owner_id = 2", "kind = 'training'", f"facility_id = {world.other.pk}")
    ]
    assert found == ["series_stays_with_its_owner"] * 3


def test_nothing_can_be_deleted(world):
    tables = [
        "booking",
        "claim",
        "room",
        "protectedhours",
        "coachingparticipant",
        "notreadyperiod",
        "series",
        "regime",
    ]
    for table in tables:
        with connection.cursor() as cursor, pytest.raises(DatabaseError, match="permission denied"):
            with transaction.atomic():
                cursor.execute(f"delete from timetable_{table}")
    assert NotReadyPeriod.objects.count() == 0
