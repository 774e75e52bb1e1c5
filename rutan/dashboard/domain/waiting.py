"""How long people have been waiting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median


@dataclass(frozen=True)
class Waiting:
    """How many wait, the middle of their days and the longest; of nobody there are no days."""

    people: int
    median: int | None = None
    longest: int | None = None


def waiting(since: Iterable[date], *, on: date) -> Waiting:
    """Return how long those who have waited since these days have done so on a day, in whole days.

    The middle of an even number is the mean of the two in the middle, a half rounded up: nobody waited shorter than said.
    """
    days = [(on - day).days for day in since]
    if not days:
        return Waiting(0)
    middle = median(days)
    return Waiting(people=len(days), median=int(middle) + (middle != int(middle)), longest=max(days))
