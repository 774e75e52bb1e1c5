"""Pagi, siang, sore, malam."""

from datetime import time

import pytest

from rutan.dashboard.domain.part_of_day import PartOfDay, part_of_day


@pytest.mark.parametrize(
    ("at", "part"),
    [
        (time(2, 59), PartOfDay.EVENING),
        (time(3), PartOfDay.MORNING),
        (time(10, 59), PartOfDay.MORNING),
        (time(11), PartOfDay.MIDDAY),
        (time(15), PartOfDay.AFTERNOON),
        (time(18), PartOfDay.EVENING),
        (time(23, 59), PartOfDay.EVENING),
    ],
)
def test_each_part_begins_at_its_hour(at, part):
    assert part_of_day(at) is part
