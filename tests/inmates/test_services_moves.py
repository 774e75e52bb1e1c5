"""Moving one or several, changing cells, undoing: what is refused, and a history without overlap whatever is done."""

import itertools
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inmates.enums import Sex
from inmates.models import CellPlace, Inmate
from inmates.queries_whereabouts import history_of
from inmates.refusals import MoveRefused, OverCapacity
from inmates.services_moves import move, swap, undo_move
from inmates.services_places import leave_places
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def cells(place):
    return [inmates.cell(facility=place, code=code, capacity=2) for code in ("A1", "A2", "B1")]


def moved(people, cell, by, **facts):
    return move(people=people, cell=cell, by=by, **{"request_key": uuid.uuid4(), **facts})


def cell_of(person):
    return Inmate.objects.get(pk=person.pk).cell


def test_who_is_admitted_has_the_place_from_the_first_moment_of_that_day(place, cells):
    person = inmates.inmate(facility=place, cell=cells[0])
    (kept,) = CellPlace.objects.of(person)
    assert (kept.cell, kept.starts_at, kept.ends_at) == (cells[0], place.start_of(person.admitted_on), None)


def test_several_are_moved_at_once_and_their_history_stays(place, cells, by):
    people = [inmates.inmate(facility=place, cell=cells[0]), inmates.inmate(facility=place)]
    places = moved(people, cells[1], by, reason="Penyeimbangan")
    assert [cell_of(person) for person in people] == [cells[1]] * 2
    first = CellPlace.objects.of(people[0])
    assert [(each.cell, each.reason) for each in first] == [(cells[1], "Penyeimbangan"), (cells[0], "")]
    assert first[1].ends_at == first[0].starts_at == places[0].starts_at
    facts = (
        Event.objects.filter(action="inmates.person.moved")
        .order_by("subject_id")
        .values_list("facts", flat=True)
    )
    assert [(each["before"], each["cell"]) for each in facts] == [("A1", "A2"), ("", "A2")]


def test_whoever_stands_in_the_way_is_named_and_nobody_is_moved(place, cells, by):
    fine = inmates.inmate(facility=place, full_name="Orang Baik", cell=cells[0])
    gone = inmates.left(inmates.inmate(facility=place, full_name="Orang Bebas"))
    woman = inmates.inmate(facility=place, full_name="Ibu Sari", sex=Sex.FEMALE)
    there = inmates.inmate(facility=place, full_name="Orang Sana", cell=cells[1])
    stranger = inmates.inmate(facility=accounts.facility(code="LUA"), full_name="Orang Luar")
    with pytest.raises(MoveRefused) as refusal:
        moved([fine, gone, woman, there, stranger], cells[1], by)
    assert sorted(refusal.value.messages) == [
        "Blok A bukan untuk jenis kelamin Ibu Sari.",
        "Orang Bebas tidak sedang ditahan di sini.",
        "Orang Luar ditahan di UPT lain.",
        "Orang Sana sudah berada di kamar A2.",
    ]
    assert cell_of(fine) == cells[0]


def test_a_move_lies_between_the_last_one_and_now(place, cells, by):
    person = inmates.inmate(facility=place, cell=cells[0])
    moved([person], cells[1], by, at=clock.now() - timedelta(hours=2))
    for at, said in (
        (clock.now() - timedelta(hours=3), "baru menempati"),
        (clock.now() + timedelta(hours=1), "di masa depan"),
    ):
        with pytest.raises(MoveRefused, match=said):
            moved([person], cells[2], by, at=at)
    assert cell_of(person) == cells[1]


def test_more_than_the_capacity_is_confirmed_first(place, cells, by):
    people = [inmates.inmate(facility=place) for _ in range(3)]
    with pytest.raises(OverCapacity) as refusal:
        moved(people, cells[0], by)
    assert refusal.value.messages == ["Kamar A1 akan dihuni 3 orang, sedangkan kapasitasnya 2."]
    assert not CellPlace.objects.exists()
    moved(people, cells[0], by, confirmed=True)
    # Whoever leaves a crowded cell for one with room, and two who change theirs, need no confirmation.
    moved(people[:1], cells[1], by)
    one, other = Inmate.objects.get(pk=people[0].pk), Inmate.objects.get(pk=people[1].pk)
    swap(one=one, other=other, by=by, request_key=uuid.uuid4())
    assert (cell_of(one), cell_of(other)) == (cells[0], cells[1])


def test_two_change_cells_only_when_both_have_one(place, cells, by):
    one, other = inmates.inmate(facility=place, cell=cells[0]), inmates.inmate(facility=place)
    with pytest.raises(MoveRefused, match="keduanya mempunyai kamar"):
        swap(one=one, other=other, by=by, request_key=uuid.uuid4())


def test_the_same_form_twice_moves_once_and_all_are_answered(place, cells, by):
    people, key = [inmates.inmate(facility=place) for _ in range(2)], uuid.uuid4()
    assert moved(people, cells[0], by, request_key=key) == moved(people, cells[0], by, request_key=key)
    assert CellPlace.objects.count() == 2


def test_the_last_move_is_undone_and_no_other(place, cells, by):
    person = inmates.inmate(facility=place, cell=cells[0])
    (first,) = moved([person], cells[1], by)
    (second,) = moved([person], cells[2], by)
    with pytest.raises(MoveRefused, match="Hanya pindah kamar yang terakhir"):
        undo_move(place=first, by=by)
    undo_move(place=second, by=by)
    undo_move(place=first, by=by)
    assert cell_of(person) == cells[0]
    assert [
        (each.place.cell, each.place.ends_at, each.may_be_undone) for each in history_of(person).places
    ] == [(cells[0], None, False)]
    with pytest.raises(MoveRefused):  # the first place came with the admission
        undo_move(place=CellPlace.objects.get(), by=by)
    assert CellPlace.all_objects.filter(voided_by=by).count() == 2


def test_who_leaves_has_no_place_any_more_and_is_not_away(place, cells):
    person = inmates.inmate(facility=place, cell=cells[0])
    inmates.away(person)
    inmates.left(person)
    history = history_of(person)
    assert (cell_of(person), history.absence, len(history.places)) == (None, None, 1)
    assert history.places[0].place.ends_at <= clock.now()


DEEDS = st.lists(st.tuples(st.sampled_from(("move", "undo", "leave")), st.integers(0, 2)), max_size=8)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS)
def test_whatever_is_done_nobody_is_in_two_cells(place, cells, by, deeds):
    with transaction.atomic():
        person = inmates.inmate(facility=place, cell=cells[0])
        for deed, number in deeds:
            do(deed, person, cells[number], by)
            rows = sorted(CellPlace.objects.of(person), key=lambda row: (row.starts_at, row.pk))
            assert len([row for row in rows if row.ends_at is None]) <= 1
            assert all(before.ends_at <= after.starts_at for before, after in itertools.pairwise(rows))
            last = rows[-1] if rows and rows[-1].ends_at is None else None
            assert cell_of(person) == (last.cell if last else None)
        transaction.set_rollback(True)


def do(deed, person, cell, by):
    try:
        if deed == "move":
            moved([person], cell, by, confirmed=True)
        elif deed == "leave":
            leave_places([person], on=clock.today(), by=by)
        elif place := CellPlace.objects.of(person).first():
            undo_move(place=place, by=by)
    except MoveRefused:
        pass
