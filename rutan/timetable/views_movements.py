"""The movements of a day, for those who unlock and escort."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import record
from rutan.timetable.forms_week import DayChoice, asked_for
from rutan.timetable.queries_movements import brought_out, movements_of


@requires(Permission.MOVEMENT_VIEW)
def movements(request: SignedInRequest) -> HttpResponse:
    """Who goes where when, from which cell."""
    return render(request, "timetable/movements.html", _day(request))


@requires(Permission.MOVEMENT_VIEW)
def movements_print(request: SignedInRequest) -> HttpResponse:
    """The unlock list of a day on paper; that it was printed is written down."""
    context = _day(request)
    record(
        action="timetable.movements.printed",
        by=request.user,
        facility=current().facility,
        day=str(context["day"]),
    )
    return render(request, "timetable/movements_print.html", context | {"printed_at": timezone.now()})


def _day(request: SignedInRequest) -> dict[str, Any]:
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    choice = DayChoice(asked_for(request.GET))
    day = choice.chosen_day
    found = movements_of(facility, day=day, user=request.user)
    return {"choice": choice, "day": day, "movements": found, "brought": brought_out(found)}
