"""Who is where on a day, and how full the house was; nobody of another house is counted."""

from datetime import timedelta

import pytest

from inmates.queries_whereabouts import Among, away_now, occupancy_board, whereabouts
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def reader(place):
    return accounts.user_with(Role.SECURITY, facility=place)


@pytest.fixture
def cells(place):
    return [inmates.cell(facility=place, code=code, capacity=1) for code in ("A1", "A2", "B1")]


@pytest.fixture
def house(place, cells):
    """One moved yesterday, one away since yesterday, one without a cell, one who left yesterday; strangers elsewhere."""
    yesterday = place.start_of(clock.today()) - timedelta(hours=6)
    people = {
        name: inmates.inmate(facility=place, full_name=name, cell=cells[0]) for name in ("Ani", "Budi", "Edi")
    }
    people["Cici"] = inmates.inmate(facility=place, full_name="Cici")
    inmates.moved(people["Ani"], cells[2], at=yesterday)
    inmates.away(people["Budi"], left_at=yesterday)
    inmates.left(people["Edi"], on=clock.today() - timedelta(days=1))
    other = accounts.facility(code="LUA", name="Rutan Luar")
    inmates.away(inmates.inmate(facility=other, full_name="Luar", cell=inmates.cell(facility=other)))
    return people


def told(found):
    return {
        each.person.full_name: (each.place and each.place.cell.code, each.absence is not None)
        for each in found
    }


def test_where_everybody_is_and_was(house, place, reader, cells, django_assert_num_queries):
    today, before = clock.today(), clock.today() - timedelta(days=2)
    assert reader.reach  # read once a request
    with django_assert_num_queries(3):
        now = whereabouts(reader, place, on=today)
    assert told(now) == {"Ani": ("B1", False), "Budi": ("A1", True), "Cici": (None, False)}
    assert told(whereabouts(reader, place, on=before)) == {
        "Ani": ("A1", False),
        "Budi": ("A1", False),
        "Cici": (None, False),
        "Edi": ("A1", False),
    }
    assert set(told(whereabouts(reader, place, on=today, among=Among(cell=cells[2])))) == {"Ani"}
    assert set(told(whereabouts(reader, place, on=today, among=Among(block=cells[0].block)))) == {"Budi"}
    assert set(told(whereabouts(reader, place, on=today, among=Among(without=True)))) == {"Cici"}


def test_the_board_counts_who_has_a_place_and_who_is_away(house, place, django_assert_num_queries):
    with django_assert_num_queries(4):
        board = occupancy_board(place, on=clock.today())
    assert (board.people, board.away, board.without_cell) == (3, 1, 1)
    rows = {row.cell.code: row.occupancy for block in board.blocks for row in block.cells}
    assert {code: (each.people, each.away) for code, each in rows.items()} == {
        "A1": (1, 1),
        "A2": (0, 0),
        "B1": (1, 0),
    }
    before = occupancy_board(place, on=clock.today() - timedelta(days=2))
    assert [(row.cell.code, row.occupancy.over) for row in before.crowded] == [("A1", 2)]
    assert before.scale == 300
    # The day on which somebody left ends without them.
    yesterday = occupancy_board(place, on=clock.today() - timedelta(days=1))
    assert (yesterday.people, yesterday.away) == (3, 1)


def test_who_is_of_another_sex_than_the_block_is_flagged(place, cells):
    inmates.inmate(facility=place, sex="P", cell=cells[0])
    board = occupancy_board(place, on=clock.today())
    assert [block.misplaced for block in board.blocks] == [1, 0]


def test_who_is_away_now(house, place, reader):
    late = inmates.inmate(facility=place, full_name="Dedi")
    inmates.away(late, left_at=clock.now() - timedelta(hours=3), expected_at=clock.now() - timedelta(hours=1))
    rows = away_now(reader, place)
    assert [each.inmate.full_name for each in rows] == ["Dedi", "Budi"]
    assert [each.inmate.full_name for each in rows.overdue(clock.now())] == ["Dedi"]
