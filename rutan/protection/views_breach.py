"""The register of breaches: its list, reporting, one of them and its steps."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.protection import services_breach as services
from rutan.protection.access import open_breach
from rutan.protection.forms_breach import (
    AuthorityForm,
    BreachForm,
    PeopleForm,
    ReasonForm,
    RemedyForm,
    SubjectsForm,
)
from rutan.protection.queries_breach_pages import BreachShown, breaches_at, reach_shown


@dataclass(frozen=True)
class Step:
    """One step of a breach: what its page is called, what it asks, what it does."""

    title: str | Promise
    form: type[forms.Form]
    deed: Callable[..., Any]
    tells: str | Promise = ""


STEPS = {
    "people": Step(
        _("Write down whose records were reached"),
        PeopleForm,
        services.list_people,
        _("The list is read off the audit trail now and stays as it is."),
    ),
    "authority": Step(
        _("Notice to the authority"),
        AuthorityForm,
        services.notify_authority,
        _("In writing: which data, when and how it happened, and what is done about it."),
    ),
    "subjects": Step(
        _("Notice to the people"),
        SubjectsForm,
        services.notify_subjects,
        _("In writing: which data, when and how it happened, and what is done about it."),
    ),
    "remedy": Step(_("Measures taken"), RemedyForm, services.write_remedy),
    "close": Step(
        _("Close the breach"), ReasonForm, services.close_breach, _("Nothing of it changes after that.")
    ),
    "void": Step(
        _("Withdraw what was reported by mistake"),
        ReasonForm,
        services.void_breach,
        _("It stays readable, and the clock stops."),
    ),
}


@requires(Permission.BREACH_VIEW)
@require_GET
def breaches(request: SignedInRequest) -> HttpResponse:
    """The register, with the clock."""
    shown = breaches_at(here(), clock.now())
    record(action="protection.breaches.opened", by=request.user, facility=here(), count=len(shown))
    return render(request, "protection/breaches.html", {"breaches": shown})


@requires(Permission.BREACH_EDIT)
def breach_new(request: SignedInRequest) -> HttpResponse:
    """Report a breach."""
    form = BreachForm(request.POST or None, facility=here())
    if form.is_valid():
        try:
            made = services.report_breach(facility=here(), by=request.user, **form.facts)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("protection:breach", made.pk)
    context = {"form": form, "cancel_url": reverse("protection:breaches")}
    return render(request, "protection/breach_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.BREACH_VIEW)
@require_GET
def breach(request: SignedInRequest, breach_id: int) -> HttpResponse:
    """One breach: the clock, the next step, whom it reached."""
    found = open_breach(request.user, breach_id)
    record(action="protection.breach.opened", subject=found, by=request.user)
    context = {"shown": BreachShown(found, clock.now()), "breach": found, "reach": reach_shown(found)}
    return render(request, "protection/breach.html", context)


@requires(Permission.BREACH_EDIT)
def breach_step(request: SignedInRequest, breach_id: int, step: str) -> HttpResponse:
    """One step of a breach."""
    found = open_breach(request.user, breach_id)
    if (wanted := STEPS.get(step)) is None:
        raise Http404
    is_sent = request.method == "POST"
    form = wanted.form(request.POST if is_sent else None, initial={"remedy": found.remedy})
    if form.is_valid():
        try:
            wanted.deed(breach=found, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("protection:breach", found.pk)
    context = {"form": form, "step": wanted, "breach": found, "title": wanted.title}
    context["cancel_url"] = reverse("protection:breach", args=[found.pk])
    return render(request, "protection/breach_step.html", context, status=422 if is_sent else 200)
