"""A week of a facility as its page, its print and its calendar show it: six queries, however full it is, and a seventh where
the reader may not know what every title tells (``naming``)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.timetable.domain import calendar
from rutan.timetable.domain.calendar import Binds, Slot
from rutan.timetable.domain.week import background, days_of_week, week_slot
from rutan.timetable.models import Booking, Claim, Room
from rutan.timetable.naming import titles_for
from rutan.timetable.queries import rooms_of
from rutan.timetable.queries_checker import not_ready_periods, protected_hours

ONE_DAY = timedelta(days=1)
NOT_READY = "not-ready"


@dataclass(frozen=True)
class Session:
    """A booking as it stands in the calendar, with the title its reader may know; nobody in custody is named here."""

    booking: Booking
    title: str
    slot: Slot
    facilitators: list[str]
    people: int


@dataclass(frozen=True)
class Kept:
    """A stretch of one day that is kept free: hours, or a period of not being ready."""

    label: str
    slot: Slot
    room_id: int | None
    room: str | None
    tone: str


@dataclass(frozen=True)
class Day:
    """One row of the table: what is kept free, and for each room what is in it."""

    date: date
    address: str
    kept: list[Kept]
    cells: list[tuple[Room, list[Session]]]

    @property
    def closed(self) -> list[Kept]:
        """When sessions cannot be held."""
        return [each for each in self.kept if each.tone == NOT_READY]

    @property
    def hours(self) -> list[Kept]:
        """The protected hours."""
        return [each for each in self.kept if each.tone != NOT_READY]


@dataclass(frozen=True)
class Week:
    """Everything of one week."""

    shown: date
    today: date
    zone: ZoneInfo
    rooms: list[Room]
    room: Room | None
    days: list[Day]
    cancelled: list[Session]
    sessions: list[Session]

    @property
    def address(self) -> str:
        """What asks for this week again."""
        return address_of(self.shown, self.room)

    @property
    def previous(self) -> str:
        """What asks for the same weekday a week before."""
        return address_of(self.shown - 7 * ONE_DAY, self.room)

    @property
    def following(self) -> str:
        """What asks for the same weekday a week later."""
        return address_of(self.shown + 7 * ONE_DAY, self.room)

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.days[-1].date

    @property
    def columns(self) -> list[Room]:
        """The rooms that are shown: all, or the one that was chosen."""
        return [self.room] if self.room else self.rooms


def week_of(facility: Facility, *, day: date, today: date, user: User, room: Room | None = None) -> Week:
    """Return the week of a day: what the user may see of it, and what is kept free.

    :param room: show this room only.
    """
    zone, slot = facility.zone, week_slot(day, facility.zone)
    rooms = list(rooms_of(facility))
    bookings = list(_bookings(facility, slot, user))
    titles = titles_for(user, bookings)
    planned = [_session(booking, titles[booking.pk], zone) for booking in bookings]
    sessions = [each for each in planned if each.booking.counts]
    kept = _kept(facility, day, slot, rooms)
    columns = [room] if room else rooms
    return Week(
        shown=day,
        today=today,
        zone=zone,
        rooms=rooms,
        room=room,
        days=[_day(each, room, columns, sessions, kept) for each in days_of_week(day)],
        cancelled=[each for each in planned if not each.booking.counts],
        sessions=sessions,
    )


def address_of(day: date, room: Room | None) -> str:
    """Return the query string that asks for the week of a day, and for one room if it is to be one only."""
    return f"?week={day.isoformat()}" + (f"&room={room.pk}" if room else "")


def _bookings(facility: Facility, slot: Slot, user: User) -> Iterable[Booking]:
    people = Claim.objects.on_people().select_related("facilitator").order_by("pk")
    bookings = Booking.objects.visible_to(user).at(facility).planned().touching(slot)
    return bookings.select_related("room").prefetch_related(Prefetch("claims", people)).by_time()


def _session(booking: Booking, title: str, zone: ZoneInfo) -> Session:
    claims = list(booking.claims.all())
    return Session(
        booking=booking,
        title=title,
        slot=booking.slot.in_zone(zone),
        facilitators=[claim.facilitator.full_name for claim in claims if claim.facilitator],
        people=sum(claim.inmate_id is not None for claim in claims),
    )


def _kept(facility: Facility, day: date, slot: Slot, rooms: Sequence[Room]) -> list[Kept]:
    zone, names = facility.zone, {None: None} | {room.pk: room.name for room in rooms}
    hours = background(protected_hours(facility, slot), day, zone)
    kept = [
        Kept(
            piece.hours.name,
            piece.slot,
            piece.hours.room_id,
            names.get(piece.hours.room_id),
            tone_of(piece.hours),
        )
        for piece in hours
    ]
    for period in not_ready_periods(facility, slot):
        label = f"{period.reason}: {period.note}" if period.note else period.reason
        pieces = [period.slot.in_zone(zone).within(day_slot(each, zone)) for each in days_of_week(day)]
        room = names.get(period.room_id)
        kept += [Kept(label, piece, period.room_id, room, NOT_READY) for piece in pieces if piece]
    return sorted(kept, key=lambda each: (each.slot, each.label))


def day_slot(day: date, zone: ZoneInfo) -> Slot:
    """Return a whole day as a slot."""
    return Slot(
        calendar.at(day, calendar.MIDNIGHT, zone), calendar.at(day + ONE_DAY, calendar.MIDNIGHT, zone)
    )


def tone_of(hours: calendar.ProtectedHours) -> str:
    """How hours are drawn: for participants alone, hard, or soft."""
    if hours.binds is Binds.PARTICIPANTS and hours.room_id is None:
        return "participants"
    return "hours" if hours.hard else "soft"


def _day(
    day: date, only: Room | None, rooms: Sequence[Room], sessions: Sequence[Session], kept: Sequence[Kept]
) -> Day:
    today = [each for each in sessions if each.slot.starts_at.date() == day]
    shown = {room.pk for room in rooms}
    return Day(
        date=day,
        address=address_of(day, only),
        kept=[
            each
            for each in kept
            if each.slot.starts_at.date() == day and (each.room_id is None or each.room_id in shown)
        ],
        cells=[(room, [each for each in today if each.booking.room_id == room.pk]) for room in rooms],
    )
