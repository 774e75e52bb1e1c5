"""What the timetable refuses, with its reasons; the sentences are those of ``wording``."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum, auto
from zoneinfo import ZoneInfo

from rutan.accounts.models import User
from rutan.core.errors import Refused
from rutan.timetable import wording
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.conflicts import Conflict, overridable
from rutan.timetable.models import Booking
from rutan.timetable.naming import named_for


class BookingRefused(Refused):
    """A session cannot be where it was to be: everything in the way, and the nearest times at which it could be.

    :ivar conflicts: most fundamental first; empty when somebody else saved at the same moment and nothing is in the
        way any more.
    :ivar free: the nearest free times, nearest first.
    :ivar wanted: when it was to be.
    """

    def __init__(
        self, conflicts: Sequence[Conflict], free: Sequence[Slot], *, wanted: Slot, zone: ZoneInfo, on: date
    ) -> None:
        super().__init__(*(conflict.kind.value for conflict in conflicts))
        self.conflicts, self.free = tuple(conflicts), tuple(free)
        self.wanted, self.zone, self.on = wanted, zone, on

    @property
    def overridable(self) -> bool:
        """Whether a person may go on in spite of it, with a reason and their name."""
        return bool(self.conflicts) and overridable(self.conflicts)

    @property
    def reasons(self) -> list[str]:
        """What is in the way, without the free times."""
        if not self.conflicts:
            return [wording.at_the_same_moment()]
        return wording.conflict_sentences(self.conflicts, zone=self.zone, on=self.on)

    @property
    def offers(self) -> list[tuple[str, str]]:
        """The free times for a form's buttons: as a value (``2026-11-24T10:00``) and in words."""
        local = [slot.in_zone(self.zone).starts_at for slot in self.free]
        words = [wording.free_time(slot, zone=self.zone, on=self.on) for slot in self.free]
        return [(f"{start:%Y-%m-%dT%H:%M}", text) for start, text in zip(local, words, strict=True)]

    @property
    def messages(self) -> list[str]:
        """What is in the way, and last the nearest free times."""
        free = wording.free_times_sentence(self.free, wanted=self.wanted, zone=self.zone, on=self.on)
        return [*self.reasons, free]


class Locked(StrEnum):
    """Why a session does not change."""

    HELD = auto()
    CANCELLED = auto()
    NOT_BEGUN = auto()
    NOT_PUBLISHED = auto()
    NO_REASON = auto()


class BookingLocked(Refused):
    """A held or cancelled session does not change, one that has not begun was not held, and so on."""

    def __init__(self, why: Locked) -> None:
        super().__init__(why.value)
        self.why = why

    @property
    def messages(self) -> list[str]:
        """The one sentence."""
        return [str(wording.LOCKED[self.why.value])]


class PlannedInTheWay(Refused):
    """Hours or a period would lie over sessions that are planned; ``bookings`` are those, named as ``by`` may know them."""

    def __init__(self, bookings: Sequence[Booking], *, zone: ZoneInfo, on: date, by: User) -> None:
        super().__init__(*(booking.pk for booking in bookings))
        self.bookings, self.zone, self.on, self.by = list(bookings), zone, on, by

    @property
    def messages(self) -> list[str]:
        """How many sessions are in the way, and the first of them."""
        if not self.bookings:
            return [wording.at_the_same_moment()]
        return wording.planned_in_the_way(named_for(self.by, self.bookings), zone=self.zone, on=self.on)


class RoomRefused(Refused):
    """A room cannot be added, changed or given up."""
