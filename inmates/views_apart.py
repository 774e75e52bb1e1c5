"""Pages of those who are kept apart. Who may not read why sees that two may not be together, and until when."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from inmates import queries_apart_pages, services_apart
from inmates.access import open_apart
from inmates.forms_apart import ApartForm, CloseApartForm, ReopenApartForm, VoidApartForm
from inmates.lists_apart import APART
from inmates.models import KeepApart
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.queries_lists import shown_list
from rutan.accounts.scope import current, here
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.core.listing.reading import narrowed_by_words, of_address


@requires(Permission.KEEP_APART_VIEW)
def apart(request: SignedInRequest) -> HttpResponse:
    """The list; that it was opened is written down. Words are posted and come back sealed."""
    if request.method == "POST":
        address = narrowed_by_words(request.GET, request.POST.get("words", ""))
        return redirect(f"{reverse('inmates:apart')}?{address}")
    shown = shown_list(APART, of_address(request.GET), current())
    count, by = len(shown.page.lines), sorted(shown.asked.texts)
    record(
        action="inmates.keep_apart.list_opened", by=request.user, facility=here(), count=count, looked_for=by
    )
    return render(request, "inmates/apart.html", {"shown": shown})


@requires(Permission.KEEP_APART_VIEW)
def show(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """One entry; why the two are kept apart is on it for who may read that, and the reading is written down."""
    entry = open_apart(request.user, entry_id)
    full = current().may(Permission.KEEP_APART_READ)
    if full:
        record(action="inmates.keep_apart.read", subject=entry, by=request.user)
    context = {
        "shown": queries_apart_pages.entry_shown(entry, on=clock.today()),
        "entry": entry,
        "full": full,
    }
    return render(request, "inmates/apart_show.html", context)


@requires(Permission.KEEP_APART_EDIT)
def new(request: SignedInRequest) -> HttpResponse:
    """Keep two people apart; both are looked for by name on the page itself."""
    looking = "look" in request.POST
    facts = _facts(request)
    form = (
        ApartForm(initial=request.POST.dict(), **facts)
        if looking
        else ApartForm(request.POST or None, initial={"one": request.GET.get("person", "")}, **facts)
    )
    if form.is_valid():
        names = ("one", "other", "one_part", "other_part", "request_key")
        asked = {name: form.cleaned_data[name] for name in names}
        try:
            entry = services_apart.open_keep_apart(terms=form.terms, by=request.user, **asked)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The two are kept apart from now on."))
            return redirect("inmates:apart_show", entry.pk)
    context = {"form": form, "cancel_url": reverse("inmates:apart")}
    return render(request, "inmates/apart_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.KEEP_APART_EDIT)
def close(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Say that the two may be together again, and why."""
    entry = open_apart(request.user, entry_id)
    form = CloseApartForm(request.POST or None)
    if form.is_valid():
        try:
            services_apart.close_keep_apart(entry=entry, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, entry, _("The two may be together again."))
    return _asked(request, "inmates/apart_close.html", entry, form)


@requires(Permission.KEEP_APART_EDIT)
def reopen(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Keep the two apart again, as before."""
    entry = open_apart(request.user, entry_id)
    form = ReopenApartForm(request.POST or None)
    if form.is_valid():
        try:
            entry = services_apart.reopen_keep_apart(entry=entry, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return _done(request, entry, _("The two are kept apart again."))
    return _asked(request, "inmates/apart_reopen.html", entry, form, tone="primary")


@requires(Permission.KEEP_APART_EDIT)
def void(request: SignedInRequest, entry_id: int) -> HttpResponse:
    """Take an entry off the list that was a mistake."""
    entry = open_apart(request.user, entry_id)
    form = VoidApartForm(request.POST or None)
    if form.is_valid():
        try:
            services_apart.void_keep_apart(entry=entry, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The entry was taken off the list."))
            return redirect("inmates:apart")
    return _asked(request, "inmates/apart_void.html", entry, form)


def _facts(request: SignedInRequest) -> dict[str, Any]:
    """Who may be put on the list, and who answers to what was looked for; that names were shown is written down."""
    found = queries_apart_pages.looked_for(request.user, here(), request.POST, may=current().permissions)
    if count := sum(map(len, found.values())):
        record(action="inmates.searched", by=request.user, facility=here(), count=count)
    return {"people": queries_apart_pages.to_choose(request.user, here()), "found": found}


def _done(request: SignedInRequest, entry: KeepApart, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("inmates:apart_show", entry.pk)


def _asked(
    request: SignedInRequest, template: str, entry: KeepApart, form: Any, *, tone: str = "danger"
) -> HttpResponse:
    back = reverse("inmates:apart_show", args=[entry.pk])
    context = {"form": form, "entry": entry, "cancel_url": back, "tone": tone}
    return render(request, template, context, status=422 if form.is_bound else 200)
