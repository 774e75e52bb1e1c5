"""The record of processing, and a person's own file."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from inmates.access import open_record
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.protection import services
from rutan.protection.access import open_disclosure
from rutan.protection.forms import DisclosureForm
from rutan.protection.queries_record import disclosures_of
from rutan.protection.queries_record import record_of_processing as read_record


@requires(Permission.DATA_RECORD_VIEW)
@require_GET
def record_of_processing(request: SignedInRequest) -> HttpResponse:
    """Which data is kept about people, how long and why."""
    return render(request, "protection/record.html", {"record": read_record()})


@requires(Permission.DATA_RECORD_VIEW)
@require_GET
def record_print(request: SignedInRequest) -> HttpResponse:
    """The same on paper."""
    context = {
        "record": read_record(),
        "facility": here(),
        "back_url": reverse("protection:record"),
        "printed_at": clock.now(),
    }
    return render(request, "protection/record_print.html", context)


@requires(Permission.DATA_FILE_REQUEST)
def person(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Ask for everything about a person, and see what was made before."""
    inmate = open_record(request.user, inmate_id)
    form = DisclosureForm(request.POST or None)
    if form.is_valid():
        try:
            made = services.request_disclosure(inmate=inmate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("protection:file", made.pk)
    if not form.is_bound:
        record(action="protection.person_files.opened", subject=inmate, by=request.user)
    context = {"form": form, "inmate": inmate, "made": disclosures_of(inmate)}
    return render(request, "protection/person.html", context, status=422 if form.is_bound else 200)


@requires(Permission.DATA_FILE_REQUEST)
@require_GET
def file(request: SignedInRequest, disclosure_id: int) -> HttpResponse:
    """A file the person asked for; while it is being made, how far that is."""
    found = open_disclosure(request.user, disclosure_id)
    if found.job and not found.job.is_over:
        return redirect("jobs:show", found.job.pk)
    return render(request, "protection/file.html", {"file": found})


@requires(Permission.DATA_FILE_REQUEST)
@require_safe
def file_take(request: SignedInRequest, disclosure_id: int) -> HttpResponse:
    """The file itself, for whoever asked for it; each time is written down."""
    found = open_disclosure(request.user, disclosure_id)
    if not found.is_made:
        raise Http404
    try:
        content = services.take_file(disclosure=found, by=request.user)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("protection:file", found.pk)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{found.file_name}"'
    return response
