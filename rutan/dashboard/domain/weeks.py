"""The weeks of a month: Monday to Sunday, those at its ends cut off."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Week:
    """A week or the piece of it that lies in the month; ``monday`` names it, also where that lies outside."""

    monday: date
    first_day: date
    last_day: date


def weeks_between(first: date, last: date) -> tuple[Week, ...]:
    """Return the weeks that hold the days from ``first`` to ``last``, both included, in order."""
    return tuple(_weeks(first, last))


def _weeks(first: date, last: date) -> Iterator[Week]:
    monday = first - first.weekday() * ONE_DAY
    while monday <= last:
        yield Week(monday, max(first, monday), min(last, monday + 6 * ONE_DAY))
        monday += 7 * ONE_DAY
