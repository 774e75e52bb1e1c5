"""Reads about sessions: who is to come, what was marked, what a facilitator has today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from rehab import wording_attendance
from rehab.models import Attendance, Placement, Session
from rutan.accounts.models import User
from rutan.core import clock
from rutan.core.seen import sign_of
from rutan.timetable.enums import BookingState
from rutan.timetable.models import Claim
from rutan.timetable.naming import titles_for


@dataclass(frozen=True)
class RosterRow:
    """One person who is to come, and what was marked for them."""

    placement: Placement
    marked: Attendance | None

    @property
    def reason(self) -> str:
        """Why they were not there, in words."""
        return wording_attendance.reason(self.marked.state, self.marked.reason) if self.marked else ""


@dataclass(frozen=True)
class SessionRow:
    """A session in a list, with the title its reader may know."""

    session: Session
    title: str
    people: int
    marked: int
    begun: bool

    @property
    def tone(self) -> str:
        """How its state is shown."""
        return {
            BookingState.HELD: "done",
            BookingState.CANCELLED: "off",
            BookingState.PUBLISHED: "now",
        }.get(BookingState(self.session.booking.state), "draft")


def roster_of(session: Session) -> list[Placement]:
    """Return the placements of those whom the session's booking expects, by name."""
    if session.placement_id is not None:
        rows = Placement.objects.filter(pk=session.placement_id)
    else:
        expected = Claim.objects.of(session.booking).filter(inmate__isnull=False)
        placed = Placement.objects.filter(group=session.group_id, inmate__in=expected.values("inmate"))
        rows = placed.order_by("inmate", "-pk").distinct("inmate")
    found = list(rows.select_related("inmate__cell"))
    return sorted(found, key=lambda placement: (placement.inmate.full_name, placement.pk))


def marks_of(session: Session) -> Mapping[int, Attendance]:
    """What was marked, by the key of the placement."""
    rows = Attendance.objects.filter(session=session).select_related("marked_by")
    return {row.placement_id: row for row in rows}


def sign_of_marks(marks: Mapping[int, Attendance]) -> str:
    """A sign of what is marked, for a form that is filled in on it."""
    return sign_of((key, row.state, row.reason, row.note) for key, row in marks.items())


def roster_rows(session: Session) -> list[RosterRow]:
    """Everybody who is to come, with what was marked."""
    marks = marks_of(session)
    return [RosterRow(placement, marks.get(placement.pk)) for placement in roster_of(session)]


def sessions_of_day(user: User, day: date) -> list[SessionRow]:
    """A day's sessions that a person leads or whose facility they work for as a whole, earliest first."""
    return session_rows(Session.objects.visible_to(user).on_day(day).planned().with_people().by_time(), user)


def own_sessions_of_day(user: User, day: date) -> list[SessionRow]:
    """A day's sessions that a person leads, earliest first."""
    own = Session.objects.visible_to(user).led_by(user)
    return session_rows(own.on_day(day).planned().with_people().by_time(), user)


def sessions_to_mark(user: User, *, now: datetime) -> list[SessionRow]:
    """Sessions a person may mark that are over and were neither held nor called off, oldest first."""
    waiting = Session.objects.visible_to(user).to_be_marked(now)
    return session_rows(waiting.with_people().by_time(), user)


def session_rows(sessions: QuerySet[Session], user: User | None = None) -> list[SessionRow]:
    """Sessions with what a list shows a reader of each; without a reader under the titles they have."""
    rows = list(sessions.select_related("booking__room", "group__programme", "group__facilitator", "unit"))
    titles = titles_for(user, [row.booking for row in rows]) if user else {}
    return [
        SessionRow(
            row,
            titles.get(row.booking_id, row.booking.title),
            vars(row)["people"],
            vars(row)["marked"],
            has_begun(row),
        )
        for row in rows
    ]


def has_begun(session: Session) -> bool:
    """Whether its time has come, or what became of it is known already."""
    return session.booking.is_over or session.booking.slot.starts_at <= clock.now()
