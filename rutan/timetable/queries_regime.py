"""Rooms, protected hours and periods of not being ready, as their pages show them."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.timetable.domain.calendar import Binds
from rutan.timetable.domain.week import BackgroundSlot, background, minute_of_day, minutes_of, week_slot
from rutan.timetable.models import CoachingParticipant, NotReadyPeriod, ProtectedHours, Regime
from rutan.timetable.queries_checker import protected_hours
from rutan.timetable.queries_week import tone_of

COLUMN, MINUTES_A_UNIT = 100, 4


@dataclass(frozen=True)
class Stripe:
    """A piece of the picture of a week, in the picture's units: a column is a day, four minutes are one unit."""

    label: str
    left: int
    top: int
    height: int
    tone: str


@dataclass(frozen=True)
class TakesPart:
    """Somebody who takes part in a programme; unnamed where the reader does not reach their record."""

    row: CoachingParticipant
    inmate: Inmate | None


def hours_list(facility: Facility, *, on: date) -> QuerySet[ProtectedHours]:
    """Hours in force today or later, by time of day, each with how many take part."""
    taking_part = Count("participants", filter=Q(participants__voided_at=None))
    hours = ProtectedHours.objects.at(facility).filter(Q(ends_on=None) | Q(ends_on__gte=on))
    return hours.select_related("room").annotate(taking_part=taking_part).by_time()


def participants_of(hours: ProtectedHours, user: User) -> list[TakesPart]:
    """Who takes part or will, by name; without a name where the user does not reach the record."""
    rows = list(CoachingParticipant.objects.of(hours).order_by("starts_on", "pk"))
    known = Inmate.objects.visible_to(user).in_bulk([row.inmate_id for row in rows])
    shown = [TakesPart(row, known.get(row.inmate_id)) for row in rows]
    return sorted(shown, key=lambda each: (each.inmate is None, each.inmate.full_name if each.inmate else ""))


def not_ready_list(facility: Facility, *, now: datetime) -> QuerySet[NotReadyPeriod]:
    """Periods that last or are still to come, earliest first."""
    periods = NotReadyPeriod.objects.at(facility).not_over(now)
    return periods.select_related("room", "declared_by").by_time()


def day_of(facility: Facility) -> Regime:
    """The hours within which sessions are offered; the usual ones where nobody has set any."""
    return Regime.objects.filter(facility=facility).first() or Regime(facility=facility)


def picture_of(facility: Facility, *, day: date) -> list[Stripe]:
    """Return the week of a day with the hours in force drawn into it."""
    zone = facility.zone
    pieces = background(protected_hours(facility, week_slot(day, zone)), day, zone)
    return [_stripe(piece, facility) for piece in pieces]


def _stripe(piece: BackgroundSlot, facility: Facility) -> Stripe:
    local = piece.slot.in_zone(facility.zone)
    return Stripe(
        label=piece.hours.name,
        left=local.starts_at.weekday() * COLUMN,
        top=minute_of_day(local.starts_at, facility.zone) // MINUTES_A_UNIT,
        height=max(minutes_of(local) // MINUTES_A_UNIT, 1),
        tone="participants" if piece.hours.binds is Binds.PARTICIPANTS else tone_of(piece.hours),
    )
