"""Whom protected hours of coaching programmes stand in the way of."""

from datetime import date

import pytest

from rutan.timetable.domain.calendar import Binds, Participant
from tests.rutan.timetable.domain.facts import BUDI, HALL, JOKO, ROOM, coaching, found, hours, proposal


def test_coaching_binds_those_who_take_part_and_names_them():
    lessons = coaching("08.00", "09.00", JOKO, 203)
    (conflict,) = found(proposal(), hours=[lessons])
    assert (conflict.kind, conflict.inmates, conflict.room) == ("protected_hours", ("Joko",), None)
    assert found(proposal(inmates={BUDI: "Budi"}), hours=[lessons]) == ()


@pytest.mark.parametrize(
    ("first", "last", "expected"), [(24, 24, 1), (23, None, 1), (25, None, 0), (1, 23, 0), (1, 24, 1)]
)
def test_coaching_binds_a_participant_only_on_the_days_of_taking_part(first, last, expected):
    member = Participant(BUDI, date(2026, 11, first), date(2026, 11, last) if last else None)
    assert len(found(proposal(), hours=[coaching("08.00", "09.00", member)])) == expected


def test_coaching_takes_its_room_for_everybody():
    lessons = coaching("08.00", "09.00", 203, room_id=ROOM.id)
    (conflict,) = found(proposal(), hours=[lessons])
    assert (conflict.inmates, conflict.room) == ((), "Ruang Konseling 1")
    assert found(proposal(room=HALL), hours=[lessons]) == ()
    (elsewhere,) = found(proposal(room=HALL, inmates={203: "Agus"}), hours=[lessons])
    assert (elsewhere.inmates, elsewhere.room) == (("Agus",), None)


def test_hours_of_one_room_bind_that_room_only():
    cleaning = hours("08.00", "09.00", room_id=HALL.id)
    assert found(proposal(), hours=[cleaning]) == ()
    (conflict,) = found(proposal(room=HALL), hours=[cleaning])
    assert (conflict.room, conflict.inmates) == ("Aula Gatotkaca", ())


def test_participants_do_not_matter_where_everyone_is_bound():
    cleaning = coaching("08.00", "09.00", BUDI, room_id=HALL.id, binds=Binds.EVERYONE)
    assert found(proposal(), hours=[cleaning]) == ()
    (conflict,) = found(proposal(), hours=[coaching("08.00", "09.00", BUDI, binds=Binds.EVERYONE)])
    assert conflict.inmates == ()
