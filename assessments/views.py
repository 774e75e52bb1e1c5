"""Lists of forms, and one signed form: on the screen, on paper, declared void."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import queries_lists, services
from assessments.access import open_assessment
from assessments.forms import ReasonForm
from assessments.queries_result import result_of
from assessments.refusals import AssessmentRefused
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current, here
from rutan.audit.services import record
from rutan.core import clock

READERS = (Permission.SCORE_VIEW, Permission.BAND_VIEW, Permission.ANSWERS_VIEW)


@requires(*READERS, Permission.ASSESSMENT_ENTER)
def to_screen(request: SignedInRequest) -> HttpResponse:
    """People without a signed screening, of those the reader may reach."""
    rows, following = queries_lists.to_screen(
        request.user, here(), on=clock.today(), after=request.GET.get("after", "")
    )
    return render(request, "assessments/to_screen.html", {"rows": rows, "following": following})


@requires(Permission.ASSESSMENT_ENTER)
def drafts(request: SignedInRequest) -> HttpResponse:
    """Forms the assessor has begun."""
    rows = queries_lists.own_drafts(current(), here())
    return render(request, "assessments/drafts.html", {"rows": rows})


@requires(*READERS)
def signed(request: SignedInRequest) -> HttpResponse:
    """Results, newest first, of those the reader may know of."""
    after = request.GET.get("after", "")
    rows, following = queries_lists.signed_forms(current(), here(), after=after)
    return render(request, "assessments/signed.html", {"rows": rows, "following": following})


@requires(*READERS)
def show(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """One result: figures, why they are what they are, what follows. A draft opens where it is filled in."""
    form = open_assessment(request.user, here(), assessment_id)
    if form.is_draft:
        return redirect("assessments:take", form.pk)
    if form.signed_at is None:  # put aside
        return redirect("assessments:drafts")
    record(action="assessments.assessment.opened", subject=form, by=request.user)
    context = {"result": result_of(form, current()), "may_void": services.may_void(form, request.user)}
    return render(request, "assessments/show.html", {"form": form, "inmate": form.inmate, **context})


@requires(*READERS)
def paper(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """One result to print."""
    form = open_assessment(request.user, here(), assessment_id)
    if form.signed_at is None:
        return redirect("assessments:show", form.pk)
    record(action="assessments.assessment.printed", subject=form, by=request.user)
    context = {"form": form, "inmate": form.inmate, "result": result_of(form, current())}
    context |= {"back_url": reverse("assessments:show", args=[form.pk]), "printed_at": clock.now()}
    return render(request, "assessments/print.html", context)


@requires(Permission.ASSESSMENT_SIGN)
def void(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Declare a signed result void, with a reason."""
    assessment, form = open_assessment(request.user, here(), assessment_id), ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            services.void_assessment(assessment=assessment, by=request.user, **form.cleaned_data)
        except AssessmentRefused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The result is void. A new form can be begun."))
            return redirect("assessments:show", assessment.pk)
    context = {"form": form, "assessment": assessment, "inmate": assessment.inmate}
    context |= {"submit": _("Declare void"), "cancel_url": reverse("assessments:show", args=[assessment.pk])}
    return render(request, "assessments/void.html", context, status=422 if form.is_bound else 200)
