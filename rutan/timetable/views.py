"""The week of the timetable, and one session."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import record
from rutan.timetable import queries, queries_calendar, queries_week, wording
from rutan.timetable.access import open_booking
from rutan.timetable.forms_week import WeekChoice, asked_for
from rutan.timetable.naming import title_for


@requires(Permission.TIMETABLE_VIEW, Permission.TIMETABLE_VIEW_OWN)
def week(request: SignedInRequest) -> HttpResponse:
    """The week of a day: a calendar with the rooms as columns, and the same as a table."""
    choice, shown = _asked(request)
    data = None
    if shown:
        data = queries_calendar.calendar_data(shown, editable=current().may(Permission.TIMETABLE_EDIT))
    return render(request, "timetable/week.html", {"week": shown, "calendar": data, "choice": choice})


@requires(Permission.TIMETABLE_VIEW, Permission.TIMETABLE_VIEW_OWN)
def week_print(request: SignedInRequest) -> HttpResponse:
    """The week on paper."""
    _choice, shown = _asked(request)
    return render(request, "timetable/week_print.html", {"week": shown, "printed_at": timezone.now()})


@requires(Permission.TIMETABLE_VIEW, Permission.TIMETABLE_VIEW_OWN)
def show(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """One session with its people; that it was opened is written down."""
    booking = open_booking(request.user, booking_id)
    record(action="timetable.booking.opened", subject=booking, by=request.user)
    people = queries.session_people(booking, request.user)
    tone = wording.TONES[booking.state]
    context = {
        "booking": booking,
        "title": title_for(request.user, booking),
        "slot": booking.slot,
        "people": people,
        "tone": tone,
        "now": timezone.now(),
    }
    return render(request, "timetable/show.html", context)


def _asked(request: SignedInRequest) -> tuple[WeekChoice | None, queries_week.Week | None]:
    """Return the week that was asked for; nothing where no facility is worked for."""
    facility = current().facility
    if facility is None:
        return None, None
    choice = WeekChoice(asked_for(request.GET), rooms=queries.rooms_of(facility))
    day, room = choice.chosen_day, choice.chosen_room
    shown = queries_week.week_of(facility, day=day, today=timezone.localdate(), user=request.user, room=room)
    return choice, shown
