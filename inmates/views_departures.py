"""Pages on which somebody leaves, and on which what is open afterwards is settled."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from inmates import queries_departures, queries_loose_ends, services_access, services_departures
from inmates.access import open_grant, open_loose_end, open_record
from inmates.forms import SearchForm
from inmates.forms_departures import LeaveForm, SettleForm, TakeBackForm
from inmates.services_loose_ends import may_settle, settle_by_hand
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current, here
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.beside import say_beside
from rutan.core.errors import Refused
from rutan.core.sealed import seal_words, unseal_words

SETTLERS = (
    Permission.PLACEMENT_CREATE,
    Permission.TRAINING_EDIT,
    Permission.TIMETABLE_EDIT,
    Permission.ACCESS_GRANT,
    Permission.CONSENT_RECORD,
    Permission.ASSESSMENT_ENTER,
)


@requires(Permission.LEGAL_EDIT)
def leave(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """What a departure touches, and then the departure."""
    inmate = open_record(request.user, inmate_id)
    facilities = queries_departures.facilities_besides(inmate.facility)
    form = LeaveForm(request.POST or None, facilities=facilities)
    if form.is_valid():
        try:
            services_departures.leave(inmate=inmate, by=request.user, **form.facts)
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("The departure is written down."))
            return redirect("inmates:register", inmate.pk)
    touches = queries_loose_ends.touches_of(inmate, current().permissions)
    context = {"inmate": inmate, "form": form, "touches": touches}
    return render(request, "inmates/leave.html", context, status=422 if form.is_bound else 200)


@requires(Permission.LEGAL_EDIT)
def take_back(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Take back a departure that was entered by mistake."""
    inmate = open_record(request.user, inmate_id)
    form = TakeBackForm(request.POST or None)
    if form.is_valid():
        try:
            services_departures.take_back(inmate=inmate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("The departure is taken back; the person is in custody here."))
            return redirect("inmates:register", inmate.pk)
    context = {"inmate": inmate, "form": form}
    return render(request, "inmates/take_back.html", context, status=422 if form.is_bound else 200)


@requires(Permission.LEGAL_EDIT)
def former(request: SignedInRequest) -> HttpResponse:
    """Who left: this month, or all who answer to some words, which are posted and come back sealed."""
    facility, today = here(), clock.today()
    form = SearchForm(request.POST or None, initial={"words": unseal_words(request.GET.get("words", ""))})
    if form.is_valid():
        return redirect(f"{reverse('inmates:former')}?words={seal_words(form.cleaned_data['words'])}")
    words = "" if form.is_bound else form.initial["words"]
    everybody = queries_departures.gone_from(request.user, facility)
    gone = everybody.named(words) if words else everybody.left_between(today.replace(day=1), today)
    people = queries_departures.last_gone(gone)
    record(action="inmates.former.opened", by=request.user, facility=facility, count=len(people))
    context = {"form": form, "words": words, "people": people}
    return render(request, "inmates/former.html", context, status=422 if form.is_bound else 200)


@requires(*SETTLERS)
def settle(request: SignedInRequest, end_id: int) -> HttpResponse:
    """Say by hand that nothing more is to be done about something a departure left open."""
    end = open_loose_end(request.user, end_id)
    if not may_settle(end, request.user):
        raise Http404
    form = SettleForm(request.POST or None)
    if form.is_valid():
        try:
            settle_by_hand(end=end, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("Settled."))
            return redirect("inmates:show", end.inmate_id)
    context = {"form": form, "shown": queries_loose_ends.as_shown(end), "inmate": end.inmate}
    return render(request, "inmates/settle.html", context, status=422 if form.is_bound else 200)


@requires(Permission.ACCESS_GRANT)
def close_record(request: SignedInRequest, grant_id: int) -> HttpResponse:
    """Close one person's record to whoever it was opened to."""
    grant = open_grant(request.user, grant_id)
    if request.method == "POST":
        services_access.end_grant(grant=grant, by=request.user)
        messages.success(
            request, _("The record is closed to %(name)s.") % {"name": grant.agency or grant.user}
        )
        return redirect("inmates:show", grant.inmate_id)
    back = reverse("inmates:show", args=[grant.inmate_id])
    return render(
        request, "inmates/close_record.html", {"grant": grant, "inmate": grant.inmate, "cancel_url": back}
    )
