"""When a part of a sentence is served: estimates for planning, without any legal effect.

Source: domain.md 2.2. The milestones *1/3, 1/2, 2/3 masa pidana* are parts of the sentence after remission, counted from
the first day of detention that counts into it. Months are added first, then days; a part of a month is that part of the
calendar month it falls into, and a part of a day is a whole one, so that an estimate never lies too early. The date of the
official system, where there is one, always takes the place of an estimate.
"""

from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction
from math import ceil
from types import MappingProxyType

MONTHS_OF_A_YEAR = 12
# For taking a remission of days off whole months only; no date is counted with it.
DAYS_OF_A_MONTH = 30
LONGEST_YEARS = 100


class Milestone(StrEnum):
    """A part of a sentence that is of interest, or the whole of it."""

    THIRD = "third"
    HALF = "half"
    TWO_THIRDS = "two_thirds"
    WHOLE = "whole"


PARTS: Mapping[Milestone, Fraction] = MappingProxyType(
    {
        Milestone.THIRD: Fraction(1, 3),
        Milestone.HALF: Fraction(1, 2),
        Milestone.TWO_THIRDS: Fraction(2, 3),
        Milestone.WHOLE: Fraction(1),
    }
)


@dataclass(frozen=True)
class Term:
    """A length of time as a court writes it: whole years, months and days; none of them negative."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __post_init__(self) -> None:
        if min(self.years, self.months, self.days) < 0:
            raise ValueError("a term is not negative")
        if self.total_months > LONGEST_YEARS * MONTHS_OF_A_YEAR or self.days > LONGEST_YEARS * 366:
            raise ValueError("a term is not longer than a life")

    @property
    def total_months(self) -> int:
        """Years and months as months."""
        return self.years * MONTHS_OF_A_YEAR + self.months

    def less(self, remissions: Iterable["Term"]) -> "Term":
        """Return what is left after remissions: days are taken off days first, and then off a month of thirty.

        More remission than there is sentence leaves nothing.
        """
        taken = tuple(remissions)
        months = self.total_months - sum(each.total_months for each in taken)
        days = self.days - sum(each.days for each in taken)
        if days < 0:
            borrowed = ceil(-days / DAYS_OF_A_MONTH)
            months, days = months - borrowed, days + borrowed * DAYS_OF_A_MONTH
        if months < 0:
            days, months = max(0, days + months * DAYS_OF_A_MONTH), 0
        return Term(months=months, days=days)


def add_months(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it is shorter."""
    years, month = divmod(day.month - 1 + months, MONTHS_OF_A_YEAR)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def served_on(starts_on: date, term: Term, part: Fraction) -> date:
    """Return the day by which a part of a term that began on a day is served.

    Two thirds of 24 months are 16 months. Half of 25 months is 12 months and half of the calendar month that follows.
    """
    if not 0 <= part <= 1:
        raise ValueError("a part is between nothing and the whole")
    months = term.total_months * part
    whole = int(months)
    reached = add_months(starts_on, whole)
    length = (add_months(starts_on, whole + 1) - reached).days
    return reached + timedelta(days=ceil((months - whole) * length + term.days * part))


def milestones(starts_on: date, term: Term, remissions: Iterable[Term] = ()) -> dict[Milestone, date]:
    """Return the estimated day of each milestone of a sentence, remissions taken off first."""
    left = term.less(remissions)
    return {milestone: served_on(starts_on, left, part) for milestone, part in PARTS.items()}


def brought_forward(expires_on: date, remission: Term) -> date:
    """Return the end of a sentence after a remission: months first, then days."""
    return add_months(expires_on, -remission.total_months) - timedelta(days=remission.days)
