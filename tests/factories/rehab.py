"""People on their way through the programme, made the way the services make them."""

import uuid

from inmates.enums import ConsentState, ConsentSubject
from inmates.services_consent import record_consent
from rehab.domain.tiers import Tier
from rehab.services_tiers import confirm_decision, decide_tier
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, assessments, inmates


def someone(role, *, facility):
    """The person of a role at a facility; the same role again gives the same person."""
    name = f"{Role(role).value}.{facility.code}"
    return User.objects.filter(username=name).first() or accounts.user_with(
        role, facility=facility, username=name
    )


def officer(*, facility):
    """The rehabilitation officer of a facility."""
    return someone(Role.REHAB_OFFICER, facility=facility)


def head(*, facility):
    """The head of a facility."""
    return someone(Role.HEAD, facility=facility)


def an_assessor(*, facility):
    """A certified assessor who works for the facility's partner."""
    name = f"asesor.{facility.code}"
    return User.objects.filter(username=name).first() or assessments.assessor(
        facility=facility, username=name
    )


def screened(*, facility, level="moderate", injected="never", taken_on=None, inmate=None, **fields):
    """Somebody with a signed ASSIST whose highest risk is ``level``: low, moderate or high."""
    inmate = inmate or inmates.inmate(facility=facility, **fields)
    answers = assessments.assist(e=level, injected=injected)
    by = an_assessor(facility=facility)
    assessments.signed_assist(inmate=inmate, by=by, answers=answers, taken_on=taken_on or clock.today())
    return inmate


def decided(*, inmate, tier=Tier.MODERATE, reason="", by=None, second=True, request_key=None):
    """A decision; one that departs from the recommendation is confirmed by the head unless ``second`` is false."""
    decision = decide_tier(
        inmate=inmate,
        decided=Tier(tier),
        reason=reason,
        by=by or officer(facility=inmate.facility),
        request_key=request_key or uuid.uuid4(),
    )
    if second and decision.state == "awaiting_second":
        decision = confirm_decision(decision=decision, by=head(facility=inmate.facility))
    return decision


def consented(*, inmate, state=ConsentState.GIVEN, decided_on=None, **fields):
    """What somebody said to taking part."""
    return record_consent(
        inmate=inmate,
        subject=ConsentSubject.PROGRAMME,
        state=state,
        decided_on=decided_on or clock.today(),
        by=officer(facility=inmate.facility),
        **fields,
    )
