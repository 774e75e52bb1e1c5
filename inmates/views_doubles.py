"""Pages on which rows that may be one person are looked at, merged, told apart, and made two people again."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inmates import queries_doubles, queries_merging, services_merging
from inmates.access import open_merge, open_record, open_told_apart
from inmates.forms_merging import ApartForm, MergeForm, UndoForm
from inmates.models import Inmate
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current, here
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused


@requires(Permission.LEGAL_EDIT)
def doubles(request: SignedInRequest) -> HttpResponse:
    """Rows that are probably one person, those that were told apart, and those that were merged."""
    facility, everybody = here(), request.GET.get("all") == "1"
    found = queries_doubles.doubles_at(facility, everybody=everybody)
    record(action="inmates.doubles.opened", by=request.user, facility=facility, count=len(found.pairs))
    context = {
        "found": found,
        "everybody": everybody,
        "apart": queries_doubles.told_apart_at(facility),
        "merges": queries_doubles.merged_at(request.user, facility),
    }
    return render(request, "inmates/doubles.html", context)


@requires(Permission.LEGAL_EDIT)
def double(request: SignedInRequest, one_id: int, other_id: int) -> HttpResponse:
    """Compare two rows, choose what stands, read what merging does, and merge them."""
    one, other = open_record(request.user, one_id), open_record(request.user, other_id)
    form = MergeForm(request.POST or None, one=one, other=other)
    plan = None
    if form.is_valid():
        if request.POST.get("step") == "do":
            try:
                merge = services_merging.merge_rows(one=one, other=other, by=request.user, **form.facts)
            except Refused as refusal:
                form.add_error(None, refusal.messages)
            else:
                messages.success(request, _("The rows are merged; both histories are in this file."))
                return redirect("inmates:show", merge.kept_id)
        else:
            plan = queries_merging.plan_of(one, other, form.choice, now=clock.now())
    if plan is None:
        record(action="inmates.doubles.compared", subject=one, by=request.user, number=other.register_number)
    return _compared(request, one, other, form=form, plan=plan)


def _compared(request: SignedInRequest, one: Inmate, other: Inmate, **context: Any) -> HttpResponse:
    pair = queries_doubles.pair_of(one, other, current().permissions)
    context |= {"pair": pair, "apart_form": ApartForm()}
    page = "inmates/double_confirm.html" if context["plan"] else "inmates/double.html"
    failed = context["form"].is_bound and context["plan"] is None
    return render(request, page, context, status=422 if failed else 200)


@requires(Permission.LEGAL_EDIT)
@require_POST
def apart(request: SignedInRequest, one_id: int, other_id: int) -> HttpResponse:
    """Say that two rows are two people."""
    one, other = open_record(request.user, one_id), open_record(request.user, other_id)
    form = ApartForm(request.POST)
    if form.is_valid():
        try:
            services_merging.tell_apart(one=one, other=other, by=request.user, **form.cleaned_data)
            messages.success(request, _("Kept: two different people. The pair is not shown again."))
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
    return redirect("inmates:doubles")


@requires(Permission.LEGAL_EDIT)
@require_POST
def reopen(request: SignedInRequest, apart_id: int) -> HttpResponse:
    """Ask again whether two rows are one person."""
    services_merging.reopen(apart=open_told_apart(request.user, apart_id), by=request.user)
    messages.success(request, _("The question is open again."))
    return redirect("inmates:doubles")


@requires(Permission.LEGAL_EDIT)
def merge_undo(request: SignedInRequest, merge_id: int) -> HttpResponse:
    """Make two people again of rows that were merged, after saying what that does and what stands in the way."""
    merge = open_merge(request.user, merge_id)
    form = UndoForm(request.POST or None)
    if form.is_valid():
        try:
            services_merging.undo_merge(merge=merge, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The merge is undone; both rows stand as they did."))
            return redirect("inmates:doubles")
    hindered = [] if merge.undone_at else queries_merging.faults_of_undoing(merge)
    context = {"merge": merge, "form": form, "hindered": hindered, "cancel_url": reverse("inmates:doubles")}
    return render(request, "inmates/merge_undo.html", context, status=422 if form.is_bound else 200)
