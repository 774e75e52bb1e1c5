"""Two people at the same moment: committed data, two connections, exactly one wins and the other is told why."""

import threading
import uuid

import pytest
from django.db import connection, connections, transaction

from rutan.timetable import services, services_life, services_rooms
from rutan.timetable.enums import LostBy
from rutan.timetable.models import Booking, Claim, Regime
from rutan.timetable.refusals import BookingRefused, PlannedInTheWay
from tests.factories import accounts, inmates, timetable


def at_once(*deeds):
    """Do things at the same moment, each on a connection of its own; return what each returned or raised."""
    ready, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def do(number, deed):
        try:
            ready.wait()
            results[number] = deed()
        except Exception as error:  # noqa: BLE001 - the test looks at whatever came
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=do, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return results


@pytest.fixture
def place(own_database):
    return accounts.facility()


@pytest.mark.parametrize("shared", ["room", "facilitator", "inmate"])
def test_two_who_want_the_same_one(place, shared):
    by = accounts.second_person()
    rooms = [timetable.room(facility=place, code=code) for code in ("R1", "R2", "R3", "R4")]
    leaders = [accounts.user(username=f"f{number}") for number in range(4)]
    people = [inmates.inmate(facility=place) for _ in range(4)]

    def lay(number):
        return lambda: timetable.booking(
            facility=place,
            room=rooms[0 if shared == "room" else number],
            facilitators=[leaders[0 if shared == "facilitator" else number]],
            inmates=[people[0 if shared == "inmate" else number]],
            title=f"Kelompok {number}",
            by=by,
        )

    results = at_once(*map(lay, range(4)))
    won = [each for each in results if isinstance(each, Booking)]
    lost = [each for each in results if isinstance(each, BookingRefused)]
    assert (len(won), len(lost)) == (1, 3), results
    assert [won[0].title in sentence for refusal in lost for sentence in refusal.reasons] == [True] * 3
    assert Booking.objects.count() == 1
    with connection.cursor() as cursor:
        cursor.execute("select deadlocks from pg_stat_database where datname = current_database()")
        assert cursor.fetchone() == (0,)


def test_two_facilities_that_want_the_same_facilitator(place):
    """Each locks its own regime row, so only the exclusion constraint stands between them."""
    other, by = accounts.facility(code="LUA", name="Rutan Luar"), accounts.second_person()
    leader = accounts.user(username="fasilitator")
    rooms = [timetable.room(facility=each) for each in (place, other)]
    results = at_once(*(
        lambda room=room: timetable.booking(facility=room.facility, room=room, facilitators=[leader], by=by)
        for room in rooms
    ))  # fmt: skip
    assert sorted(type(each).__name__ for each in results) == ["Booking", "BookingRefused"], results
    refusal = next(each for each in results if isinstance(each, BookingRefused))
    winner = next(each for each in results if isinstance(each, Booking))
    assert refusal.reasons == [f"Petugas Contoh sudah memandu {winner.facility.name} pukul 08.00–09.30."]


def test_one_lays_a_session_while_another_protects_the_hours(place):
    room, by = timetable.room(facility=place), accounts.second_person()
    for day in range(5):
        when = timetable.slot(day=day)
        results = at_once(
            lambda when=when: timetable.booking(facility=place, room=room, when=when, by=by),
            lambda day=day: timetable.hours(
                "08.30", "09.00", facility=place, by=by,
                starts_on=timetable.monday() + timetable.timedelta(days=day),
                ends_on=timetable.monday() + timetable.timedelta(days=day),
            ),
        )  # fmt: skip
        refused = [each for each in results if isinstance(each, BookingRefused | PlannedInTheWay)]
        assert len(refused) == 1, results


def test_sql_typed_by_hand_waits_for_whoever_protects_the_hours_and_is_refused(place):
    """The claim's trigger takes the regime row too, so the hours are seen that were committed while it waited."""
    room, by = timetable.room(facility=place), accounts.second_person()
    draft = timetable.booking(facility=place, room=room, publish=False)
    locked, go_on = threading.Event(), threading.Event()

    def protect():
        with transaction.atomic():
            Regime.objects.select_for_update(no_key=True).get(facility=place)
            locked.set()
            go_on.wait(5)
            return timetable.hours("08.00", "08.30", facility=place, by=by)

    def publish():
        locked.wait(5)
        threading.Timer(0.3, go_on.set).start()
        with transaction.atomic():
            Booking.objects.filter(pk=draft.pk).update(state="published", published_at=draft.created_at)
            Claim.objects.of(draft).update(published=True)

    results = at_once(protect, publish)
    assert str(results[0]) == "Apel pagi"
    assert results[1].__cause__.diag.constraint_name == "claim_outside_protected_hours"


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("update agencies_facility set timezone = 'Asia/Jayapura'", "facility_keeps_its_clock"),
        ("update timetable_room set voided_at = now()", "room_in_use_is_kept"),
    ],
)
def test_sql_typed_by_hand_waits_for_whoever_lays_a_session(place, statement, rule):
    """Neither the clock nor the room is taken from under a session that is about to be committed."""
    room, by = timetable.room(facility=place), accounts.second_person()
    laid, go_on = threading.Event(), threading.Event()

    def lay():
        with transaction.atomic():
            booking = timetable.booking(facility=place, room=room, by=by)
            laid.set()
            go_on.wait(5)
            return booking

    def take_away():
        laid.wait(5)
        threading.Timer(0.3, go_on.set).start()
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)

    results = at_once(lay, take_away)
    assert isinstance(results[0], Booking)
    assert results[1].__cause__.diag.constraint_name == rule


def test_one_lays_a_session_while_another_gives_up_the_room(place):
    room, by = timetable.room(facility=place), accounts.second_person()
    given_up, go_on = threading.Event(), threading.Event()

    def give_up():
        with transaction.atomic():
            services_rooms.give_up_room(room=room, by=by)
            given_up.set()
            go_on.wait(5)

    def lay():
        given_up.wait(5)
        threading.Timer(0.3, go_on.set).start()
        return timetable.booking(facility=place, room=room, by=by)

    results = at_once(give_up, lay)
    assert isinstance(results[1], BookingRefused), results
    assert Booking.objects.count() == 0


def test_one_moves_a_session_while_another_cancels_it(place):
    room, by = timetable.room(facility=place), accounts.second_person()
    booking = timetable.booking(facility=place, room=room)
    later = timetable.slot("13.00", "14.00")
    at_once(
        lambda: services.move_booking(booking=booking, room=room, slot=later, by=by),
        lambda: services_life.cancel_booking(booking=booking, reason="Batal", lost_by=LostBy.NONE, by=by),
    )
    booking.refresh_from_db()
    assert booking.state == "cancelled"
    assert {claim.during == booking.during for claim in Claim.objects.of(booking)} == {True}
    assert Claim.objects.published().count() == 0


def test_the_same_form_sent_twice_at_once_makes_one_session(place):
    room, by, key = timetable.room(facility=place), accounts.second_person(), uuid.uuid4()
    results = at_once(*[lambda: timetable.booking(facility=place, room=room, by=by, request_key=key)] * 3)
    assert {booking.pk for booking in results} == {Booking.objects.get().pk}
