"""What the database refuses: every constraint and trigger by SQL typed as the application's login."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from rutan.timetable import guards
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models import Booking, Claim, Regime
from rutan.timetable.models_claims import FACILITATOR_TWICE, INMATE_TWICE, ROOM_TWICE
from tests.factories import accounts, inmates, timetable

pytestmark = pytest.mark.django_db


def refused(statement, *parameters):
    """The rule that refuses a statement, at once or at commit; an empty text if it goes through. Undone either way."""
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(statement, parameters)
                cursor.execute("set constraints all immediate")
            transaction.set_rollback(True)
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    return ""


class World:
    """Two sessions in two rooms, with a facilitator and an inmate each; a third one that is a draft."""

    def __init__(self):
        self.place, self.other = accounts.facility(), accounts.facility(code="LUA", name="Rutan Luar")
        self.rooms = [timetable.room(facility=self.place, code=code) for code in ("R1", "R2")]
        self.foreign_room = timetable.room(facility=self.other)
        self.people = [inmates.inmate(facility=self.place) for _ in range(2)]
        self.stranger = inmates.inmate(facility=self.other)
        self.leaders = [accounts.user(username=f"f{number}") for number in (1, 2)]
        self.sessions = [
            timetable.booking(facility=self.place, room=room, facilitators=[leader], inmates=[person])
            for room, leader, person in zip(self.rooms, self.leaders, self.people, strict=True)
        ]

    def claim(self, number, what):
        return Claim.objects.get(booking=self.sessions[number], **{f"{what}__isnull": False})


@pytest.fixture
def world():
    return World()


def test_the_login_is_the_applications(world):
    with connection.cursor() as cursor:
        cursor.execute("select session_user")
        assert cursor.fetchone() == ("pulih_app",)


@pytest.mark.parametrize(
    ("what", "rule"), [("room", ROOM_TWICE), ("facilitator", FACILITATOR_TWICE), ("inmate", INMATE_TWICE)]
)
def test_nobody_and_nothing_is_in_two_places(world, what, rule):
    mine, theirs = world.claim(0, what), world.claim(1, what)
    again = (
        f"insert into timetable_claim (facility_id, booking_id, during, published, {what}_id)"
        " values (%s, %s, (select during from timetable_claim where id = %s), true, %s)"
    )
    found = refused(again, world.place.pk, theirs.booking_id, theirs.pk, getattr(mine, f"{what}_id"))
    assert found == rule


@pytest.mark.parametrize("what", ["facilitator", "inmate"])
def test_a_claim_stays_on_its_person(world, what):
    mine, theirs = world.claim(0, what), world.claim(1, what)
    other = f"update timetable_claim set {what}_id = %s where id = %s"
    assert refused(other, getattr(theirs, f"{what}_id"), mine.pk) == "claim_stays_on_its_person"


@pytest.mark.parametrize("what", ["room", "facilitator", "inmate"])
def test_what_is_void_or_a_draft_holds_nothing(world, what):
    timetable.booking(
        facility=world.place,
        room=world.rooms[0],
        facilitators=world.leaders,
        inmates=world.people,
        publish=False,
    )
    Claim.objects.of(world.sessions[0]).filter(inmate__isnull=False).update(
        voided_at=world.sessions[0].created_at
    )
    timetable.booking(
        facility=world.place, room=timetable.room(facility=world.place, code="R3"), inmates=[world.people[0]]
    )
    assert refused("select 1") == ""


def test_a_claim_is_on_exactly_one(world):
    claim = world.claim(0, "inmate")
    another = (
        "insert into timetable_claim (facility_id, booking_id, during, published, facilitator_id, inmate_id)"
        " select facility_id, booking_id, during, published, %s, %s from timetable_claim where id = %s"
    )
    for people in ((world.leaders[0].pk, claim.inmate_id), (None, None)):
        assert refused(another, *people, claim.pk) == "claim_on_exactly_one"


@pytest.mark.parametrize(
    "during", ["empty", "(,2026-01-01]", "(2026-01-01,2026-01-02)", "[2026-01-01,2026-01-02]"]
)
@pytest.mark.parametrize(
    ("table", "rule"), [("claim", "claim_is_bounded"), ("booking", "booking_is_bounded")]
)
def test_times_have_two_ends(world, table, rule, during):
    row = world.claim(0, "inmate") if table == "claim" else world.sessions[0]
    statement = f"update timetable_{table} set during = %s::tstzrange where id = %s"
    assert refused(statement, during, row.pk) == rule


def test_a_period_has_two_ends(world):
    when = timetable.slot("13.00", "14.00")
    period = timetable.not_ready(facility=world.place, when=when)
    statement = "update timetable_notreadyperiod set during = %s::tstzrange where id = %s"
    assert refused(statement, "[2026-01-01,)", period.pk) == "not_ready_period_is_bounded"


def test_a_claim_stays_out_of_hard_hours_whatever_is_done_to_it(world):
    timetable.hours("10.00", "11.00", facility=world.place)
    timetable.hours("13.00", "14.00", facility=world.place, hard=False)
    claim, hour = world.claim(0, "inmate"), timedelta(hours=2)
    later = (
        "update timetable_claim set during = tstzrange(lower(during) + %s, upper(during) + %s) where id = %s"
    )
    assert refused(later, hour, hour, claim.pk) == guards.OUTSIDE_HOURS
    soft = timedelta(hours=5)
    assert refused(later, soft, soft, claim.pk) == guards.CLAIMS_MATCH  # soft hours never refuse
    draft = timetable.booking(
        facility=world.place, room=world.rooms[0], when=timetable.slot("10.00", "10.30"), publish=False
    )
    assert (
        refused("update timetable_claim set published = true where booking_id = %s", draft.pk)
        == guards.OUTSIDE_HOURS
    )


@pytest.mark.parametrize(
    ("starts", "ends", "touched"),
    [
        ("12.00", "12.00", True),
        ("22.00", "08.30", True),
        ("22.00", "08.00", False),
        ("09.30", "22.00", False),
    ],
)
def test_hours_that_end_at_or_before_their_start_reach_into_the_next_day(world, starts, ends, touched):
    """Those of the Sunday before: random calendars seldom have hours that last exactly a day."""
    soft = timetable.hours(starts, ends, facility=world.place, hard=False, weekdays=[6])
    hard = "update timetable_protectedhours set hard = true where id = %s"
    assert refused(hard, soft.pk) == (guards.HOURS_CLEAR if touched else "")
    for session in world.sessions:
        timetable.cancelled(session)
    timetable.hours(starts, ends, facility=world.place, weekdays=[6])
    draft = timetable.booking(facility=world.place, room=world.rooms[0], publish=False)
    publish = "update timetable_claim set published = true where booking_id = %s"
    assert refused(publish, draft.pk) == (guards.OUTSIDE_HOURS if touched else guards.CLAIMS_MATCH)


def test_a_claim_stays_out_of_periods_that_are_not_ready(world):
    timetable.not_ready(facility=world.place, when=timetable.slot("10.00", "11.00"), room=world.rooms[0])
    one_hour = timedelta(minutes=90)
    later = (
        "update timetable_claim set during = tstzrange(lower(during) + %s, upper(during) + %s) where id = %s"
    )
    assert refused(later, one_hour, one_hour, world.claim(0, "room").pk) == guards.OUTSIDE_NOT_READY
    assert (
        refused(later, one_hour, one_hour, world.claim(1, "room").pk) == guards.CLAIMS_MATCH
    )  # the other room


def test_without_its_regime_row_nothing_is_published(world):
    lonely = accounts.facility(code="SPI", name="Rutan Sepi")
    room = timetable.room(facility=lonely)
    draft = timetable.booking(facility=lonely, room=room, publish=False)
    assert Regime.objects.filter(facility=lonely).count() == 1
    with (
        connection.cursor() as cursor,
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        cursor.execute("delete from timetable_regime")
    gone = "update timetable_regime set facility_id = facility_id + 1000 where facility_id = %s"
    assert refused(gone, lonely.pk) == "regime_stays_with_its_facility"
    bare = accounts.facility(code="BRU", name="Rutan Baru")
    statement = (
        "with room as (insert into timetable_room (facility_id, code, name) values (%s, 'X', 'X') returning id),"
        " booking as (insert into timetable_booking (facility_id, room_id, during, title, kind, state, request_key,"
        " created_by_id, created_at, published_at, override_reason, cancel_reason, lost_by)"
        " select %s, id, %s::tstzrange, '', 'other', 'published', gen_random_uuid(), %s, now(), now(), '', '', 'none'"
        " from room returning id, room_id, during)"
        " insert into timetable_claim (facility_id, booking_id, room_id, during, published)"
        " select %s, id, room_id, during, true from booking"
    )
    during = "[2045-01-01 08:00+07,2045-01-01 09:00+07)"
    assert refused(statement, bare.pk, bare.pk, during, world.leaders[0].pk, bare.pk) == guards.NEEDS_REGIME
    assert draft.state == "draft"


@pytest.mark.parametrize(
    "change",
    [
        "starts_at_time = '08:00', ends_at_time = '08:30'",
        "starts_at_time = '23:00', ends_at_time = '08:15'",
        "voided_at = null, voided_by_id = null, starts_at_time = '09:00', ends_at_time = '09:31'",
    ],
)
def test_hard_hours_are_not_laid_over_what_is_planned(world, change):
    kept = timetable.hours(facility=world.place)
    assert (
        refused(f"update timetable_protectedhours set {change} where id = %s", kept.pk) == guards.HOURS_CLEAR
    )


def test_hours_that_become_hard_or_are_taken_back_are_looked_at_again(world):
    soft = timetable.hours("08.00", "09.00", facility=world.place, hard=False)
    assert (
        refused("update timetable_protectedhours set hard = true where id = %s", soft.pk)
        == guards.HOURS_CLEAR
    )
    assert (
        refused("update timetable_protectedhours set hard = true, voided_at = now() where id = %s", soft.pk)
        == ""
    )


def test_nobody_joins_a_programme_over_a_session_of_theirs(world):
    kept = timetable.hours(
        "08.00", "10.00", facility=world.place, inmates=[inmates.inmate(facility=world.place)]
    )
    join = (
        "insert into timetable_coachingparticipant (facility_id, hours_id, inmate_id, starts_on)"
        " values (%s, %s, %s, %s)"
    )
    monday = timetable.monday()
    assert refused(join, world.place.pk, kept.pk, world.people[0].pk, monday) == guards.PARTICIPANT_CLEAR
    assert refused(join, world.place.pk, kept.pk, world.people[0].pk, monday + timedelta(days=1)) == ""


def test_a_period_is_not_declared_over_what_is_planned(world):
    later = timetable.not_ready(facility=world.place, when=timetable.slot("10.00", "11.00"))
    move = "update timetable_notreadyperiod set during = %s::tstzrange, room_id = %s where id = %s"
    when = timetable.slot("09.00", "11.00")
    during = f"[{when.starts_at.isoformat()},{when.ends_at.isoformat()})"
    third = timetable.room(facility=world.place, code="R3")
    assert refused(move, during, None, later.pk) == guards.NOT_READY_CLEAR
    assert refused(move, during, world.rooms[0].pk, later.pk) == guards.NOT_READY_CLEAR
    assert refused(move, during, third.pk, later.pk) == ""


def test_what_is_over_or_held_does_not_keep_hours_from_being_protected(world):
    over = timetable.past_booking(facility=world.place, room=world.rooms[0])
    kept = timetable.hours("14.00", "15.00", facility=world.place)
    over_the_past = "update timetable_protectedhours set starts_at_time = '08:00', ends_on = %s where id = %s"
    assert refused(over_the_past, over.slot.starts_at.date(), kept.pk) == ""
    now = timezone.now()
    running = Slot(now - timedelta(minutes=5), now + timedelta(minutes=5))
    session = timetable.booking(facility=world.place, room=world.rooms[0], when=running, publish=False)
    Booking.objects.filter(pk=session.pk).update(state="published", published_at=now)
    Claim.objects.of(session).update(published=True)
    period = timetable.not_ready(facility=world.place, when=timetable.slot("13.00", "14.00"))
    declare = "update timetable_notreadyperiod set during = tstzrange(%s, %s) where id = %s"
    assert refused(declare, now, now + timedelta(hours=1), period.pk) == guards.NOT_READY_CLEAR
    timetable.held(session)
    assert refused(declare, now, now + timedelta(hours=1), period.pk) == ""
