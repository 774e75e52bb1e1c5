"""A free time that was offered is taken over into the form."""

from django.http import QueryDict

from rutan.timetable import offers


def test_the_time_of_the_button_replaces_day_and_time_and_nothing_else():
    data = QueryDict("day=2026-11-24&starts_at_time=12:00&room=3")
    assert offers.filled_with(data, "2026-11-25T08:30").dict() == {
        "day": "2026-11-25",
        "starts_at_time": "08:30",
        "room": "3",
    }


def test_what_is_no_time_changes_nothing():
    data = QueryDict("day=2026-11-24&starts_at_time=12:00")
    assert offers.filled_with(data, "tomorrow") == data
