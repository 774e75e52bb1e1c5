"""How a decision stands is read off the calendar."""

from datetime import date, timedelta

import pytest

from inmates.domain.consent import Standing, standing_of

ON = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("state", "left", "stands"),
    [
        (None, None, Standing.UNASKED),
        ("given", None, Standing.GIVEN),
        ("given", 31, Standing.GIVEN),
        ("given", 30, Standing.ENDING),
        ("given", 0, Standing.ENDING),
        ("given", -1, Standing.EXPIRED),
        ("refused", -1, Standing.REFUSED),
        ("withdrawn", None, Standing.WITHDRAWN),
    ],
)
def test_how_a_decision_stands(state, left, stands):
    ends = None if left is None else ON + timedelta(days=left)
    assert standing_of(state, ends, on=ON) is stands
