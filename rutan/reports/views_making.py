"""Pages that make reports: ask for one, correct it, approve it, take a draft back."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.reports import queries_editions, services, services_sealing
from rutan.reports.access import open_edition
from rutan.reports.forms import CorrectionForm, PeriodForm, WithdrawForm
from rutan.reports.refusals import ReportRefused


@requires(Permission.REPORT_PREPARE)
@require_POST
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask for the report of a month; the page of the job follows, or the list again with what is wrong beside the month."""
    scope, form = current(), PeriodForm(request.POST)
    facility = scope.facility
    assert facility is not None  # a permission is held for a facility
    if form.is_valid():
        try:
            job = services.request_monthly(facility=facility, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("period", refusal.messages)
        else:
            return redirect("jobs:show", job.pk)
    page = queries_editions.editions_page(request.user, facility, scope, after="", on=clock.today())
    context = {"page": page, "request_key": uuid4(), "form": form}
    return render(request, "reports/list.html", context, status=422)


@requires(Permission.REPORT_PREPARE)
def correct(request: SignedInRequest, edition_id: int) -> HttpResponse:
    """Ask for the next edition of a sealed report, with the reason."""
    edition = open_edition(request.user, edition_id)
    form = CorrectionForm(request.POST or None)
    if form.is_valid():
        try:
            job = services.request_correction(edition=edition, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("jobs:show", job.pk)
    context = {"form": form, "edition": edition, "cancel_url": reverse("reports:show", args=[edition.pk])}
    return render(request, "reports/correct.html", context, status=422 if form.is_bound else 200)


@requires(Permission.REPORT_APPROVE)
@require_POST
def approve(request: SignedInRequest, edition_id: int) -> HttpResponse:
    """Approve a draft and seal it."""
    edition = open_edition(request.user, edition_id)
    try:
        sealed = services_sealing.approve(edition=edition, by=request.user)
        messages.success(request, _("Sealed under the number %(number)s.") % {"number": sealed.number})
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("reports:show", edition.pk)


@requires(Permission.REPORT_PREPARE, Permission.REPORT_APPROVE)
def withdraw(request: SignedInRequest, edition_id: int) -> HttpResponse:
    """Take a draft back, with the reason."""
    edition = open_edition(request.user, edition_id)
    form = WithdrawForm(request.POST or None)
    if form.is_valid():
        try:
            services.withdraw(edition=edition, by=request.user, **form.cleaned_data)
        except ReportRefused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("reports:show", edition.pk)
    context = {"form": form, "edition": edition, "cancel_url": reverse("reports:show", args=[edition.pk])}
    return render(request, "reports/withdraw.html", context, status=422 if form.is_bound else 200)
