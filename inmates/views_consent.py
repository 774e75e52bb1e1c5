"""The pages on which a person's consents are written down and their papers handed in and opened."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from inmates import queries_consent
from inmates.access import open_record, open_scan
from inmates.consent_form import consent_form
from inmates.forms_consent import ConsentForm, PaperForm
from inmates.services_consent import ConsentRefused, attach_paper, record_sitting
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.beside import say_beside
from rutan.files.downloads import file_response


@requires(Permission.CONSENT_RECORD)
def consent(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """What a person agreed to, and a form for what they decide now."""
    inmate = open_record(request.user, inmate_id)
    matters = queries_consent.matters_of(inmate, on=timezone.localdate())
    form = ConsentForm(request.POST or None, request.FILES or None, matters=matters)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("decided_on", "expires_on", "paper")}
        try:
            record_sitting(inmate=inmate, answers=form.answers(), by=request.user, **facts)
        except ConsentRefused as refusal:
            say_beside(form, refusal)
        else:
            messages.success(request, _("The decision is written down."))
            return redirect("inmates:consent", inmate.pk)
    record(action="inmates.consent.opened", subject=inmate, by=request.user)
    earlier = queries_consent.earlier_decisions(inmate)
    lacks_paper = any(matter.lacks_paper for matter in matters)
    context = {"inmate": inmate, "form": form, "earlier": earlier, "lacks_paper": lacks_paper}
    return render(request, "inmates/consent.html", context, status=422 if form.is_bound else 200)


@requires(Permission.CONSENT_RECORD)
def paper(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Hand in the paper of decisions that were written down without one."""
    inmate = open_record(request.user, inmate_id)
    bare = queries_consent.standing_without_paper(inmate)
    form = PaperForm(request.POST or None, request.FILES or None, bare=bare)
    if form.is_valid():
        scan = form.cleaned_data["paper"]
        try:
            attach_paper(inmate=inmate, consent_ids=form.consent_ids, paper=scan, by=request.user)
        except ConsentRefused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("The paper is kept with the decision."))
            return redirect("inmates:consent", inmate.pk)
    context = {"inmate": inmate, "form": form}
    return render(request, "inmates/consent_paper.html", context, status=422 if form.is_bound else 200)


@requires(Permission.CONSENT_RECORD)
@require_GET
def scan(request: SignedInRequest, inmate_id: int, consent_id: int) -> HttpResponse:
    """The signed paper of one decision, also of one that no longer stands; that it was opened is written down."""
    inmate = open_record(request.user, inmate_id)
    found = open_scan(inmate, consent_id)
    record(action="inmates.consent.paper_opened", subject=inmate, by=request.user, consent=consent_id)
    return file_response(found)


@requires(Permission.CONSENT_RECORD)
@require_GET
def form(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """The consent on paper, for the person to sign by hand; that it was printed is written down."""
    inmate = open_record(request.user, inmate_id)
    record(action="inmates.consent.form_printed", subject=inmate, by=request.user)
    content = consent_form(inmate, on=clock.today(), now=clock.now())
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = "attachment; filename=lembar-persetujuan.pdf"
    return response
