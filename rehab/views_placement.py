"""Placing somebody in a group, and ending a placement."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from inmates.access import open_record
from inmates.models import Inmate
from rehab import services_placement
from rehab.access import open_placement
from rehab.forms_groups import EndForm, PlaceForm, StartForm
from rehab.queries_pages import place_page
from rehab.refusals import PlacementRefused
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused


@requires(Permission.PLACEMENT_CREATE)
def place(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Every open group with what stands in the way of this person; one press places them in one that fits."""
    inmate = open_record(request.user, inmate_id)
    form = PlaceForm(request.POST or None, facility=inmate.facility)
    if form.is_valid():
        try:
            placed = services_placement.place_on_track(inmate=inmate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            start = StartForm({"starts_on": form.cleaned_data["starts_on"]})
            return _place_page(request, inmate, start, form, refusal.messages)
        messages.success(request, _("Placed. The facilitator now sees the person's record."))
        return redirect("rehab:group", placed.group_id)
    given = request.POST if request.method == "POST" else request.GET
    start = StartForm(given) if "starts_on" in given else StartForm({"starts_on": clock.today()})
    return _place_page(request, inmate, start, form, [])


def _place_page(
    request: SignedInRequest, inmate: Inmate, start: StartForm, form: PlaceForm, refused: list[str]
) -> HttpResponse:
    """The groups as they are on the day that was asked for; on a day that cannot be read, said so, as they are today."""
    starts_on = start.cleaned_data["starts_on"] if start.is_valid() else clock.today()
    record(action="rehab.place.opened", subject=inmate, by=request.user)
    context = {
        "inmate": inmate,
        "page": place_page(inmate, starts_on=starts_on),
        "start": start,
        "form": form,
        "refused": refused,
    }
    return render(request, "rehab/place.html", context, status=422 if request.method == "POST" else 200)


@requires(Permission.PLACEMENT_CREATE)
def end(request: SignedInRequest, placement_id: int) -> HttpResponse:
    """End a placement: completed, dropped out, transferred and so on."""
    placement = open_placement(request.user, placement_id)
    form = EndForm(request.POST or None)
    if form.is_valid():
        try:
            services_placement.end_placement(placement=placement, by=request.user, **form.cleaned_data)
        except PlacementRefused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The placement has ended."))
            return redirect("rehab:group", placement.group_id)
    context = {"form": form, "placement": placement, "inmate": placement.inmate}
    return render(request, "rehab/placement_end.html", context, status=422 if form.is_bound else 200)
