"""Pages of the periods in which sessions cannot be held."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.core.errors import Refused
from rutan.timetable import queries, queries_regime, services_readiness
from rutan.timetable.access import open_period
from rutan.timetable.forms_regime import NotReadyForm
from rutan.timetable.refusals import PlannedInTheWay


@requires(Permission.READINESS_EDIT)
def periods(request: SignedInRequest) -> HttpResponse:
    """Periods that last or are still to come."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    found = queries_regime.not_ready_list(facility, now=timezone.now())
    return render(request, "timetable/not_ready.html", {"periods": found})


@requires(Permission.READINESS_EDIT)
def declare(request: SignedInRequest) -> HttpResponse:
    """Declare a period in two steps: sessions planned then are listed first, and cancelled when that is confirmed."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    form = NotReadyForm(request.POST or None, rooms=queries.rooms_of(facility), zone=facility.zone)
    planned = None
    if form.is_valid():
        try:
            services_readiness.declare_not_ready(
                facility=facility, by=request.user, cancel="cancel" in request.POST, **form.cleaned_data
            )
            return redirect("timetable:not_ready")
        except PlannedInTheWay as refusal:
            planned = refusal
        except Refused as refusal:
            form.add_error(None, refusal.messages)
    context = {"form": form, "planned": planned, "cancel_url": reverse("timetable:not_ready")}
    status = 409 if planned else 422 if form.is_bound else 200
    return render(request, "timetable/not_ready_form.html", context, status=status)


@requires(Permission.READINESS_EDIT)
def withdraw(request: SignedInRequest, period_id: int) -> HttpResponse:
    """Say that a period was declared by mistake, after asking."""
    period = open_period(current().facility, period_id)
    if request.method == "POST":
        services_readiness.withdraw_not_ready(period=period, by=request.user)
        return redirect("timetable:not_ready")
    context = {"period": period, "cancel_url": reverse("timetable:not_ready")}
    return render(request, "timetable/not_ready_withdraw.html", context)
