"""Reads of bookings: sets for figures, who sees what, and the checker's facts by a fixed number of queries."""

import pytest
from django.utils import timezone

from rutan.accounts.permissions import Role
from rutan.timetable import queries
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import LostBy
from rutan.timetable.models import Booking
from rutan.timetable.queries_checker import checker_for
from rutan.timetable.queries_movements import Brought, Mover, brought_out, movements_of
from rutan.timetable.queries_week import week_of
from tests.factories import accounts, inmates, timetable
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def room(place):
    return timetable.room(facility=place)


def test_figures_are_named_sets(place, room):
    def past(starts, ends):
        return timetable.past_booking(facility=place, room=room, when=timetable.slot(starts, ends, day=-21))

    held = timetable.held(past("08.00", "09.00"))
    by_rutan = timetable.cancelled(past("09.00", "10.00"))
    by_person = timetable.cancelled(past("10.00", "11.00"), lost_by=LostBy.PERSON)
    replanned = timetable.cancelled(past("11.00", "12.00"), lost_by=LostBy.NONE)
    unmarked = past("13.00", "14.00")
    timetable.booking(facility=place, room=room, when=timetable.slot(day=-21), publish=False)
    timetable.booking(facility=place, room=room)
    week = Slot(timetable.slot(day=-21).starts_at, timetable.slot(day=-14).starts_at)
    rows = Booking.objects.at(place).in_period(week)

    def found(queryset):
        return set(queryset)

    assert found(rows.planned()) == {held, by_rutan, by_person, replanned, unmarked}
    assert found(rows.held()) == {held}
    assert found(rows.cancelled()) == {by_rutan, by_person, replanned}
    assert found(rows.lost()) == {by_rutan, by_person}
    assert found(rows.lost(LostBy.RUTAN)) == {by_rutan}
    assert found(rows.waiting_to_be_marked(timezone.now())) == {unmarked}


def test_a_session_counts_in_the_period_in_which_it_begins(place, room):
    booking = timetable.booking(facility=place, room=room)
    start, end = booking.slot.starts_at, booking.slot.ends_at
    hour = end - start
    assert list(Booking.objects.in_period(Slot(start, end))) == [booking]
    assert list(Booking.objects.in_period(Slot(start - hour, start))) == []
    assert list(Booking.objects.in_period(Slot(start + hour / 2, end + hour))) == []


def test_who_sees_which_sessions(place, room):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    bnnk = accounts.agency()
    accounts.agreement(facility=place, agency=bnnk)
    people = {
        role: accounts.user_with(role, facility=place)
        for role in (Role.HEAD, Role.SECURITY, Role.FACILITATOR, Role.ADMINISTRATOR)
    }
    people |= {role: accounts.user_with(role, agency=bnnk) for role in (Role.ASSESSOR, Role.COORDINATOR)}
    led = timetable.booking(
        facility=place, room=room, facilitators=[people[Role.FACILITATOR], people[Role.ASSESSOR]]
    )
    rest = timetable.booking(facility=place, room=room, when=timetable.slot("10.00", "11.00"))
    timetable.booking(facility=other, room=timetable.room(facility=other))
    seen = {role: list(Booking.objects.visible_to(user).by_time()) for role, user in people.items()}
    assert seen == {
        Role.HEAD: [led, rest],
        Role.SECURITY: [led, rest],
        Role.FACILITATOR: [led],
        Role.ADMINISTRATOR: [],
        Role.ASSESSOR: [led],
        Role.COORDINATOR: [],
    }


def test_what_a_person_a_leader_and_a_room_have(place, room):
    leader, person = accounts.user_with(Role.FACILITATOR, facility=place), inmates.inmate(facility=place)
    booking = timetable.booking(facility=place, room=room, facilitators=[leader], inmates=[person])
    timetable.booking(facility=place, room=timetable.room(facility=place, code="R2"))
    cancelled = timetable.booking(
        facility=place,
        room=room,
        facilitators=[leader],
        inmates=[person],
        when=timetable.slot("13.00", "14.00"),
    )
    timetable.cancelled(cancelled)
    day = Slot(booking.slot.starts_at, cancelled.slot.ends_at)
    assert list(queries.bookings_of_person(person, day)) == [booking]
    assert list(queries.bookings_led_by(leader, day)) == [booking]
    assert list(queries.bookings_in_room(room, day)) == [booking]


