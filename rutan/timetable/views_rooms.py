"""Pages of rooms and of the hours for sessions."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.core.beside import say_beside
from rutan.core.errors import Refused
from rutan.timetable import queries, queries_regime, services_rooms
from rutan.timetable.access import open_room
from rutan.timetable.forms_regime import DayForm, NewRoomForm, RoomForm


@requires(Permission.REGIME_EDIT)
def rooms(request: SignedInRequest) -> HttpResponse:
    """The rooms in use, and between which times sessions are offered."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    context = {"rooms": queries.rooms_of(facility), "regime": queries_regime.day_of(facility)}
    return render(request, "timetable/rooms.html", context)


@requires(Permission.REGIME_EDIT)
def room_new(request: SignedInRequest) -> HttpResponse:
    """Add a room."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    form = NewRoomForm(request.POST or None)
    if form.is_valid():
        try:
            services_rooms.add_room(facility=facility, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            return redirect("timetable:rooms")
    context = {"form": form, "cancel_url": reverse("timetable:rooms")}
    return render(request, "timetable/room.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REGIME_EDIT)
def room_change(request: SignedInRequest, room_id: int) -> HttpResponse:
    """Name a room anew, or count its places anew."""
    room = open_room(current().facility, room_id)
    initial = {"code": room.code, "name": room.name, "capacity": room.capacity}
    form = RoomForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services_rooms.change_room(room=room, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            return redirect("timetable:rooms")
    context = {"form": form, "room": room, "cancel_url": reverse("timetable:rooms")}
    return render(request, "timetable/room.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REGIME_EDIT)
def room_give_up(request: SignedInRequest, room_id: int) -> HttpResponse:
    """Take a room out of use, after asking."""
    room = open_room(current().facility, room_id)
    if request.method == "POST":
        try:
            services_rooms.give_up_room(room=room, by=request.user)
            messages.success(request, _("%(room)s is no longer used.") % {"room": room.name})
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("timetable:rooms")
    return render(
        request, "timetable/room_give_up.html", {"room": room, "cancel_url": reverse("timetable:rooms")}
    )


@requires(Permission.REGIME_EDIT)
def day(request: SignedInRequest) -> HttpResponse:
    """Say between which times of day sessions are offered."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    form = DayForm(request.POST or None, instance=queries_regime.day_of(facility))
    if form.is_valid():
        services_rooms.set_day(facility=facility, by=request.user, **form.cleaned_data)
        return redirect("timetable:rooms")
    context = {"form": form, "cancel_url": reverse("timetable:rooms")}
    return render(request, "timetable/day.html", context, status=422 if form.is_bound else 200)
