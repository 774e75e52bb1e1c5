"""The register page of a person, and the forms that write into it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inmates import services_history
from inmates.access import open_record
from inmates.forms_history import LineForm, OfficialDateForm, RemissionForm, SentenceForm
from inmates.models import Inmate
from inmates.queries_departures import former_names_of
from inmates.queries_history import stays_of
from inmates.queries_loose_ends import open_ends_of
from inmates.queries_photo import photo_shown
from inmates.queries_whereabouts import history_of
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.beside import say_beside
from rutan.core.errors import Refused

TITLES: dict[str, str | Promise] = {
    "line": gettext_lazy("Write into the register"),
    "remission": gettext_lazy("Remission"),
    "sentence": gettext_lazy("Sentence"),
    "official": gettext_lazy("Official date"),
}


@requires(Permission.LEGAL_VIEW)
def register(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Stays, the history of registers, sentence, remissions and when parts of it are served."""
    inmate = open_record(request.user, inmate_id)
    record(action="inmates.register.opened", subject=inmate, by=request.user)
    kept = history_of(inmate) if current().may(Permission.CELL_VIEW) else None
    stays = stays_of(inmate, request.user)
    context = {
        "inmate": inmate,
        "stays": stays[:1],
        "earlier": stays[1:],
        "kept": kept,
        "photo": photo_shown(inmate, current(), on=clock.today()),
        "now": clock.now(),
        "former_names": former_names_of(inmate),
        "open_ends": open_ends_of(inmate, request.user) if inmate.left_on else [],
    }
    return render(request, "inmates/register.html", context)


@requires(Permission.LEGAL_EDIT)
def line(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """An extension, a move to another register, or a corrected end."""
    inmate = open_record(request.user, inmate_id)
    form = LineForm(request.POST or None, inmate=inmate)
    return _written(
        request,
        inmate,
        form,
        "line",
        lambda: services_history.write_line(
            inmate=inmate,
            line=form.line,
            letter=services_history.Letter(*form.letter),
            by=request.user,
            request_key=form.cleaned_data["request_key"],
        ),
    )


@requires(Permission.LEGAL_EDIT)
def remission(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """A remission: the end of the sentence comes forward."""
    inmate = open_record(request.user, inmate_id)
    form = RemissionForm(request.POST or None)

    def write() -> Any:
        facts = {
            name: form.cleaned_data[name] for name in ("kind", "granted_on", "letter_number", "request_key")
        }
        return services_history.grant_remission(inmate=inmate, term=form.term, by=request.user, **facts)

    return _written(request, inmate, form, "remission", write)


@requires(Permission.LEGAL_EDIT)
def sentence(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """What the court pronounced; written anew it takes the place of what stood."""
    inmate = open_record(request.user, inmate_id)
    form = SentenceForm(request.POST or None, initial={"counts_from": inmate.admitted_on})

    def write() -> Any:
        named = ("counts_from", "decision_number", "decided_on", "court")
        facts = {name: form.cleaned_data[name] for name in named}
        return services_history.record_sentence(inmate=inmate, term=form.term, by=request.user, **facts)

    return _written(request, inmate, form, "sentence", write)


@requires(Permission.LEGAL_EDIT)
def official(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """The date of the official system in place of an estimate."""
    inmate = open_record(request.user, inmate_id)
    form = OfficialDateForm(request.POST or None)

    def write() -> Any:
        return services_history.record_official_date(inmate=inmate, by=request.user, **form.cleaned_data)

    return _written(request, inmate, form, "official", write)


def _written(
    request: SignedInRequest, inmate: Inmate, form: forms.Form, what: str, write: Callable[[], Any]
) -> HttpResponse:
    """Write what was entered and show the register, or the form again with everything that is wrong."""
    if form.is_valid():
        try:
            write()
        except Refused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("Written into the register."))
            return redirect("inmates:register", inmate.pk)
    context = {"inmate": inmate, "form": form, "heading": TITLES[what]}
    return render(request, "inmates/register_form.html", context, status=422 if form.is_bound else 200)
