"""What stands in the way of a booking, all of it at once."""

from datetime import UTC, date, datetime

import pytest

from rutan.timetable.domain.calendar import HoursKind, Slot
from rutan.timetable.domain.conflicts import (
    ConflictKind,
    HoursTouched,
    InThePast,
    NotReady,
    OutsideDay,
    ResourceTaken,
    RoomTooSmall,
)
from rutan.timetable.domain.proposal import RoomFacts
from tests.rutan.timetable.domain.facts import (
    BUDI,
    EAST,
    HALL,
    JOKO,
    ROOM,
    SARI,
    TUESDAY,
    WEST,
    found,
    hours,
    moment,
    not_ready,
    proposal,
    slot,
    taken,
)

MORNING = slot("08.00", "09.30")


def kinds(wanted, **facts):
    return [conflict.kind for conflict in found(wanted, **facts)]


def test_nothing_is_in_the_way_of_a_booking_in_an_empty_calendar():
    assert found(proposal()) == ()


def everything_in_the_way():
    """What the test below expects, most fundamental first."""
    shared = {"slot": MORNING, "booking_id": 7, "title": "Kelompok 2"}
    return (
        InThePast(starts_at=moment("08.00"), now=moment("12.00")),
        NotReady(slot=slot("06.00", "18.00"), reason="Penggeledahan", note="Blok A dan B"),
        HoursTouched(
            kind=ConflictKind.PROTECTED_HOURS,
            slot=slot("07.30", "08.15"),
            hours_id=4,
            name="Apel pagi",
            hours_kind=HoursKind.ROLL_CALL,
        ),
        ResourceTaken(kind=ConflictKind.ROOM_TAKEN, resource_id=1, name="Ruang Konseling 1", **shared),
        ResourceTaken(kind=ConflictKind.FACILITATOR_TAKEN, resource_id=SARI, name="Sari", **shared),
        ResourceTaken(kind=ConflictKind.INMATE_TAKEN, resource_id=BUDI, name="Budi", **shared),
        ResourceTaken(
            kind=ConflictKind.INMATE_TAKEN,
            slot=slot("09.00", "10.00"),
            resource_id=JOKO,
            name="Joko",
            booking_id=9,
            title="Konseling",
        ),
        RoomTooSmall(room="Ruang Konseling 1", capacity=1, needed=2),
        HoursTouched(
            kind=ConflictKind.PROTECTED_HOURS_SOFT,
            slot=slot("09.15", "10.00"),
            hours_id=5,
            name="Kunjungan",
            hours_kind=HoursKind.VISIT,
        ),
    )


def test_everything_is_told_at_once_most_fundamental_first():
    wanted = proposal(room=RoomFacts(ROOM.id, ROOM.name, 1))
    conflicts = found(
        wanted,
        taken=[
            taken(JOKO, slot("09.00", "10.00"), booking_id=9, title="Konseling"),
            taken(BUDI, MORNING),
            taken(SARI, MORNING),
            taken(ROOM.id, MORNING),
        ],
        hours=[
            hours("09.15", "10.00", hours_id=5, name="Kunjungan", kind=HoursKind.VISIT, hard=False),
            hours("07.30", "08.15", hours_id=4),
        ],
        not_ready=[not_ready(slot("06.00", "18.00"), note="Blok A dan B")],
        now=moment("12.00"),
    )
    assert conflicts == everything_in_the_way()


@pytest.mark.parametrize("resource_id", [ROOM.id, SARI, BUDI])
@pytest.mark.parametrize(
    ("when", "clashes"),
    [
        (slot("07.00", "08.00"), False),
        (slot("07.00", "08.01"), True),
        (slot("09.30", "11.00"), False),
        (slot("09.29", "11.00"), True),
        (slot("08.30", "08.45"), True),
        (slot("06.00", "12.00"), True),
        (slot("08.00", "09.30", day=25), False),
    ],
)
def test_touching_bookings_do_not_clash(resource_id, when, clashes):
    assert bool(found(proposal(), taken=[taken(resource_id, when)])) is clashes


def test_what_others_hold_is_not_in_the_way():
    assert found(proposal(), taken=[taken(HALL.id, MORNING), taken(101, MORNING), taken(203, MORNING)]) == ()


def test_the_same_number_of_a_room_and_of_a_person_are_two_things():
    assert found(proposal(), taken=[taken(BUDI, MORNING, resource="room")]) == ()


def test_a_long_booking_that_began_before_short_ones_is_found_and_they_are_not():
    short = [taken(ROOM.id, slot("06.00", "06.30"), booking_id=number) for number in range(20, 40)]
    touching = taken(ROOM.id, slot("07.30", "08.00"), booking_id=9)
    long = taken(ROOM.id, slot("05.00", "08.30"), booking_id=8, title="Kerja bakti")
    told = found(proposal(), taken=[*short, touching, long])
    assert [conflict.title for conflict in told] == ["Kerja bakti"]


def test_each_clash_of_a_person_is_told_in_order_of_time():
    clashes = [
        taken(BUDI, slot("09.00", "10.00"), booking_id=3, title="Las"),
        taken(BUDI, slot("07.00", "08.30"), booking_id=4, title="Jahit"),
    ]
    assert [conflict.title for conflict in found(proposal(), taken=clashes)] == ["Jahit", "Las"]


def test_a_booking_is_not_in_its_own_way():
    held = [taken(each, MORNING) for each in (ROOM.id, SARI, BUDI, JOKO)]
    moved = proposal("08.30", "10.00", booking_id=7)
    assert found(moved, taken=held) == ()
    assert len(found(proposal("08.30", "10.00", booking_id=8), taken=held)) == 4