def full(place, room, count):
    """A regime with participants, a period, and sessions of several people."""
    for number in range(count):
        people = [inmates.inmate(facility=place) for _ in range(2)]
        timetable.hours(
            "13.00",
            "14.00",
            facility=place,
            inmates=[inmates.inmate(facility=place)],
            name=f"Program {number}",
        )
        timetable.not_ready(facility=place, when=timetable.slot("15.00", "16.00", day=number))
        timetable.booking(
            facility=place, room=room, inmates=people, when=timetable.slot(day=number),
            facilitators=[accounts.user(username=f"f{place.bookings.count()}")],
        )  # fmt: skip


def test_the_checker_costs_five_queries_however_much_there_is(place, room, django_assert_num_queries):
    week = Slot(timetable.slot().starts_at, timetable.slot(day=6).ends_at)
    full(place, room, 1)
    with django_assert_num_queries(5):
        checker_for(place, week)
    full(place, timetable.room(facility=place, code="R2"), 3)
    with django_assert_num_queries(5):
        checker_for(place, week)


def test_the_week_costs_six_queries_however_full_it_is(place, room, django_assert_num_queries):
    head = accounts.user_with(Role.HEAD, facility=place)
    assert head.reach
    day, today = timetable.monday(), timezone.localdate()
    full(place, room, 1)
    with django_assert_num_queries(6):
        week = week_of(place, day=day, today=today, user=head)
    assert [(each.people, len(each.facilitators)) for each in week.sessions] == [(2, 1)]
    full(place, timetable.room(facility=place, code="R2"), 3)
    with django_assert_num_queries(6):
        week = week_of(place, day=day, today=today, user=head)
    assert len(week.sessions) == 4
    assert [len(sessions) for _room, sessions in week.days[0].cells] == [1, 1]
    assert [(each.label, each.tone) for each in week.days[0].closed] == [
        ("Listrik, air, atau bangunan", "not-ready")
    ] * 2


def test_movements_count_people_once_however_often_they_are_brought_out(place, room):
    one, two = (inmates.inmate(facility=place, full_name="Budi Santoso") for _ in range(2))
    timetable.booking(facility=place, room=room, inmates=[one, two])
    timetable.booking(facility=place, room=room, inmates=[one], when=timetable.slot("13.00", "14.00"))
    guard = accounts.user_with(Role.SECURITY, facility=place)
    movements = movements_of(place, day=timetable.monday(), user=guard)
    assert brought_out(movements) == Brought(people=2, times=3)
    page = signed_in(guard).get(f"/timetable/movements/?day={timetable.monday().isoformat()}")
    assert "2 orang dibawa keluar" in page.content.decode()
    assert "seluruhnya 3 kali" in page.content.decode()


def test_movements_tell_who_goes_where_by_cell_and_not_what_for(place, room, django_assert_num_queries):
    guard = accounts.user_with(Role.SECURITY, facility=place)
    assert guard.reach
    cells = [inmates.cell(facility=place, code=code) for code in ("B2", "A1")]
    people = [
        inmates.inmate(facility=place, full_name=name, cell=cell)
        for name, cell in (("Budi", cells[0]), ("Joko", cells[1]), ("Agus", None))
    ]
    timetable.booking(facility=place, room=room, inmates=people, title="Kelompok berat")
    timetable.booking(facility=place, room=room, when=timetable.slot("13.00", "14.00"))
    timetable.cancelled(
        timetable.booking(facility=place, room=room, inmates=people, when=timetable.slot("15.00", "16.00"))
    )
    with django_assert_num_queries(1):
        movements = movements_of(place, day=timetable.monday(), user=guard)
    budi, joko, agus = (person.pk for person in people)
    assert [(each.room, each.people) for each in movements] == [
        ("Ruang RK1", [Mover(agus, "Agus", ""), Mover(joko, "Joko", "A1"), Mover(budi, "Budi", "B2")])
    ]
    assert "berat" not in repr(movements)
    stranger = accounts.user_with(Role.SECURITY, facility=accounts.facility(code="LUA"))
    assert movements_of(place, day=timetable.monday(), user=stranger) == []
