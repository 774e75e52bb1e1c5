"""The lists that a person keeps: saving one, the page of all of them, removing one and taking that back."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from rutan.accounts import queries_lists, services_lists
from rutan.accounts.access import open_saved_list
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.forms_lists import SaveListForm
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current, here
from rutan.core.errors import Refused
from rutan.core.listing import reading
from rutan.core.listing.definition import listing_of

ANYBODY_WITH_LISTS = (Permission.INMATE_VIEW, Permission.AUDIT_VIEW)


@requires(*ANYBODY_WITH_LISTS)
@require_GET
def lists(request: SignedInRequest) -> HttpResponse:
    """All lists the person keeps at the facility, and those that can be taken back."""
    return render(request, "accounts/lists.html", {"kept": queries_lists.kept_lists(current())})


@requires(*ANYBODY_WITH_LISTS)
@require_POST
def save(request: SignedInRequest) -> HttpResponse:
    """Keep what a page shows under a name."""
    form, asker = SaveListForm(request.POST), queries_lists.asker_of(current())
    listing = listing_of(request.POST.get("page", ""), asker)
    if listing is None or not form.is_valid():
        text = _("The list was not saved: give it a name of at most sixty signs.")
        messages.error(request, text)
        return redirect(listing.page if listing else "accounts:lists")
    kept: dict[str, Any] = dict(form.cleaned_data)
    query = QueryDict(kept.pop("address"))
    asked = reading.read(listing, asker, reading.opened(listing, reading.of_address(query)))
    try:
        services_lists.save_list(**kept, query=asked.stored, facility=here(), by=request.user)
        messages.success(request, _("The list “%(name)s” was saved.") % {"name": kept["name"]})
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(f"{reverse(listing.page)}?{asked.address or 'sort=' + listing.first_order}")


@requires(*ANYBODY_WITH_LISTS)
@require_POST
def begin(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Let a page begin with this list, or no longer."""
    saved = open_saved_list(request.user, here(), list_id)
    services_lists.begin_with(saved=saved, is_default=not saved.is_default, by=request.user)
    return redirect("accounts:lists")


@requires(*ANYBODY_WITH_LISTS)
@require_POST
def remove(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Remove a list; the page that follows offers to take it back."""
    saved = services_lists.remove_list(saved=open_saved_list(request.user, here(), list_id), by=request.user)
    messages.success(request, _("The list “%(name)s” was removed.") % {"name": saved.name})
    return redirect("accounts:lists")


@requires(*ANYBODY_WITH_LISTS)
@require_POST
def restore(request: SignedInRequest, list_id: int) -> HttpResponse:
    """Take back that a list was removed."""
    try:
        services_lists.take_back(saved=open_saved_list(request.user, here(), list_id), by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("accounts:lists")