def test_two_bookings_that_swap_ignore_each_other():
    first, second = (
        taken(ROOM.id, MORNING, booking_id=1),
        taken(ROOM.id, slot("10.00", "11.30"), booking_id=2),
    )
    third = taken(ROOM.id, slot("11.00", "12.00"), booking_id=3, title="Rapat")
    moved = proposal("10.00", "11.30", booking_id=1)
    assert kinds(moved, taken=[first, second]) == ["room_taken"]
    assert found(moved, taken=[first, second], ignoring={2}) == ()
    assert found(proposal(booking_id=2), taken=[first, second], ignoring={1}) == ()
    told = found(moved, taken=[first, second, third], ignoring={2})
    assert [conflict.title for conflict in told] == ["Rapat"]


@pytest.mark.parametrize(
    ("needed", "capacity", "expected"),
    [(2, 2, []), (2, 1, ["room_too_small"]), (2, None, []), (0, 0, []), (1, 0, ["room_too_small"])],
)
def test_a_room_holds_as_many_inmates_as_it_has_places(needed, capacity, expected):
    people = {number: str(number) for number in range(needed)}
    assert kinds(proposal(room=RoomFacts(1, "Ruang 1", capacity), inmates=people)) == expected


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (proposal("22.30", "00.00", last_day=25), []),
        (proposal("22.30", "00.01", last_day=25), ["outside_day"]),
        (proposal("00.00", "01.00"), []),
        # 23.00 to 00.30 in Jakarta is 01.00 to 02.30 of one day in Jayapura, and the other way round.
        (proposal("01.00", "02.30", zone=EAST), ["outside_day"]),
    ],
)
def test_a_session_lies_within_a_day_of_the_facility(wanted, expected):
    assert kinds(wanted) == expected


def test_the_day_is_that_of_the_facilitys_zone():
    late = proposal("23.00", "00.30", last_day=25)
    assert found(late) == (OutsideDay(slot=slot("23.00", "00.30", last_day=25)),)
    assert found(late, zone=EAST) == ()


@pytest.mark.parametrize(("now", "expected"), [("07.59", []), ("08.00", []), ("08.01", ["in_the_past"])])
def test_a_session_that_would_have_begun_is_in_the_past(now, expected):
    assert kinds(proposal(), now=moment(now)) == expected


def test_stored_times_are_told_in_the_facilitys_zone():
    stored = Slot(datetime(2026, 11, 24, 1, tzinfo=UTC), datetime(2026, 11, 24, 2, tzinfo=UTC))
    for zone, expected in ((WEST, "08.00"), (EAST, "10.00")):
        wanted = proposal(expected, "11.00", zone=zone)
        (conflict,) = found(wanted, taken=[taken(ROOM.id, stored)], zone=zone)
        assert (conflict.slot.starts_at, conflict.slot.starts_at.tzinfo) == (
            moment(expected, zone=zone),
            zone,
        )


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (not_ready(slot("06.00", "08.00")), []),
        (not_ready(slot("06.00", "08.01")), [None]),
        (not_ready(slot("09.30", "12.00")), []),
        (not_ready(slot("00.00", "00.00", day=1, last_day=30)), [None]),
        (not_ready(MORNING, room_id=ROOM.id), ["Ruang Konseling 1"]),
        (not_ready(MORNING, room_id=HALL.id), []),
    ],
)
def test_a_period_of_not_being_ready_is_of_the_facility_or_of_one_room(period, expected):
    assert [conflict.room for conflict in found(proposal(), not_ready=[period])] == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (hours("07.00", "08.00"), []),
        (hours("07.00", "08.01"), ["protected_hours"]),
        (hours("09.30", "10.00"), []),
        (hours("09.29", "10.00"), ["protected_hours"]),
        (hours("08.00", "09.00", hard=False), ["protected_hours_soft"]),
        (hours("08.00", "09.00", weekdays=frozenset({2})), ["protected_hours"]),
        (hours("08.00", "09.00", weekdays=frozenset({1, 3, 4, 5, 6, 7})), []),
        (hours("08.00", "09.00", starts_on=TUESDAY, ends_on=TUESDAY), ["protected_hours"]),
        (hours("08.00", "09.00", starts_on=date(2026, 11, 25)), []),
        (hours("08.00", "09.00", ends_on=date(2026, 11, 23)), []),
    ],
)
def test_hours_that_bind_everyone(given, expected):
    assert kinds(proposal(), hours=[given]) == expected


@pytest.mark.parametrize(
    ("wanted", "clashes"),
    [
        (proposal("05.00", "06.00"), True),
        (proposal("06.30", "07.00"), False),
        (proposal("06.15", "07.00"), True),
        (proposal("17.00", "18.00"), False),
        (proposal("17.00", "18.01"), True),
        (proposal("05.00", "06.00", day=23), False),
        (proposal("05.00", "06.00", day=25), True),
        (proposal("17.00", "19.00", day=25), False),
    ],
)
def test_lock_up_begins_in_the_evening_and_ends_in_the_morning(wanted, clashes):
    lock_up = hours("18.00", "06.30", starts_on=date(2026, 11, 23), ends_on=TUESDAY)
    assert bool(found(wanted, hours=[lock_up])) is clashes


def test_hours_are_told_by_the_zone_of_the_facility():
    roll_call = hours("10.00", "10.30")
    assert found(proposal(), hours=[roll_call]) == ()
    (conflict,) = found(proposal(), hours=[roll_call], zone=EAST)
    assert conflict.slot == slot("10.00", "10.30", zone=EAST)
