"""How full places are."""

import pytest

from inmates.domain.moving import filling
from inmates.domain.occupancy import Level, Occupancy, together


@pytest.mark.parametrize(
    ("capacity", "people", "level", "free", "over", "percent"),
    [(7, 0, "free", 7, 0, 0), (7, 6, "free", 1, 0, 86), (7, 7, "full", 0, 0, 100), (8, 9, "over", 0, 1, 113),
     (0, 0, "full", 0, 0, None), (0, 2, "over", 0, 2, None)],
)  # fmt: skip
def test_a_place(capacity, people, level, free, over, percent):
    found = Occupancy(capacity, people)
    assert (found.level, found.free, found.over, found.percent) == (Level(level), free, over, percent)


def test_together_and_present():
    whole = together([Occupancy(7, 9, 2), Occupancy(7, 3, 1)])
    assert (whole, whole.present) == (Occupancy(14, 12, 3), 9)


def test_a_cell_before_and_after_moves():
    found = filling(2, [1, 2, 3], coming=[3, 4], going=[1])
    assert (found.before, found.after, found.overfills) == (3, 3, False)
    assert filling(2, [1, 2], coming=[3]).overfills
    assert not filling(3, [1, 2], coming=[3]).overfills
