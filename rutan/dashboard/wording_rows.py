"""Why a row is counted, in a few words."""

from collections.abc import Callable
from datetime import date, datetime

from django.utils.translation import gettext as _

from inmates.models import Inmate, Stay
from rehab.domain.lifecycle import PlacementState
from rehab.domain.stage import Stage
from rehab.models import Attendance, Placement
from rehab.wording import PLACEMENT_STATES, STAGES
from rutan.audit.models import Event
from rutan.core import dates
from rutan.reports.models import ReportEdition
from rutan.reports.wording import month_in_words
from rutan.timetable.enums import BookingState, LostBy
from rutan.timetable.models import Booking
from training.domain.lifecycle import BatchState, EnrolmentState
from training.models import Batch, Enrolment
from training.wording_states import BATCH_STATES, ENROLMENT_STATES


def of_person(inmate: Inmate, field: str, on: date) -> str:
    """Since when somebody waits, or until when; what stands in the field the figure names."""
    value = getattr(inmate, field)
    if value is None:
        return _("no day of expiry")
    words = SINCE[field](value, on)
    return f"{words}; {_stage(inmate)}" if field == "expires_on" and _stage(inmate) else words


def _stage(inmate: Inmate) -> str:
    stage = vars(inmate).get("stage", "")
    words = str(STAGES[Stage(stage)]).lower() if stage else ""
    detained = _("a detention, usually extended") if words and inmate.is_detainee else ""
    return "; ".join(filter(None, (words, detained)))


def _dated(words: Callable[[], str]) -> Callable[[date, date], str]:
    def said(value: date, on: date) -> str:
        return words() % {"day": dates.short_date(value), "distance": dates.distance(value, on)}

    return said


SINCE: dict[str, Callable[[date, date], str]] = {
    "admitted_on": _dated(lambda: _("admitted %(day)s, %(distance)s")),
    "expires_on": _dated(lambda: _("expires %(day)s, %(distance)s")),
    "screened_on": _dated(lambda: _("screened %(day)s, %(distance)s")),
    "decided_at": _dated(lambda: _("decided %(day)s, %(distance)s")),
}


def of_placement(placement: Placement, on: date) -> str:
    """The group, and where the person stands in it on a day, or how and when it ended."""
    if placement.ended_on and placement.ended_on <= on:
        state = str(PLACEMENT_STATES[PlacementState(placement.state)])
        return f"{placement.group.name}; {state}, {dates.short_date(placement.ended_on)}"
    return f"{placement.group.name}; {week_of(placement, on)}"


def week_of(placement: Placement, on: date) -> str:
    """ "week 5 of 16"."""
    weeks = ((placement.ends_on - placement.starts_on).days + 7) // 7
    week = min(max((on - placement.starts_on).days // 7 + 1, 1), weeks)
    return _("week %(week)d of %(weeks)d") % {"week": week, "weeks": weeks}


def of_leaving(stay: Stay) -> str:
    """How and when somebody left."""
    return f"{stay.get_departure_display()}, {dates.short_date(stay.left_on)}" if stay.left_on else ""


def of_mark(mark: Attendance) -> str:
    """What was marked, of which session."""
    booking = mark.session.booking
    return f"{mark.get_state_display()}; {booking.title}, {dates.near(booking.slot.starts_at)}"


def of_form(instrument: str, assessor: str, begun_at: datetime) -> str:
    """Which form, whose, since when."""
    return _("%(instrument)s by %(assessor)s, begun %(day)s") % {
        "instrument": instrument,
        "assessor": assessor,
        "day": dates.short_date(begun_at),
    }


def of_enrolment(enrolment: Enrolment) -> str:
    """Which batch, and what became of it."""
    state = str(ENROLMENT_STATES[EnrolmentState(enrolment.state)])
    day = enrolment.ended_on or enrolment.enrolled_on
    return f"{enrolment.batch}; {state}" + (f", {dates.short_date(day)}" if day else "")


def of_booking(booking: Booking, now: datetime) -> str:
    """When it was, and what became of it."""
    unmarked = not booking.is_over and booking.slot.ends_at <= now
    state = _("Not marked yet") if unmarked else str(BookingState(booking.state).label)
    if booking.state == BookingState.CANCELLED:
        state = f"{state}, {LostBy(booking.lost_by).label}: {booking.cancel_reason}"
    return f"{dates.near(booking.slot.starts_at)}; {state}"


def of_batch(batch: Batch) -> str:
    """From when to when, and how it stands."""
    days = f"{dates.short_date(batch.starts_on)} – {dates.short_date(batch.ends_on)}"
    return f"{days}; {BATCH_STATES[BatchState(batch.state)]}"


def of_edition(edition: ReportEdition) -> str:
    """Which month, which edition."""
    month = month_in_words(edition.month)
    return _("%(month)s, edition %(number)d") % {"month": month, "number": edition.edition}


def edition_since(edition: ReportEdition) -> str:
    """Since when it is there."""
    since = edition.sealed_at or edition.prepared_at
    return dates.moment(since)


def of_refusal(event: Event) -> str:
    """What was asked for."""
    if event.action == "access.out_of_reach":
        return _("a record out of reach: %(what)s") % {"what": event.route}
    return _("a page that is not the role's: %(what)s") % {"what": event.route}
