"""The life of a booking."""

from rutan.timetable.domain.lifecycle import NEXT, BookingState, may_become


def test_every_state_is_in_the_table_and_leads_to_known_states():
    assert set(NEXT) == set(BookingState)
    assert set().union(*NEXT.values()) <= set(BookingState)


def test_the_whole_table():
    allowed = {(a, b) for a in BookingState for b in BookingState if may_become(a, b)}
    assert allowed == {
        ("draft", "published"),
        ("draft", "cancelled"),
        ("published", "held"),
        ("published", "cancelled"),
    }
