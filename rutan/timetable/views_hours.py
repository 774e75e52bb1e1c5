"""Pages of protected hours and of those who take part in coaching programmes."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.core.errors import Refused
from rutan.timetable import queries, queries_regime, services_hours
from rutan.timetable.access import open_hours, open_participant
from rutan.timetable.forms_regime import EndForm, HoursForm, NewHoursForm, ParticipantsForm


@requires(Permission.REGIME_EDIT, Permission.TIMETABLE_EDIT)
def hours(request: SignedInRequest) -> HttpResponse:
    """The hours in force, as a picture of the week and as a list."""
    facility, today = current().facility, timezone.localdate()
    assert facility is not None  # a permission is held for a facility
    context = {
        "hours": queries_regime.hours_list(facility, on=today),
        "picture": queries_regime.picture_of(facility, day=today),
    }
    return render(request, "timetable/hours.html", context)


@requires(Permission.REGIME_EDIT)
def hours_new(request: SignedInRequest) -> HttpResponse:
    """Protect hours."""
    facility = current().facility
    assert facility is not None  # a permission is held for a facility
    rooms, initial = queries.rooms_of(facility), {"starts_on": timezone.localdate()}
    form = NewHoursForm(request.POST or None, initial=initial, rooms=rooms)
    if form.is_valid():
        try:
            kept = services_hours.protect_hours(facility=facility, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return (
                redirect("timetable:participants", kept.pk)
                if kept.for_participants
                else redirect("timetable:hours")
            )
    context = {"form": form, "cancel_url": reverse("timetable:hours")}
    return render(request, "timetable/hours_form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REGIME_EDIT)
def hours_change(request: SignedInRequest, hours_id: int) -> HttpResponse:
    """Change protected hours, or give them a last day."""
    kept = open_hours(current().facility, hours_id)
    form = HoursForm(request.POST or None, instance=kept, rooms=queries.rooms_of(kept.facility))
    if form.is_valid():
        try:
            services_hours.change_hours(hours=kept, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("timetable:hours")
    context = {"form": form, "kept": kept, "cancel_url": reverse("timetable:hours")}
    return render(request, "timetable/hours_form.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REGIME_EDIT)
def hours_withdraw(request: SignedInRequest, hours_id: int) -> HttpResponse:
    """Protect hours no longer, after asking."""
    kept = open_hours(current().facility, hours_id)
    if request.method == "POST":
        services_hours.withdraw_hours(hours=kept, by=request.user)
        return redirect("timetable:hours")
    context = {"kept": kept, "cancel_url": reverse("timetable:hours")}
    return render(request, "timetable/hours_withdraw.html", context)


@requires(Permission.REGIME_EDIT, Permission.TIMETABLE_EDIT)
def participants(request: SignedInRequest, hours_id: int) -> HttpResponse:
    """Who takes part in a coaching programme; somebody who reaches people's records adds more."""
    kept = open_hours(current().facility, hours_id)
    could = queries.possible_inmates(request.user, kept.facility)
    form = ParticipantsForm(request.POST or None, inmates=could)
    if form.is_valid():
        try:
            services_hours.add_participants(hours=kept, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("timetable:participants", kept.pk)
    people = queries_regime.participants_of(kept, request.user)
    context = {"form": form, "kept": kept, "people": people}
    return render(request, "timetable/participants.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REGIME_EDIT, Permission.TIMETABLE_EDIT)
def participant_end(request: SignedInRequest, hours_id: int, participant_id: int) -> HttpResponse:
    """Say until when somebody takes part."""
    kept = open_hours(current().facility, hours_id)
    participant = open_participant(request.user, kept, participant_id)
    form = EndForm(request.POST or None)
    back = reverse("timetable:participants", args=[kept.pk])
    if form.is_valid():
        services_hours.end_participation(participant=participant, by=request.user, **form.cleaned_data)
        return redirect(back)
    context = {"form": form, "kept": kept, "participant": participant, "cancel_url": back}
    return render(request, "timetable/participant_end.html", context, status=422 if form.is_bound else 200)
