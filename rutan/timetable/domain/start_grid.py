"""The times of day at which sessions of one length may start."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

from rutan.timetable.domain.calendar import MIDNIGHT, ONE_DAY, Slot, at


@dataclass(frozen=True)
class StartGrid:
    """Starts each ``step`` from ``day_starts`` on, the session over by ``day_ends`` (00.00: midnight).

    :raises ValueError: for a step that is not positive.
    """

    day_starts: time
    day_ends: time
    length: timedelta
    step: timedelta
    zone: ZoneInfo

    def __post_init__(self) -> None:
        if self.step <= timedelta():
            raise ValueError("a step must be positive")

    @property
    def has_starts(self) -> bool:
        """Whether a session of this length fits into a day at all."""
        return self._last_offset >= timedelta()

    def slot(self, start: datetime) -> Slot:
        """Return the session's slot if it starts then."""
        return Slot(start, start + self.length)

    def at_or_after(self, moment: datetime) -> datetime:
        """Return the first start at or after a moment; there must be starts."""
        first = self._first_on(moment.date())
        if moment <= first:
            return first
        offset = -((first - moment) // self.step) * self.step
        return first + offset if offset <= self._last_offset else self._first_on(moment.date() + ONE_DAY)

    def at_or_before(self, moment: datetime) -> datetime:
        """Return the last start at or before a moment; there must be starts."""
        first = self._first_on(moment.date())
        if moment < first:
            return self._first_on(moment.date() - ONE_DAY) + self._last_offset
        return first + min((moment - first) // self.step * self.step, self._last_offset)

    def _first_on(self, day: date) -> datetime:
        return at(day, self.day_starts, self.zone)

    @cached_property
    def _last_offset(self) -> timedelta:
        """From the first to the last start of a day; negative if the session does not fit into one."""
        monday = date(2024, 1, 1)
        closes = at(monday if self.day_ends != MIDNIGHT else monday + ONE_DAY, self.day_ends, self.zone)
        return (closes - self.length - self._first_on(monday)) // self.step * self.step
