"""Choices stored in the database are those of the domain."""

import pytest

from rutan.timetable import enums
from rutan.timetable.domain import calendar, lifecycle


@pytest.mark.parametrize(
    ("stored", "decided"),
    [
        (enums.HoursKind, calendar.HoursKind),
        (enums.Binds, calendar.Binds),
        (enums.BookingState, lifecycle.BookingState),
    ],
)
def test_stored_choices_are_the_domains(stored, decided):
    assert stored.values == [each.value for each in decided]
