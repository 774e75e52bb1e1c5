"""Looking for a person: the page, and the names that appear under a search field while somebody types."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from inmates import queries_search
from inmates.forms import SearchForm
from inmates.queries_search import Found
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current, here
from rutan.audit.services import record
from rutan.core.sealed import seal_words, unseal_words


@requires(Permission.INMATE_VIEW)
def search(request: SignedInRequest) -> HttpResponse:
    """Look for somebody: the words are posted and come back sealed; the only one found is opened at once."""
    form = SearchForm(request.POST or None, initial={"words": unseal_words(request.GET.get("words", ""))})
    htmx: Any = request.htmx  # type: ignore[attr-defined]  # set by django_htmx's middleware
    if htmx and form.is_bound:
        found = _found(request, form.cleaned_data["words"]) if form.is_valid() else None
        return render(request, "inmates/_live.html", {"found": found})
    if form.is_valid():
        return redirect(f"{reverse('inmates:search')}?words={seal_words(form.cleaned_data['words'])}")
    words = "" if form.is_bound else form.initial["words"]
    found = _found(request, words) if words else None
    if found and found.only:
        return redirect("inmates:show", found.only.pk)
    context = {"form": form, "words": words, "found": found}
    return render(request, "inmates/search.html", context, status=422 if form.is_bound else 200)


def _found(request: SignedInRequest, words: str) -> Found:
    """Who answers to the words; that names were shown is written down."""
    found = queries_search.search(request.user, here(), words, may=current().permissions)
    record(action="inmates.searched", by=request.user, facility=here(), count=len(found.people))
    return found
