"""The life of a booking: from each state, the states it may go to next."""

from collections.abc import Mapping
from enum import StrEnum


class BookingState(StrEnum):
    """Where a booking stands. A draft holds nothing; a held one is locked for ever."""

    DRAFT = "draft"
    PUBLISHED = "published"
    HELD = "held"
    CANCELLED = "cancelled"


NEXT: Mapping[BookingState, frozenset[BookingState]] = {
    BookingState.DRAFT: frozenset({BookingState.PUBLISHED, BookingState.CANCELLED}),
    BookingState.PUBLISHED: frozenset({BookingState.HELD, BookingState.CANCELLED}),
    BookingState.HELD: frozenset(),
    BookingState.CANCELLED: frozenset(),
}


def may_become(state: BookingState, following: BookingState) -> bool:
    """Tell whether a booking may go from one state to another."""
    return following in NEXT[state]
