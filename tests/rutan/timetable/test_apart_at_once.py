"""Two at the same moment, about two people who are kept apart: committed data, two connections."""

import threading

import pytest
from django.db import IntegrityError, transaction

from inmates.services_apart import close_keep_apart
from rutan.timetable import services_life
from rutan.timetable.models import Booking, Claim
from rutan.timetable.queries_apart import together_all_the_same
from rutan.timetable.refusals import BookingRefused
from tests.factories import accounts, inmates, timetable
from tests.rutan.timetable.test_apart import joined
from tests.rutan.timetable.test_races import at_once


@pytest.fixture
def place(own_database):
    return accounts.facility()


@pytest.fixture
def pair(place):
    return [inmates.inmate(facility=place, full_name=name) for name in ("Andi", "Budi")]


@pytest.fixture
def booking(place):
    return timetable.booking(facility=place, room=timetable.room(facility=place))


def people_of(booking):
    return {claim.inmate_id for claim in Claim.objects.of(booking) if claim.inmate_id}


def one_waits(first, second):
    """Do both, each in a transaction: the second begins when the first has written, which commits a little later."""
    written, go_on = threading.Event(), threading.Event()

    def before():
        with transaction.atomic():
            done = first()
            written.set()
            go_on.wait(5)
            return done

    def after():
        written.wait(5)
        threading.Timer(0.4, go_on.set).start()
        with transaction.atomic():
            return second()

    return at_once(before, after)


def test_sql_typed_by_hand_brings_no_two_into_one_session(pair, booking):
    """Neither sees the other's claim, so the entry's row is what the second one waits for."""
    inmates.kept_apart(*pair)
    results = one_waits(lambda: joined(booking, pair[0]), lambda: joined(booking, pair[1]))
    assert isinstance(results[0], Claim), results
    assert isinstance(results[1], IntegrityError), results
    assert results[1].__cause__.diag.constraint_name == "claim_keeps_apart"
    assert people_of(booking) == {pair[0].pk}


def test_two_officers_at_once_bring_one_of_them(pair, booking):
    inmates.kept_apart(*pair)
    by = accounts.second_person()
    results = at_once(*(
        lambda person=person: services_life.change_people(
            booking=booking, facilitators=[], inmates=[person], by=by
        )
        for person in pair
    ))  # fmt: skip
    # Each says who comes; the second takes the first one off, so nobody is refused and they never meet.
    assert all(isinstance(each, Booking) for each in results), results
    assert len(people_of(booking)) == 1


def test_a_session_that_is_being_written_is_there_before_the_entry_and_told(place, pair, booking):
    """The entry waits for the claim and is committed after it: nothing slips between, and nothing is refused."""
    joined(booking, pair[0])
    results = one_waits(lambda: joined(booking, pair[1]), lambda: inmates.kept_apart(*pair))
    assert [type(each).__name__ for each in results] == ["Claim", "KeepApart"], results
    assert list(together_all_the_same(place, now=booking.slot.starts_at)) == [booking]


def test_an_entry_that_is_being_written_holds_back_the_claim_and_refuses_it(place, pair, booking):
    joined(booking, pair[0])
    results = one_waits(lambda: inmates.kept_apart(*pair), lambda: joined(booking, pair[1]))
    assert type(results[0]).__name__ == "KeepApart", results
    assert isinstance(results[1], IntegrityError), results
    assert people_of(booking) == {pair[0].pk}


def test_an_entry_that_is_being_written_refuses_the_planner_in_words(place, pair, booking):
    by = accounts.second_person()
    results = one_waits(
        lambda: inmates.kept_apart(*pair),
        lambda: timetable.booking(
            facility=place, room=booking.room, inmates=pair, when=timetable.slot("13.00", "14.00"), by=by
        ),
    )
    assert isinstance(results[1], BookingRefused), results
    assert [conflict.kind.value for conflict in results[1].conflicts] == ["kept_apart"]


def test_an_entry_that_is_being_closed_is_waited_for(pair, booking):
    entry, by = inmates.kept_apart(*pair), accounts.second_person()
    joined(booking, pair[0])
    results = one_waits(
        lambda: close_keep_apart(entry=entry, reason="Damai", by=by), lambda: joined(booking, pair[1])
    )
    assert isinstance(results[1], Claim), results
    assert people_of(booking) == {person.pk for person in pair}
