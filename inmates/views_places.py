"""How full the house is, today or on a day before, and who is where."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from inmates import queries_whereabouts
from inmates.forms_absences import AwayFilter
from inmates.forms_places import DayOfBoard, PeopleOfPlace
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core import clock


@requires(Permission.OCCUPANCY_VIEW)
def board(request: SignedInRequest) -> HttpResponse:
    """How full each block and cell is; numbers alone, no names."""
    return render(request, "inmates/places.html", _board(request))


@requires(Permission.OCCUPANCY_VIEW)
def board_print(request: SignedInRequest) -> HttpResponse:
    """The same on paper; that it was printed is written down."""
    context = _board(request)
    day = str(context["board"].on)
    record(action="inmates.places.printed", by=request.user, facility=here(), day=day)
    return render(request, "inmates/places_print.html", context | {"printed_at": clock.now()})


@requires(Permission.OCCUPANCY_VIEW)
def people(request: SignedInRequest) -> HttpResponse:
    """Who is or was where; that names were shown is written down."""
    choice = PeopleOfPlace(request.GET.dict(), facility=here())
    found = queries_whereabouts.whereabouts(request.user, here(), on=choice.day, among=choice.among)
    record(
        action="inmates.places.opened",
        by=request.user,
        facility=here(),
        day=str(choice.day),
        count=len(found),
    )
    context = {"choice": choice, "on": choice.day, "people": found, "is_today": choice.day == clock.today()}
    return render(request, "inmates/places_people.html", context)


@requires(Permission.OCCUPANCY_VIEW)
def away(request: SignedInRequest) -> HttpResponse:
    """Who is out of the house now, and who should be back."""
    rows = queries_whereabouts.away_now(request.user, here())
    choice = AwayFilter(request.GET)
    now = clock.now()
    absences = list(rows.overdue(now) if choice.is_valid() and choice.cleaned_data["overdue"] else rows)
    record(action="inmates.list.opened", by=request.user, facility=here(), count=len(absences))
    return render(request, "inmates/away.html", {"choice": choice, "absences": absences, "now": now})


def _board(request: SignedInRequest) -> dict[str, Any]:
    choice = DayOfBoard(request.GET.dict())
    found = queries_whereabouts.occupancy_board(here(), on=choice.day)
    return {"choice": choice, "board": found, "is_today": choice.day == clock.today()}
