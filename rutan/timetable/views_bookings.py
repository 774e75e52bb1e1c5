"""Pages that write sessions: lay, move, drop in the calendar, swap, people, cancel, held."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.core.errors import Refused
from rutan.timetable import forms, offers, queries, services, services_life, wording
from rutan.timetable.access import open_booking
from rutan.timetable.enums import ActivityKind
from rutan.timetable.models import Booking
from rutan.timetable.queries_checker import people_of
from rutan.timetable.refusals import BookingRefused


@requires(Permission.TIMETABLE_EDIT)
def lay(request: SignedInRequest) -> HttpResponse:
    """Lay a session; a refusal says what is in the way and offers the nearest free times."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    form = forms.LayForm(
        offers.entered(request),
        initial=forms.place_asked_for(request.GET) or {"day": timezone.localdate()},
        rooms=queries.rooms_of(facility),
        zone=facility.zone,
        facilitators=queries.possible_facilitators(facility, on=timezone.localdate()),
        inmates=queries.possible_inmates(request.user, facility),
    )
    context: dict[str, Any] = {"form": form}
    if offers.is_sent(request) and form.is_valid():
        try:
            booking = services.lay_booking(
                facility=facility, kind=ActivityKind.OTHER, by=request.user, **form.cleaned_data
            )
        except BookingRefused as refusal:
            context |= _refused(form, refusal)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, booking, _("The session is in the timetable."))
    return render(request, "timetable/lay.html", context, status=offers.status_of(form, context))


@requires(Permission.TIMETABLE_EDIT)
def move(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Give a session another time or room, by keyboard."""
    booking = open_booking(request.user, booking_id)
    initial = forms.place_of(booking) | forms.place_asked_for(request.GET)
    rooms = queries.rooms_of(booking.facility)
    form = forms.PlaceForm(offers.entered(request), initial=initial, rooms=rooms, zone=booking.facility.zone)
    context: dict[str, Any] = {"form": form, "booking": booking, "slot": booking.slot}
    if offers.is_sent(request) and form.is_valid():
        try:
            services.move_booking(booking=booking, by=request.user, **form.cleaned_data)
        except BookingRefused as refusal:
            context |= _refused(form, refusal)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, booking, _("The session was moved."))
    return render(request, "timetable/move.html", context, status=offers.status_of(form, context))


@requires(Permission.TIMETABLE_EDIT)
@require_POST
def drop(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Move a session to where it was dropped in the calendar, or say why not: 409, and the event goes back."""
    booking = open_booking(request.user, booking_id)
    rooms, zone = queries.rooms_of(booking.facility), booking.facility.zone
    form = forms.DropForm(request.POST, rooms=rooms, zone=zone)
    if not form.is_valid():
        return JsonResponse({"sentences": [_("This place cannot be read. Load the page anew.")]}, status=400)
    try:
        services.move_booking(booking=booking, by=request.user, **form.cleaned_data)
    except BookingRefused as refusal:
        return JsonResponse(_for_script(refusal, booking), status=409)
    except Refused as refusal:
        return JsonResponse({"sentences": refusal.messages}, status=409)
    return JsonResponse(
        {"sentences": [wording.moved_to(form.cleaned_data["room"].name, form.cleaned_data["slot"])]}
    )


@requires(Permission.TIMETABLE_EDIT)
def swap(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Let two sessions change places."""
    booking = open_booking(request.user, booking_id)
    form = forms.SwapForm(request.POST or None, others=queries.could_swap_with(booking, request.user))
    if form.is_valid():
        try:
            services.swap_bookings(one=booking, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, booking, _("The two sessions changed places."))
    context = {"form": form, "booking": booking, "slot": booking.slot}
    return render(request, "timetable/swap.html", context, status=offers.status_of(form, context))


@requires(Permission.TIMETABLE_EDIT)
def people(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Say who leads a session and who comes."""
    booking = open_booking(request.user, booking_id)
    facilitators, inmates = people_of(booking)
    form = forms.PeopleForm(
        request.POST or None,
        initial={"facilitators": facilitators, "inmates": inmates},
        facilitators=queries.possible_facilitators(booking.facility, on=timezone.localdate()),
        inmates=queries.possible_inmates(request.user, booking.facility),
    )
    context: dict[str, Any] = {"form": form, "booking": booking, "slot": booking.slot}
    if form.is_valid():
        try:
            services_life.change_people(booking=booking, by=request.user, **form.cleaned_data)
        except BookingRefused as refusal:
            context |= _refused(form, refusal)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, booking, _("The people of the session were changed."))
    return render(request, "timetable/people.html", context, status=offers.status_of(form, context))


@requires(Permission.TIMETABLE_EDIT)
def cancel(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Call a session off, with the reason and on whose side it is lost."""
    booking = open_booking(request.user, booking_id)
    form = forms.CancelForm(request.POST or None)
    if form.is_valid():
        try:
            services_life.cancel_booking(booking=booking, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, booking, _("The session was cancelled; its room and people are free."))
    context = {"form": form, "booking": booking, "slot": booking.slot}
    return render(request, "timetable/cancel.html", context, status=offers.status_of(form, context))


@requires(Permission.TIMETABLE_EDIT)
@require_POST
def held(request: SignedInRequest, booking_id: int) -> HttpResponse:
    """Say that a session took place."""
    booking = open_booking(request.user, booking_id)
    try:
        services_life.hold_booking(booking=booking, by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("timetable:show", booking.pk)
    return _done(request, booking, _("The session is marked as held."))


def _refused(form: Any, refusal: BookingRefused) -> dict[str, Any]:
    """Show what is in the way, and ask for a reason where one may go on."""
    if refusal.overridable:
        form.ask_reason()
    return {"refusal": refusal}


def _for_script(refusal: BookingRefused, booking: Booking) -> dict[str, Any]:
    """What the calendar shows beside itself when a dropped session goes back."""
    form = reverse("timetable:move", args=[booking.pk])
    return {"sentences": refusal.messages, "overridable": refusal.overridable, "form": form}


def _done(request: SignedInRequest, booking: Booking, text: str) -> HttpResponse:
    messages.success(request, text)
    return redirect("timetable:show", booking.pk)
