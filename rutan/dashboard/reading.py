"""For whom, of which facility and month, and at which moment figures are read."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property

from inmates.models import Block, Inmate, InmateQuerySet
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.reports.domain.months import Month
from rutan.timetable.domain.calendar import Slot

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reading:
    """One look at a facility by one person.

    A month that still runs is read up to ``now``: what is to come is neither held nor lost yet. With a ``block`` only
    the people kept there are counted, where people are counted.
    """

    user: User
    facility: Facility
    now: datetime
    month: Month
    block: Block | None = None

    @classmethod
    def of_today(cls, user: User, facility: Facility, now: datetime) -> "Reading":
        """A look at the month that runs."""
        return cls(user, facility, now, Month.of(now.astimezone(facility.zone).date()))

    @cached_property
    def today(self) -> date:
        """The day it is at the facility."""
        return self.now.astimezone(self.facility.zone).date()

    @property
    def first(self) -> date:
        """The first day that is read."""
        return self.month.first_day

    @property
    def last(self) -> date:
        """The last day that is read: of the month that runs, today."""
        return min(self.month.last_day, self.today)

    @property
    def runs(self) -> bool:
        """Whether the month is not over yet."""
        return not self.month.is_over(self.today)

    @property
    def slot(self) -> Slot:
        """The time that is read."""
        begins, ends = self.month.bounds(self.facility.zone)
        return Slot(begins, max(min(ends, self.now), begins + timedelta.resolution))

    @property
    def before(self) -> "Reading":
        """The same look at the month before."""
        return self.at(Month.of(self.first - ONE_DAY), self.block)

    def at(self, month: Month, block: Block | None = None) -> "Reading":
        """The same look at another month, or at one block."""
        return replace(self, month=month, block=block)

    @property
    def people(self) -> InmateQuerySet:
        """Everybody on the facility's register, present or past, whom the reader may reach."""
        people = Inmate.objects.visible_to(self.user).at(self.facility).going_on()
        return people.in_block(self.block) if self.block else people
