"""Pages on which somebody comes: new, again, or from another facility; and on which their facts are corrected."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from inmates import queries_departures, services_arrivals
from inmates.access import open_record, open_transfer
from inmates.forms_person import AdmitForm, CorrectForm, StayFields
from inmates.queries_history import stay_shown
from inmates.services_person import ChangedMeanwhile, correct_person
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core.beside import say_beside
from rutan.core.errors import Refused


@requires(Permission.INMATE_EDIT)
def admit(request: SignedInRequest) -> HttpResponse:
    """Enter somebody by hand; who was here before is shown, so that they are admitted again and not twice."""
    facility = here()
    known = partial(queries_departures.known_at, facility)
    form = AdmitForm(request.POST or None, cells=queries_departures.cells_at(facility), known=known)
    if form.is_valid():
        facts, key = form.facts | form.of_the_stay, form.cleaned_data["request_key"]
        try:
            stay = services_arrivals.enter_person(
                facility=facility, facts=facts, by=request.user, request_key=key
            )
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("Entered into the register."))
            return redirect("inmates:register", stay.inmate_id)
    return render(request, "inmates/admit.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(Permission.INMATE_EDIT)
def correct(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Correct who somebody is; where somebody else was quicker, both values are shown and one is chosen."""
    inmate = open_record(request.user, inmate_id)
    form = CorrectForm(request.POST or None, inmate=inmate)
    if form.is_valid():
        named = ("reason", "document_number", "seen")
        facts = {name: form.cleaned_data[name] for name in named}
        try:
            correct_person(inmate=inmate, facts=form.facts, by=request.user, **facts)
        except ChangedMeanwhile as refusal:
            form.ask(refusal.differences, open_record(request.user, inmate.pk))
            say_beside(form, refusal)
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("Corrected."))
            return redirect("inmates:register", inmate.pk)
    context = {"inmate": inmate, "form": form}
    return render(request, "inmates/correct.html", context, status=422 if form.is_bound else 200)


@requires(Permission.LEGAL_EDIT)
def admit_again(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Begin a new stay of somebody who left."""
    inmate = open_record(request.user, inmate_id)
    cells = queries_departures.cells_at(inmate.facility)
    form = StayFields(request.POST or None, cells=cells)
    if form.is_valid():
        key = form.cleaned_data["request_key"]
        try:
            services_arrivals.admit_again(
                inmate=inmate, facts=form.of_the_stay, by=request.user, request_key=key
            )
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("Admitted again."))
            return redirect("inmates:register", inmate.pk)
    context = {"inmate": inmate, "form": form}
    return render(request, "inmates/admit_again.html", context, status=422 if form.is_bound else 200)


@requires(Permission.LEGAL_EDIT)
def arrivals(request: SignedInRequest) -> HttpResponse:
    """Who is on the way here from another facility; that names were shown is written down."""
    facility = here()
    sent = queries_departures.on_the_way_to(facility)
    record(action="inmates.transfers.opened", by=request.user, facility=facility, count=len(sent))
    return render(request, "inmates/arrivals.html", {"sent": sent})


@requires(Permission.LEGAL_EDIT)
def arrive(request: SignedInRequest, transfer_id: int) -> HttpResponse:
    """Confirm an arrival beside what the sender has written down; the register number is this facility's own."""
    transfer = open_transfer(here(), transfer_id)
    sent = stay_shown(transfer.stay)
    record(action="inmates.transfer.opened", subject=transfer, by=request.user, facility=transfer.receiver)
    initial = {"register_code": sent.last.code, "expires_on": sent.last.expires_on} if sent.last else {}
    cells = queries_departures.cells_at(transfer.receiver)
    form = StayFields(request.POST or None, cells=cells, initial=initial)
    if form.is_valid():
        facts, key = form.of_the_stay, form.cleaned_data["request_key"]
        try:
            stay = services_arrivals.confirm_arrival(
                transfer=transfer, facts=facts, by=request.user, request_key=key
            )
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("The arrival is confirmed."))
            return redirect("inmates:register", stay.inmate_id)
    context = {"transfer": transfer, "sender": transfer.inmate, "sent": sent, "form": form}
    return render(request, "inmates/arrive.html", context, status=422 if form.is_bound else 200)
