"""What speaks against a move, all of it at once, and what moves make of the places in a cell."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.moving import Fault, Filling, Mover, Target, faults, filling

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
SINCE = NOW - timedelta(days=3)
MOVER = Mover(name="Budi", sex="L", facility=1, is_here=True, cell=5, since=SINCE)
TARGET = Target(cell=6, facility=1, sex="L", is_closed=False)


def found(*, mover=MOVER, target=TARGET, at=NOW):
    return faults(mover, target, at=at, now=NOW)


def test_somebody_here_moves_into_an_open_cell_of_their_sex():
    assert found() == ()
    assert found(mover=replace(MOVER, cell=None, since=None)) == ()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"mover": replace(MOVER, is_here=False)}, Fault.NOT_HERE),
        ({"target": replace(TARGET, facility=2)}, Fault.OTHER_FACILITY),
        ({"target": replace(TARGET, is_closed=True)}, Fault.CLOSED),
        ({"target": replace(TARGET, sex="P")}, Fault.OTHER_SEX),
        ({"target": replace(TARGET, cell=5)}, Fault.SAME_CELL),
        ({"at": NOW + timedelta(seconds=1)}, Fault.IN_THE_FUTURE),
        ({"at": SINCE - timedelta(seconds=1)}, Fault.BEFORE_THE_LAST),
    ],
)
def test_each_fault_by_itself(changes, said):
    assert found(**changes) == (said,)


def test_a_move_may_lie_at_either_end_of_the_time_it_may_lie_in():
    assert found(at=SINCE) == found(at=NOW) == ()


def test_who_is_not_here_or_belongs_elsewhere_is_told_no_more():
    target = Target(cell=5, facility=2, sex="P", is_closed=True)
    assert found(mover=replace(MOVER, is_here=False), target=target) == (Fault.NOT_HERE,)
    assert found(target=target) == (Fault.OTHER_FACILITY,)


def test_several_faults_are_said_together():
    target = Target(cell=5, facility=1, sex="P", is_closed=True)
    assert found(target=target, at=NOW + timedelta(days=1)) == (
        Fault.CLOSED,
        Fault.OTHER_SEX,
        Fault.SAME_CELL,
        Fault.IN_THE_FUTURE,
    )


def test_a_full_cell_is_overfilled_by_one_more_and_not_by_one_for_another():
    assert filling(2, [1, 2], coming=[3]) == Filling(capacity=2, before=2, after=3)
    assert filling(2, [1, 2], coming=[3]).overfills
    assert not filling(2, [1, 2], coming=[3], going=[1]).overfills
    assert not filling(2, [1, 2, 3, 4], going=[1]).overfills  # crowded still, and less than it was
    assert not filling(2, [1, 2, 3], coming=[3]).overfills  # who is inside already does not come


@given(st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)), st.sets(st.integers(0, 9)), st.integers(0, 9))
def test_it_counts_what_is_left_when_all_have_moved(inside, coming, going, capacity):
    after = {person for person in range(10) if person in coming or (person in inside and person not in going)}
    result = filling(capacity, inside, coming=coming, going=going)
    assert (result.before, result.after) == (len(inside), len(after))
    assert result.overfills is (len(after) > capacity and len(after) > len(inside))
