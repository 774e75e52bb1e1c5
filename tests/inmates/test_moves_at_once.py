"""Two officers at the same moment: committed data, two connections."""

import uuid

import pytest

from inmates.models import CellPlace, Inmate
from inmates.refusals import OverCapacity
from inmates.services_moves import move
from tests.factories import accounts, inmates
from tests.rutan.timetable.test_races import at_once


@pytest.fixture
def place(own_database):
    return accounts.facility()


def moving(person, cell, by):
    return lambda: move(people=[person], cell=cell, by=by, request_key=uuid.uuid4())


def test_the_same_person_into_two_cells(place):
    by, person = accounts.second_person(), inmates.inmate(facility=place)
    cells = [inmates.cell(facility=place, code=code) for code in ("A1", "A2")]
    results = at_once(*(moving(person, cell, by) for cell in cells))
    assert all(isinstance(each, list) for each in results), results
    (last,) = CellPlace.objects.of(person).open()
    assert Inmate.objects.get(pk=person.pk).cell == last.cell
    assert CellPlace.objects.of(person).count() == 2


def test_the_last_place_is_given_once(place):
    by, cell = accounts.second_person(), inmates.cell(facility=place, capacity=1)
    people = [inmates.inmate(facility=place) for _ in range(2)]
    results = at_once(*(moving(person, cell, by) for person in people))
    assert {type(each) for each in results} == {list, OverCapacity}
    assert CellPlace.objects.open().count() == 1
