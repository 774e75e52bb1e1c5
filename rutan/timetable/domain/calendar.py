"""What a facility's calendar is made of: slots, what is taken, protected hours, periods of not being ready.

Plain values. A slot is half-open, ``[starts_at, ends_at)``: one that ends when the next begins does not touch
it. Days and times of day are those of the facility's own time zone; the zones of Indonesia have no summer
time, so wall clock differences are real ones.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import cached_property
from zoneinfo import ZoneInfo

MIDNIGHT = time()
ONE_DAY = timedelta(days=1)


class ResourceKind(StrEnum):
    """What can be in one place only at one time; the order in which clashes are told."""

    ROOM = "room"
    FACILITATOR = "facilitator"
    INMATE = "inmate"


class HoursKind(StrEnum):
    """What protected hours are kept free for."""

    ROLL_CALL = "roll_call"
    PRAYER = "prayer"
    MEAL = "meal"
    COACHING = "coaching"
    VISIT = "visit"
    LOCK_UP = "lock_up"


class Binds(StrEnum):
    """Whom protected hours bind."""

    EVERYONE = "everyone"
    PARTICIPANTS = "participants"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A stretch of time, ``[starts_at, ends_at)``.

    :raises ValueError: for a time without a zone, or an end that is not after the start.
    """

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.starts_at.utcoffset() is None or self.ends_at.utcoffset() is None:
            raise ValueError("a slot needs times with a zone")
        if self.ends_at <= self.starts_at:
            raise ValueError("a slot must end after it starts")

    @property
    def length(self) -> timedelta:
        """How long it lasts."""
        return self.ends_at - self.starts_at

    def overlaps(self, other: "Slot") -> bool:
        """Tell whether the two share a moment; touching is not sharing."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at

    def in_zone(self, zone: ZoneInfo) -> "Slot":
        """Return the same stretch on the wall clock of a zone."""
        if self.starts_at.tzinfo is zone and self.ends_at.tzinfo is zone:
            return self
        return Slot(self.starts_at.astimezone(zone), self.ends_at.astimezone(zone))

    def within(self, bounds: "Slot") -> "Slot | None":
        """Return the part that lies within ``bounds``, if any."""
        if not self.overlaps(bounds):
            return None
        return Slot(max(self.starts_at, bounds.starts_at), min(self.ends_at, bounds.ends_at))


@dataclass(frozen=True, slots=True)
class Taken:
    """A room, facilitator or inmate that a booking holds; ``title`` is the booking's ("Kelompok 2")."""

    resource: ResourceKind
    resource_id: int
    slot: Slot
    booking_id: int
    title: str


@dataclass(frozen=True, slots=True)
class NotReadyPeriod:
    """A period in which the facility (or one room, if given) cannot hold sessions."""

    slot: Slot
    reason: str
    room_id: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in a coaching programme, first and last day included."""

    inmate_id: int
    starts_on: date
    ends_on: date | None = None


@dataclass(frozen=True)
class ProtectedHours:
    """Hours of the day kept free on some weekdays (ISO, Monday is 1), first and last day included.

    Hours that end at or before their start reach into the next day (18.00 to 06.30); they belong to the day
    on which they start. With a ``room_id``, hours for everyone bind that room only, and hours for
    participants also bind the room, in which the programme takes place, for everybody else.
    """

    id: int
    name: str
    kind: HoursKind
    weekdays: frozenset[int]
    starts_at_time: time
    ends_at_time: time
    hard: bool
    starts_on: date
    ends_on: date | None = None
    binds: Binds = Binds.EVERYONE
    room_id: int | None = None
    participants: tuple[Participant, ...] = field(default=())

    def slot_on(self, day: date, zone: ZoneInfo) -> Slot | None:
        """Return the stretch that starts on ``day``, or None if there is none that day."""
        too_late = self.ends_on is not None and day > self.ends_on
        if day.isoweekday() not in self.weekdays or day < self.starts_on or too_late:
            return None
        last_day = day if self.ends_at_time > self.starts_at_time else day + ONE_DAY
        return Slot(at(day, self.starts_at_time, zone), at(last_day, self.ends_at_time, zone))

    def slots_touching(self, slot: Slot, zone: ZoneInfo) -> Iterator[tuple[date, Slot]]:
        """Yield the stretches that overlap ``slot`` (of this zone), each with the day on which it starts."""
        # Hours of the evening before may reach into the slot's first day.
        day = slot.starts_at.date() - ONE_DAY
        while day <= slot.ends_at.date():
            stretch = self.slot_on(day, zone)
            if stretch is not None and stretch.overlaps(slot):
                yield day, stretch
            day += ONE_DAY

    @property
    def bind_everyone_everywhere(self) -> bool:
        """Whether no booking of the facility may touch them."""
        return self.binds is Binds.EVERYONE and self.room_id is None

    def takes_part(self, inmate_id: int, on: date) -> bool:
        """Tell whether the hours bind an inmate, as a participant, on a day."""
        return self.binds is Binds.PARTICIPANTS and any(
            each.starts_on <= on and (each.ends_on is None or on <= each.ends_on)
            for each in self._participants_by_inmate.get(inmate_id, ())
        )

    @cached_property
    def _participants_by_inmate(self) -> Mapping[int, tuple[Participant, ...]]:
        found: dict[int, tuple[Participant, ...]] = {}
        for each in self.participants:
            found[each.inmate_id] = (*found.get(each.inmate_id, ()), each)
        return found


def at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """Return a time of a day on the wall clock of a zone."""
    return datetime.combine(day, clock, tzinfo=zone)
