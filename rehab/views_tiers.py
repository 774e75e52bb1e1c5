"""One person's tier: why it is recommended, the officer's decision, the second person's word."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from inmates.access import open_record
from rehab import services_tiers
from rehab.access import open_decision
from rehab.forms_tiers import DecisionForm, SecondForm
from rehab.queries_pages import TierPage, decision_shown, tier_page
from rehab.refusals import TierRefused
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.permissions import Permission
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused


@requires(Permission.TIER_DECIDE, Permission.TIER_CONFIRM)
def tier(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """The recommendation and what it rests on, everything decided so far, and the form to decide."""
    inmate = open_record(request.user, inmate_id)
    record(action="rehab.tier.opened", subject=inmate, by=request.user)
    page = tier_page(inmate, on=clock.today())
    return render(request, "rehab/tier.html", {"page": page, "form": _form(page), "inmate": inmate})


@requires(Permission.TIER_DECIDE)
@require_POST
def decide(request: SignedInRequest, inmate_id: int) -> HttpResponse:
    """Decide; where it is refused, the page again with every reason."""
    inmate = open_record(request.user, inmate_id)
    page = tier_page(inmate, on=clock.today())
    form = _form(page, request)
    if form.is_valid():
        try:
            decision = services_tiers.decide_tier(inmate=inmate, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _decided(decision.second_by_id is None and decision.departs))
            return redirect("rehab:tier", inmate.pk)
    context = {"page": page, "form": form, "inmate": inmate}
    return render(request, "rehab/tier.html", context, status=422)


@requires(Permission.TIER_CONFIRM)
def second(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """What was decided and why, and the second person's form: confirm or decline."""
    decision = open_decision(request.user, decision_id)
    form = SecondForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        close = (
            services_tiers.confirm_decision
            if request.POST.get("answer") == "confirm"
            else services_tiers.decline_decision
        )
        try:
            close(decision=decision, by=request.user, **form.cleaned_data)
        except TierRefused as refusal:
            form.add_error(None, refusal.messages)
        else:
            messages.success(request, _("Your answer is written down."))
            return redirect("rehab:list")
    record(action="rehab.decision.opened", subject=decision, by=request.user)
    context = {"shown": decision_shown(decision), "form": form, "inmate": decision.inmate}
    return render(request, "rehab/second.html", context, status=422 if form.is_bound else 200)


def _form(page: TierPage, request: SignedInRequest | None = None) -> DecisionForm:
    recommended = page.recommended
    data = request.POST if request else None
    return DecisionForm(data, recommended=recommended.recommendation.tier, mark=recommended.mark)


def _decided(waits: bool) -> str:
    if waits:
        return _("Written down. It counts once the head has confirmed it.")
    return _("Decided. Now see which groups fit.")
