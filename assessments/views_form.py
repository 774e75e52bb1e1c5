"""Taking a form on the screen: begin, fill in, look it over, sign."""

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assessments import services, wording
from assessments.access import open_assessment
from assessments.forms import AnswersForm, StartForm, VersionForm, posted_answers
from assessments.models import Assessment
from assessments.queries import agency_for
from assessments.queries_form import Sheet, as_json, sheet_of
from assessments.queries_result import before_signing
from assessments.refusals import AnswersWouldDrop, AssessmentRefused, DraftExists
from assessments.services import Saved
from assessments.services_signing import sign_assessment
from inmates.access import open_record
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.audit.services import record
from rutan.core import clock, dates
from rutan.core.errors import Refused


@requires(Permission.ASSESSMENT_ENTER)
def start(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Choose instrument and reference period for a person; the form itself follows."""
    inmate = open_record(request.user, inmate_id)
    form = StartForm(request.POST or None, inmate=inmate)
    if form.is_valid():
        agency = agency_for(request.user, inmate, on=clock.today())
        try:
            draft = services.start_assessment(
                inmate=inmate, by=request.user, agency=agency, **form.cleaned_data
            )
        except DraftExists as begun:
            messages.info(request, " ".join(begun.messages))
            return redirect("assessments:take", begun.draft_id)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            return redirect("assessments:take", draft.pk)
    context = {"form": form, "inmate": inmate, "cancel_url": reverse("assessments:list")}
    return render(request, "assessments/start.html", context, status=422 if form.is_bound else 200)


@requires(Permission.ASSESSMENT_ENTER)
def take(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Fill a form in; posting it stores the answers and shows what is asked next, with or without a script."""
    draft = open_assessment(request.user, here(), assessment_id)
    if not draft.is_draft:
        return redirect("assessments:show", draft.pk)
    if request.method != "POST":
        record(action="assessments.draft.opened", subject=draft, by=request.user)
        return _form_page(request, draft, sheet_of(draft.definition, draft.answers))
    try:
        saved = _saved(request, draft)
    except AssessmentRefused as refusal:
        sheet = sheet_of(draft.definition, posted_answers(draft.definition, request.POST.dict()))
        return _form_page(request, draft, sheet, refusal)
    if saved.problems:
        sheet = sheet_of(draft.definition, saved.draft.answers, saved.problems)
        return _form_page(request, saved.draft, sheet)
    return redirect(
        "assessments:sign" if request.POST.get("then") == "sign" else "assessments:take", draft.pk
    )


@requires(Permission.ASSESSMENT_ENTER)
@require_POST
def save(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Store the answers as they are given; answers with what is asked now, for the page's script."""
    draft = open_assessment(request.user, here(), assessment_id)
    try:
        saved = _saved(request, draft)
    except AnswersWouldDrop as drops:
        return JsonResponse({"question": drops.messages[0], "drops": drops.names}, status=409)
    except AssessmentRefused as refusal:
        return JsonResponse({"refused": " ".join(refusal.messages)}, status=409)
    sheet = sheet_of(draft.definition, saved.draft.answers)
    said = _("Saved %(time)s") % {"time": dates.clock(saved.draft.saved_at)}
    answer = {"version": saved.draft.version, "saved": said}
    return JsonResponse(answer | as_json(sheet, saved.problems, draft.definition))


@requires(Permission.ASSESSMENT_ENTER)
def discard(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Put a draft aside."""
    draft = open_assessment(request.user, here(), assessment_id)
    if request.method == "POST":
        try:
            services.discard_draft(draft=draft, by=request.user)
            messages.success(request, _("The draft was put aside."))
        except AssessmentRefused as refusal:
            messages.error(request, " ".join(refusal.messages))
        return redirect("assessments:drafts")
    context = {"draft": draft, "inmate": draft.inmate, "submit": _("Put aside")}
    context["cancel_url"] = reverse("assessments:take", args=[draft.pk])
    return render(request, "assessments/discard.html", context)


@requires(Permission.ASSESSMENT_SIGN)
def sign(request: SignedInRequest, assessment_id: int) -> HttpResponse:
    """Look a form over and sign it: figures first, then what signing means and what stands in the way."""
    draft = open_assessment(request.user, here(), assessment_id)
    if not draft.is_draft:
        return redirect("assessments:show", draft.pk)
    form = VersionForm(request.POST or None, initial={"version": draft.version})
    if form.is_valid():
        try:
            sign_assessment(draft=draft, by=request.user, at=clock.now(), **form.cleaned_data)
        except AssessmentRefused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("Signed. The result can no longer be changed."))
            return redirect("assessments:show", draft.pk)
    shown = before_signing(draft, on=clock.today())
    context = {"draft": draft, "inmate": draft.inmate, "shown": shown, "form": form}
    return render(request, "assessments/sign.html", context, status=422 if form.is_bound else 200)


def _saved(request: SignedInRequest, draft: Assessment) -> Saved:
    """Store what was posted. Raises AssessmentRefused."""
    form = AnswersForm(request.POST)
    if not form.is_valid():
        raise AssessmentRefused(_("This form was not sent whole. Load the page again."))
    answers = posted_answers(draft.definition, request.POST.dict())
    return services.save_draft(draft=draft, answers=answers, by=request.user, **form.cleaned_data)


def _form_page(
    request: SignedInRequest, draft: Assessment, sheet: Sheet, refusal: AssessmentRefused | None = None
) -> HttpResponse:
    """The form itself; after a refusal with what was entered, and what was refused."""
    drops = refusal.names if isinstance(refusal, AnswersWouldDrop) else []
    context = {"draft": draft, "inmate": draft.inmate, "sheet": sheet, "refusal": refusal, "drops": drops}
    context["period"] = wording.period(draft.definition, draft.reference_period, draft.anchor_on)
    return render(request, "assessments/take.html", context, status=409 if refusal else 200)
