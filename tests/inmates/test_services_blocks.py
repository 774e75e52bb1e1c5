"""Blocks and cells: a code once a facility, closed only when empty, never filled again."""

import uuid

import pytest

from inmates.enums import Sex
from inmates.models import Block, Cell
from inmates.refusals import MoveRefused, PlaceRefused
from inmates.services_blocks import add_block, add_cell, change_block, change_cell, close_block, close_cell
from rutan.audit.models import Event
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def block(place, by):
    return added(place, by)


@pytest.fixture
def cell(block, by):
    return add_cell(block=block, code="A1", capacity=2, by=by, request_key=uuid.uuid4())


def added(place, by, code="A", **facts):
    facts = {"name": "Melati", "sex": Sex.MALE, "request_key": uuid.uuid4(), **facts}
    return add_block(facility=place, code=code, by=by, **facts)


def refused(deed, **facts):
    with pytest.raises(PlaceRefused) as error:
        deed(**facts)
    (said,) = error.value.messages
    return said


def test_a_block_and_a_cell_are_added_once_however_often_the_form_is_sent(place, by):
    key = uuid.uuid4()
    block = added(place, by, request_key=key)
    assert added(place, by, request_key=key) == block
    cell = add_cell(block=block, code="A1", capacity=2, by=by, request_key=key)
    assert add_cell(block=block, code="A1", capacity=2, by=by, request_key=key) == cell
    assert (cell.facility, cell.block, Block.objects.count(), Cell.objects.count()) == (place, block, 1, 1)
    assert [event.action for event in Event.objects.order_by("pk")] == [
        "inmates.block.added",
        "inmates.cell.added",
    ]


def test_a_code_stands_once_in_a_facility_and_again_in_another(place, by, block, cell):
    assert "A" in refused(added, place=place, by=by)
    assert "A1" in refused(add_cell, block=block, code="A1", capacity=9, by=by, request_key=uuid.uuid4())
    assert added(accounts.facility(code="LIN"), by).pk != block.pk
    assert Cell.objects.get().capacity == 2


def test_names_and_capacities_are_changed_and_a_taken_code_is_not(place, by, block, cell):
    other = added(place, by, code="B")
    second = add_cell(block=block, code="A2", capacity=1, by=by, request_key=uuid.uuid4())
    assert "A" in refused(change_block, block=other, code="A", name="", sex=Sex.MALE, by=by)
    assert "A1" in refused(change_cell, cell=second, code="A1", capacity=3, by=by)
    change_block(block=other, code="C", name="Anggrek", sex=Sex.FEMALE, by=by)
    change_cell(cell=second, code="A3", capacity=3, by=by)
    other.refresh_from_db()
    second.refresh_from_db()
    assert (other.code, other.name, other.sex) == ("C", "Anggrek", Sex.FEMALE)
    assert (second.code, second.capacity) == ("A3", 3)


def test_a_block_is_given_to_the_other_sex_only_while_nobody_of_this_one_is_in_it(place, by, block, cell):
    person = inmates.inmate(facility=place, cell=cell)
    said = refused(change_block, block=block, code="A", name="Melati", sex=Sex.FEMALE, by=by)
    assert "1" in said
    block.refresh_from_db()
    assert block.sex == Sex.MALE
    inmates.left(person)
    change_block(block=block, code="A", name="Melati", sex=Sex.FEMALE, by=by)
    block.refresh_from_db()
    assert block.sex == Sex.FEMALE


def test_a_cell_is_closed_when_it_is_empty_once_and_nobody_is_moved_into_it(place, by, block, cell):
    person = inmates.inmate(facility=place, cell=cell)
    assert "A1" in refused(close_cell, cell=cell, by=by)
    assert "A" in refused(close_block, block=block, by=by)
    inmates.moved(person, inmates.cell(facility=place, code="B1", capacity=2))
    close_cell(cell=cell, by=by)
    closed = Cell.objects.get(pk=cell.pk)
    close_cell(cell=cell, by=by)
    assert Cell.objects.get(pk=cell.pk).closed_at == closed.closed_at
    assert Event.objects.filter(action="inmates.cell.closed").count() == 1
    with pytest.raises(MoveRefused):
        inmates.moved(person, closed)


def test_a_block_is_closed_with_its_cells_and_takes_no_more(place, by, block, cell):
    other = inmates.cell(facility=place, code="B1")
    close_block(block=block, by=by)
    close_block(block=block, by=by)
    block.refresh_from_db()
    assert (block.closed_by, Cell.objects.get(pk=cell.pk).closed_by) == (by, by)
    assert Cell.objects.get(pk=other.pk).closed_at is None
    assert Event.objects.filter(action="inmates.block.closed").count() == 1
    facts = {"block": block, "code": "A9", "capacity": 1, "by": by, "request_key": uuid.uuid4()}
    assert "A" in refused(add_cell, **facts)
