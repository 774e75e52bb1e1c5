"""Pages about a register file that was handed in: its columns, its held rows, what was left out, and undoing it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from inmates import (
    queries_import,
    queries_mapping,
    queries_preview,
    queries_undo,
    register_rejects,
    services_holding,
    services_mapping,
    services_undo,
    wording_import,
)
from inmates.access import open_import, open_row
from inmates.enums import ImportState
from inmates.forms_import import ColumnsForm, RowForm
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core.errors import Refused

KINDS = {
    "csv": (register_rejects.as_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        register_rejects.as_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


@requires(Permission.REGISTER_IMPORT)
def columns(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Say which column of a file is which; it is read anew by that, and so are the next ones."""
    handed_in = open_import(here(), import_id)
    named = queries_mapping.columns_of(handed_in)
    if not named:
        messages.error(request, _("No columns can be told in this file."))
        return redirect("inmates:import_show", import_id)
    form = ColumnsForm(request.POST or None, columns=named)
    if form.is_valid():
        facts = {"columns": form.columns, "request_key": form.cleaned_data["request_key"]}
        try:
            anew = services_mapping.name_columns(register_import=handed_in, by=request.user, **facts)
            return redirect("inmates:import_show", anew.pk)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
    context = {"handed_in": handed_in, "form": form}
    return render(request, "inmates/import_columns.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REGISTER_IMPORT)
def row(request: SignedInRequest, import_id: int, row_id: int) -> HttpResponse:
    """Decide whether a row is about the person whose register number it has; the next one that waits follows."""
    handed_in = open_import(here(), import_id)
    held = open_row(handed_in, row_id)
    said = {"verdict": held.verdict, "reason": held.verdict_reason} if held.verdict else None
    form = RowForm(request.POST or None, initial=said)
    if form.is_valid():
        try:
            services_holding.decide_row(row=held, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect(_next_of(handed_in.pk, queries_import.next_waiting(handed_in)))
    context: dict[str, Any] = {"handed_in": handed_in, "form": form, "row": queries_preview.row_of(held)}
    context |= {"stored": queries_import.stored_person(held)}
    return render(request, "inmates/import_row.html", context, status=422 if form.is_bound else 200)


def _next_of(import_id: int, row_id: int | None) -> str:
    if row_id is None:
        return reverse("inmates:import_show", args=[import_id])
    return reverse("inmates:import_row", args=[import_id, row_id])


@requires(Permission.REGISTER_IMPORT)
def rejected(request: SignedInRequest, import_id: int, kind: str) -> HttpResponse:
    """The rows that are not stored, in the layout they came in, each with the reason: to mend and load again."""
    handed_in = open_import(here(), import_id)
    if kind not in KINDS or handed_in.state not in queries_import.HAS_ROWS:
        raise Http404
    write, content_type = KINDS[kind]
    file, reasons = queries_import.left_out_of(handed_in)
    record(action="inmates.register.rejected_downloaded", subject=handed_in, count=len(reasons))
    name = f"{_('left out')} {handed_in.file_name.rpartition('.')[0]}.{kind}"
    answer = HttpResponse(write(file, reasons), content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer


@requires(Permission.REGISTER_IMPORT)
def undo(request: SignedInRequest, import_id: int) -> HttpResponse:
    """Take back everything an import wrote, after saying what that is and what stands in the way."""
    handed_in = open_import(here(), import_id)
    if request.method == "POST":
        try:
            job = services_undo.ask_to_undo(register_import=handed_in, by=request.user)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect("inmates:import_show", import_id)
        return redirect("jobs:show", job.pk)
    if handed_in.state != ImportState.APPLIED:
        messages.error(request, wording_import.not_stored())
        return redirect("inmates:import_show", import_id)
    context: dict[str, Any] = {"handed_in": handed_in, "undoing": queries_undo.undoing_of(handed_in)}
    context |= {"cancel_url": reverse("inmates:import_show", args=[import_id])}
    return render(request, "inmates/import_undo.html", context)
