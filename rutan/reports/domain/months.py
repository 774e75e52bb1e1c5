"""The month a report is about, on the facility's own clock."""

import calendar
import re
from dataclasses import dataclass
from datetime import MAXYEAR, date, datetime, time, timedelta, tzinfo
from typing import Self

WRITTEN = re.compile(r"(\d{4})-(\d{2})")
FIRST_YEAR = 1900  # of no earlier one is there anything to report, and the last that Python knows has no month after it


class NoMonth(ValueError):
    """The text names no month."""


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month."""

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the month of ``2026-10``.

        :raises NoMonth: when the text names none.
        """
        if not (found := WRITTEN.fullmatch(text)):
            raise NoMonth(text)
        year, number = int(found[1]), int(found[2])
        if not FIRST_YEAR <= year < MAXYEAR or not 1 <= number <= 12:
            raise NoMonth(text)
        return cls(year, number)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month a day lies in."""
        return cls(day.year, day.month)

    @classmethod
    def last_over(cls, today: date) -> Self:
        """Return the latest month that is over: the one a report can be asked for."""
        return cls.of(today.replace(day=1) - timedelta(days=1))

    @property
    def before(self) -> "Month":
        """The month before."""
        return Month.last_over(self.first_day)

    def back(self, months: int) -> "Month":
        """The month that lies so many months back."""
        return self.before.back(months - 1) if months else self

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return date(self.year, self.number, calendar.monthrange(self.year, self.number)[1])

    @property
    def next(self) -> "Month":
        """The month after."""
        return Month.of(self.last_day + timedelta(days=1))

    def is_over(self, today: date) -> bool:
        """Whether its last day has passed; the last day itself still belongs to it."""
        return today > self.last_day

    def bounds(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """Return its first moment and the first moment after it, where the clock shows ``zone``."""
        start, end = self.first_day, self.next.first_day
        return datetime.combine(start, time.min, zone), datetime.combine(end, time.min, zone)

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"
