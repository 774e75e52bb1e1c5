"""Files of lists: asking for one, its page, the file itself, and the record of all of them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.queries_lists import asker_of, shown_list
from rutan.accounts.scope import current, here
from rutan.audit.services import record
from rutan.core.errors import Refused
from rutan.core.listing import reading
from rutan.core.listing.definition import listing_of
from rutan.jobs import queries_exports, services_exports
from rutan.jobs.access import open_export
from rutan.jobs.forms_exports import ExportForm
from rutan.jobs.lists import EXPORTS


@requires(Permission.LIST_EXPORT)
def export_new(request: SignedInRequest) -> HttpResponse:
    """Ask for a file of the list that the address names, with the reason."""
    asker = asker_of(current())
    listing = listing_of(request.GET.get("page", ""), asker)
    if listing is None:
        own = queries_exports.own_exports(request.user.pk, here())
        return render(request, "jobs/exports_own.html", {"own": own})
    asked = reading.read(listing, asker, reading.opened(listing, reading.of_address(request.GET)))
    form = ExportForm(request.POST or None)
    if form.is_valid():
        sent: dict[str, Any] = form.cleaned_data
        try:
            export = services_exports.request_export(asked=asked, facility=here(), by=request.user, **sent)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("jobs:export", export.pk)
    context = {"form": form, "asked": asked, "preview": queries_exports.preview_of(asked)}
    return render(request, "jobs/export_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.LIST_EXPORT)
@require_GET
def export(request: SignedInRequest, export_id: int) -> HttpResponse:
    """A file the person asked for; while it is being made, how far that is."""
    found = open_export(request.user, here(), export_id)
    if found.job and not found.job.is_over:
        return redirect("jobs:show", found.job.pk)
    return render(request, "jobs/export.html", {"export": found})


@requires(Permission.LIST_EXPORT)
@require_safe
def export_file(request: SignedInRequest, export_id: int) -> HttpResponse:
    """The file itself, for whoever asked for it; each time is written down."""
    found = open_export(request.user, here(), export_id)
    if not found.is_made:
        raise Http404
    try:
        content = services_exports.take_file(export=found, by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("jobs:export", found.pk)
    response = HttpResponse(content, content_type=services_exports.type_of(found))
    response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return response


@requires(Permission.AUDIT_VIEW)
@require_GET
def exports(request: SignedInRequest) -> HttpResponse:
    """Who had files made of which lists, and why."""
    shown = shown_list(EXPORTS, reading.of_address(request.GET), current())
    record(action="jobs.exports.opened", by=request.user, facility=here(), count=len(shown.page.lines))
    return render(request, "jobs/exports.html", {"shown": shown, "title": _("Files of lists")})
