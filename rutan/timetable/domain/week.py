"""A week of the calendar, Monday first, and the protected hours laid over it as a background."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from rutan.timetable.domain.calendar import MIDNIGHT, ONE_DAY, ProtectedHours, Slot, at

DAYS = 7


@dataclass(frozen=True, slots=True)
class BackgroundSlot:
    """A stretch of protected hours as it is drawn: within one day."""

    slot: Slot
    hours: ProtectedHours


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def days_of_week(day: date) -> tuple[date, ...]:
    """Return the seven days of the week of a day, Monday first."""
    return tuple(monday_of(day) + number * ONE_DAY for number in range(DAYS))


def week_slot(day: date, zone: ZoneInfo) -> Slot:
    """Return the whole week of a day as a slot, from Monday 00.00 to the next Monday 00.00."""
    monday = monday_of(day)
    return Slot(at(monday, MIDNIGHT, zone), at(monday + DAYS * ONE_DAY, MIDNIGHT, zone))


def minutes_of(slot: Slot) -> int:
    """Return the length of a slot in whole minutes."""
    return slot.length // timedelta(minutes=1)


def minute_of_day(moment: datetime, zone: ZoneInfo) -> int:
    """Return how many whole minutes after midnight a moment is, on the wall clock of a zone."""
    local = moment.astimezone(zone)
    return local.hour * 60 + local.minute


def background(hours: Iterable[ProtectedHours], day: date, zone: ZoneInfo) -> tuple[BackgroundSlot, ...]:
    """Lay protected hours over the week of a day, in order of time.

    Hours over midnight are cut there, so that each piece lies in one day's column; of those that reach out of
    the week (or into it, from Sunday evening before) only the part within it is drawn.
    """
    drawn = [
        BackgroundSlot(piece, each)
        for each in hours
        for column in _columns(day, zone)
        for _, stretch in each.slots_touching(column, zone)
        if (piece := stretch.within(column)) is not None
    ]
    return tuple(sorted(drawn, key=lambda piece: (piece.slot, piece.hours.id)))


def _columns(day: date, zone: ZoneInfo) -> tuple[Slot, ...]:
    return tuple(
        Slot(at(each, MIDNIGHT, zone), at(each + ONE_DAY, MIDNIGHT, zone)) for each in days_of_week(day)
    )
