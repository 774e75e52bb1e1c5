"""What takes place today: for those who lead, what is theirs; for the house, everything."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope
from rutan.dashboard.links import MARKS, of_booking
from rutan.dashboard.reading import ONE_DAY, Reading
from rutan.dashboard.work_house import led
from rutan.timetable.domain.calendar import MIDNIGHT, Slot, at
from rutan.timetable.enums import BookingState
from rutan.timetable.models import Booking, Claim
from rutan.timetable.models_bookings import BookingQuerySet
from rutan.timetable.naming import titles_for
from rutan.timetable.queries_figures import PROGRAMMES

SEES_ALL = (Permission.TIMETABLE_VIEW, Permission.MOVEMENT_VIEW)
NAMED = (Permission.TIMETABLE_VIEW, Permission.TIMETABLE_VIEW_OWN)
SEES = (*SEES_ALL, Permission.TIMETABLE_VIEW_OWN)
TONES = {BookingState.HELD: "done", BookingState.CANCELLED: "off", BookingState.PUBLISHED: "now"}


@dataclass(frozen=True)
class DaySession:
    """One session of the day; ``title`` is empty for whoever may know only who is moved where."""

    booking: Booking
    title: str
    led_by: str
    people: int
    is_over: bool
    is_unmarked: bool
    tone: str
    url: str

    @property
    def state(self) -> str:
        """Its state in a word."""
        return _("Not marked yet") if self.is_unmarked else str(BookingState(self.booking.state).label)


@dataclass(frozen=True)
class Day:
    """The sessions of today, those still to come first."""

    sessions: list[DaySession]
    is_own: bool
    names_them: bool
    url: str

    @property
    def title(self) -> str:
        """What they are together."""
        return _("Your sessions today") if self.is_own else _("Today")

    @property
    def more(self) -> str:
        """What the link beside it leads to."""
        return _("Timetable") if self.names_them else _("Movements")


def day_of(scope: Scope, *, now: datetime) -> Day | None:
    """Return today's sessions for the scope's user: two queries, three where titles tell too much.

    None for whoever has to do with none.
    """
    if scope.user is None or scope.facility is None or not scope.may(*SEES):
        return None
    reading = Reading.of_today(scope.user, scope.facility, now)
    is_own = not scope.may(*SEES_ALL)
    bookings = led(reading) if is_own else _of_house(reading)
    people = Claim.objects.at(scope.facility).filter(room=None).select_related("facilitator").order_by("pk")
    today = bookings.planned().in_period(_whole(reading)).select_related("room", "session", "lesson")
    rows = list(today.prefetch_related(Prefetch("claims", people)).by_time())
    named = scope.may(*NAMED)
    titles = titles_for(reading.user, rows) if named else {}
    found = [_session(booking, titles.get(booking.pk, ""), reading, scope) for booking in rows]
    if is_own and not found and not scope.may(*MARKS):
        return None  # whoever seldom leads anything need not be told so every day
    url = reverse("timetable:week" if named else "timetable:movements")
    return Day(sorted(found, key=lambda each: each.is_over), is_own, named, url)


def _of_house(reading: Reading) -> BookingQuerySet:
    return Booking.objects.visible_to(reading.user).at(reading.facility).filter(kind__in=PROGRAMMES)


def _whole(reading: Reading) -> Slot:
    zone = reading.facility.zone
    return Slot(at(reading.today, MIDNIGHT, zone), at(reading.today + ONE_DAY, MIDNIGHT, zone))


def _session(booking: Booking, title: str, reading: Reading, scope: Scope) -> DaySession:
    claims = list(booking.claims.all())
    unmarked = not booking.is_over and booking.slot.ends_at <= reading.now
    return DaySession(
        booking=booking,
        title=title,
        led_by=", ".join(claim.facilitator.full_name for claim in claims if claim.facilitator),
        people=sum(claim.inmate_id is not None for claim in claims),
        is_over=unmarked or booking.is_over,
        is_unmarked=unmarked,
        tone=_unmarked_tone(scope) if unmarked else TONES[BookingState(booking.state)],
        url=of_booking(booking, scope) if scope.may(*NAMED) else "",
    )


def _unmarked_tone(scope: Scope) -> str:
    """Red is for whoever has to mark it."""
    return "act" if scope.may(*MARKS) else "wait"
