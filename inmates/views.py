"""Pages of the register."""

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inmates import queries, queries_mapping, queries_preview, services, wording_import
from inmates.access import open_import
from inmates.forms import RegisterUploadForm
from inmates.lists import PEOPLE
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.queries_lists import shown_list
from rutan.accounts.scope import current, here
from rutan.audit.services import record
from rutan.core.errors import Refused
from rutan.core.listing.reading import narrowed_by_words, of_address
from rutan.core.turning import Turn


@requires(Permission.INMATE_VIEW)
def people(request: SignedInRequest) -> HttpResponse:
    """Those the person may reach, as the address asks for them; that names were shown is written down.

    Words are posted and come back sealed: names do not stand in an address.
    """
    if request.method == "POST":
        address = narrowed_by_words(request.GET, request.POST.get("words", ""))
        return redirect(f"{reverse('inmates:list')}?{address}")
    shown = shown_list(PEOPLE, of_address(request.GET), current())
    count, by = len(shown.page.lines), sorted(shown.asked.texts)
    record(action="inmates.list.opened", by=request.user, facility=here(), count=count, looked_for=by)
    return render(request, "inmates/list.html", {"shown": shown})


@requires(Permission.REGISTER_IMPORT)
def import_new(request: SignedInRequest) -> HttpResponse:
    """Hand in a register file; the preview follows."""
    facility = here()
    form = RegisterUploadForm(request.POST or None, request.FILES or None, facility=facility)
    if form.is_valid():
        cleaned: dict[str, Any] = dict(form.cleaned_data)
        file: UploadedFile[bytes] = cleaned.pop("file")
        cleaned.pop("opened_for")
        sent = {"content": file.read(), "file_name": file.name or "", "facility": facility, **cleaned}
        try:
            return redirect("inmates:import_show", services.hand_in_register(by=request.user, **sent).pk)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
    context = {"form": form, "recent": queries.recent_imports(facility)}
    return render(request, "inmates/import_new.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REGISTER_IMPORT)
def import_show(request: SignedInRequest, import_id: int) -> HttpResponse:
    """The preview of a file, or what became of it; while it is being worked on, how far that is."""
    handed_in = open_import(here(), import_id)
    if handed_in.job and not handed_in.job.is_over and handed_in.job.requested_by_id == request.user.pk:
        return redirect("jobs:show", handed_in.job.pk)
    page = queries_preview.preview_of(
        handed_in, turn=Turn.of(request.GET), outcome=request.GET.get("outcome", "")
    )
    context = {"handed_in": handed_in, "page": page}
    context |= {"left_out": wording_import.rows_left_out(page.left_out)}
    context |= {"waiting": wording_import.rows_waiting(page.waiting_count)}
    context |= {"remembered": queries_mapping.remembered_for(handed_in)}
    return render(request, "inmates/import_show.html", context)


@requires(Permission.REGISTER_IMPORT)
@require_POST
def import_confirm(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Store the good rows of a previewed file."""
    try:
        services.confirm_register(register_import=open_import(here(), import_id), by=request.user)
    except services.ImportRefused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("inmates:import_show", import_id)


@requires(Permission.REGISTER_IMPORT)
@require_POST
def import_discard(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Put a previewed file aside."""
    try:
        services.discard_register(register_import=open_import(here(), import_id), by=request.user)
        messages.success(request, _("The file was put aside; nothing of it was stored."))
    except services.ImportRefused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("inmates:import")
