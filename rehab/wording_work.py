"""Why there is something to do for a person, in one line, and how it is shown."""

from django.utils.translation import gettext as _

from rehab import wording
from rehab.domain.lifecycle import PlacementState
from rehab.domain.stage import Stage
from rehab.known import Known
from rutan.core import dates


def reason_to_act(known: Known) -> tuple[str, str]:
    """Return the sentence and its tone for a person at a stage."""
    return _BY_STAGE[known.stage](known)


def _to_screen(known: Known) -> tuple[str, str]:
    since = dates.distance(known.inmate.admitted_on, known.on)
    return _("No signed ASSIST yet; admitted %(since)s.") % {"since": since}, "wait"


def _to_decide(known: Known) -> tuple[str, str]:
    recommendation = known.recommended.recommendation if known.recommended else None
    if recommendation is None or recommendation.tier is None:
        return _("Nothing can be recommended; decide with a reason."), "wait"
    if recommendation.provisional:
        return _("Recommendation ready, provisional without ASI."), "wait"
    return _("Recommendation ready."), "now"


def _awaiting(known: Known) -> tuple[str, str]:
    decision = known.decision
    assert decision is not None  # that is what waits
    facts = {
        "decided": wording.tier_word(decision.decided),
        "when": dates.distance(decision.decided_at, known.on),
        "by": decision.decided_by.full_name,
    }
    if not decision.recommended:
        return _("Decided %(decided)s without a recommendation by %(by)s, %(when)s.") % facts, "act"
    facts["recommended"] = wording.tier_word(decision.recommended)
    return _("Decided %(decided)s instead of %(recommended)s by %(by)s, %(when)s.") % facts, "act"


def _to_place(known: Known) -> tuple[str, str]:
    if not known.consents:
        return _("Consent to take part is missing."), "wait"
    return _("Ready to be placed."), "now"


def _in_programme(known: Known) -> tuple[str, str]:
    placement = known.placement
    assert placement is not None  # that is the programme
    facts = {"group": placement.group.name, "until": dates.short_date(placement.ends_on)}
    if not known.consents:
        return _("%(group)s; consent no longer stands.") % facts, "act"
    if known.leaves_early and known.inmate.expires_on:
        facts["leaves"] = dates.short_date(known.inmate.expires_on)
        return _("%(group)s until %(until)s; leaves on %(leaves)s, before the end.") % facts, "wait"
    if placement.ends_on < known.on:
        return _("%(group)s; the last day was %(until)s. Close the placement.") % facts, "act"
    return _("%(group)s until %(until)s.") % facts, "now"


def _ended(known: Known) -> tuple[str, str]:
    placement = known.placement
    assert placement is not None  # that is what ended
    assert placement.ended_on is not None
    state = PlacementState(placement.state)
    word = str(wording.PLACEMENT_STATES[state]).capitalize()
    tone = "done" if state is PlacementState.COMPLETED else "off"
    return f"{word}, {dates.short_date(placement.ended_on)}.", tone


_BY_STAGE = {
    Stage.TO_SCREEN: _to_screen,
    Stage.TO_DECIDE: _to_decide,
    Stage.AWAITING_SECOND: _awaiting,
    Stage.TO_PLACE: _to_place,
    Stage.IN_PROGRAMME: _in_programme,
    Stage.ENDED: _ended,
}
