"""Deciding a tier: the rehabilitation officer, and a second person where the rule says otherwise."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from inmates.enums import CustodyState
from inmates.models import Inmate
from rehab.domain import decision as rule
from rehab.domain.lifecycle import DecisionState
from rehab.domain.tiers import Tier
from rehab.models import TierDecision
from rehab.queries_tiers import Recommended, recommend_for
from rehab.refusals import TierRefused
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier


@transaction.atomic
def decide_tier(
    *, inmate: Inmate, decided: Tier, reason: str, by: User, request_key: UUID, seen: str = ""
) -> TierDecision:
    """Decide a person's tier on what is recommended now; the recommendation is kept with the decision.

    Equal to the recommendation it is final, otherwise it waits for a second person. ``seen`` is the mark of the
    recommendation the officer looked at (``Recommended.mark``); the same ``request_key`` again answers with the first.

    :raises TierRefused: with everything that speaks against it.
    :raises KeyUsed: when the key was used for something else.
    """
    if repeated := earlier(TierDecision.objects, request_key, inmate=inmate, decided=decided.value):
        return repeated
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    found = recommend_for(inmate, on=clock.today())
    _refuse(inmate, found, seen, decided, reason)
    recommendation = found.recommendation
    decision = TierDecision.objects.create(
        facility_id=inmate.facility_id,
        inmate=inmate,
        edition=found.edition,
        recommended=recommendation.tier.value if recommendation.tier else None,
        provisional=recommendation.provisional,
        recommendation=recommendation.as_json(),
        assist_band=found.assist_band or "",
        decided=decided.value,
        decided_by=by,
        decided_at=clock.now(),
        reason=reason.strip(),
        state=rule.first_state(recommendation.tier, decided).value,
        request_key=request_key,
    )
    facts = {"decided": decided.value, "recommended": decision.recommended, "state": decision.state}
    record(action="rehab.tier.decided", subject=decision, by=by, inmate=inmate.pk, **facts)
    return decision


def _refuse(inmate: Inmate, found: Recommended, seen: str, decided: Tier, reason: str) -> None:
    sentences = []
    if inmate.state != CustodyState.IN_CUSTODY:
        sentences.append(_("This person is no longer in custody."))
    if seen and seen != found.mark:
        sentences.append(
            _("The recommendation has changed since you opened this page. Look at it again, then decide.")
        )
    if TierDecision.objects.awaiting().filter(inmate=inmate).exists():
        sentences.append(_("A decision for this person already waits for a second person."))
    objections = rule.objections(
        found.recommendation.tier, decided=decided, reason=reason, assist_band=found.assist_band
    )
    if objections or sentences:
        raise TierRefused(objections, *sentences)


def confirm_decision(*, decision: TierDecision, note: str = "", by: User) -> TierDecision:
    """Confirm, as the second person, a decision that departs from the recommendation.

    :raises TierRefused: when it no longer waits, or the second person is the one who decided.
    """
    return _close(decision, DecisionState.FINAL, note, by)


def decline_decision(*, decision: TierDecision, note: str, by: User) -> TierDecision:
    """Decline, as the second person, a decision that departs from the recommendation, and say why.

    :raises TierRefused: as ``confirm_decision``, and when nothing says why.
    """
    if not note.strip():
        raise TierRefused((), _("Write down why you decline."))
    return _close(decision, DecisionState.DECLINED, note, by)


@transaction.atomic
def _close(decision: TierDecision, state: DecisionState, note: str, by: User) -> TierDecision:
    Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=decision.inmate_id)
    decision = TierDecision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if (decision.state, decision.second_by_id) == (state.value, by.pk):
        return decision  # pressed twice
    objections = rule.objections_to_second(
        DecisionState(decision.state), decided_by=decision.decided_by_id, second_by=by.pk
    )
    if objections:
        raise TierRefused(objections)
    decision.state, decision.second_note = state.value, note.strip()
    decision.second_by, decision.second_at = by, clock.now()
    decision.save(update_fields=["state", "second_by", "second_at", "second_note"])
    action = "rehab.tier.confirmed" if state is DecisionState.FINAL else "rehab.tier.declined"
    record(action=action, subject=decision, by=by, inmate=decision.inmate_id, decided=decision.decided)
    return decision
