"""People of a batch: enrolling, leaving, completing, certificates."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.core.errors import Refused
from rutan.letters.downloads import pdf_response
from rutan.letters.services import take_out
from training import queries_pages, services_completion, services_enrolment, wording
from training.access import open_enrolment, open_own_batch, open_own_enrolment
from training.forms import ReasonForm
from training.forms_people import EnrolForm

OWN = (Permission.TRAINING_EDIT, Permission.TRAINING_EDIT_OWN)


@requires(Permission.TRAINING_EDIT)
def enrol(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """Give somebody a place, or one on the waiting list; whatever is in the way is told at once."""
    batch = open_own_batch(request.user, batch_id)
    form = EnrolForm(request.POST or None, people=queries_pages.people_to_enrol(request.user, batch))
    if form.is_valid():
        try:
            made = services_enrolment.enrol(batch=batch, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, wording.enrolled(made))
            return redirect("training:batch", batch_id)
    context = {"form": form, "batch": batch, "row": queries_pages.row_of(batch)}
    return render(request, "training/enrol.html", context, status=422 if form.is_bound else 200)


@requires(Permission.TRAINING_EDIT)
@require_POST
def move_up(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Give somebody on the waiting list a free place."""
    enrolment = open_own_enrolment(request.user, enrolment_id)
    try:
        messages.success(
            request, wording.enrolled(services_enrolment.move_up(enrolment=enrolment, by=request.user))
        )
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("training:batch", enrolment.batch_id)


@requires(Permission.TRAINING_EDIT)
def withdraw(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Take somebody out of a batch or off its waiting list, with a reason."""
    enrolment = open_own_enrolment(request.user, enrolment_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            left = services_enrolment.withdraw(enrolment=enrolment, by=request.user, **form.cleaned_data)
            messages.success(request, wording.left(left.enrolment, left.moved_up, left.passed_over))
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("training:batch", enrolment.batch_id)
    back = reverse("training:batch", args=[enrolment.batch_id])
    context = {"form": form, "enrolment": enrolment, "submit": _("Take out"), "cancel_url": back}
    return render(request, "training/withdraw.html", context)


@requires(*OWN)
def fail(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """Say that somebody has not completed the course, with a reason."""
    enrolment = open_own_enrolment(request.user, enrolment_id)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services_completion.fail(enrolment=enrolment, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("training:batch", enrolment.batch_id)
    back = reverse("training:batch", args=[enrolment.batch_id])
    context = {"form": form, "enrolment": enrolment, "submit": _("Not completed"), "cancel_url": back}
    return render(request, "training/fail.html", context)


@requires(*OWN)
@require_POST
def complete(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """Let the people ticked complete the course, each with a certificate."""
    batch = open_own_batch(request.user, batch_id)
    ticked = queries_pages.ticked(request.user, batch, request.POST.getlist("ids"))
    if not ticked:
        messages.error(request, _("Tick at least one person."))
        return redirect("training:batch", batch_id)
    try:
        done = services_completion.complete(batch=batch, enrolments=ticked, by=request.user)
        text = ngettext("%(count)d certificate issued.", "%(count)d certificates issued.", len(done))
        messages.success(request, text % {"count": len(done)})
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("training:batch", batch_id)


@requires(Permission.TRAINING_VIEW, Permission.TRAINING_EDIT_OWN)
def certificate(request: SignedInRequest, enrolment_id: int) -> HttpResponse:
    """The certificate as a file; who took it is written down."""
    enrolment = open_enrolment(request.user, enrolment_id)
    if enrolment.document is None:
        raise Http404
    return pdf_response(enrolment.document, take_out(document=enrolment.document, by=request.user))
