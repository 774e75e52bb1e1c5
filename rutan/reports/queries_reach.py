"""Of whom a reader may be told what a figure says: reach first, then, for an agency's people, what was agreed to.

A number says something of everybody it counts: who stands behind "high risk" has a high risk. So its rows are shown to
an agency only where the person agreed that the agency is told such things.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from assessments.models import SCREENING, Assessment
from inmates.enums import ConsentSubject
from inmates.models import AccessGrant, Consent, Inmate
from rehab.domain.lifecycle import ENDED
from rutan.accounts.models import User
from rutan.core import clock

OUTCOMES = frozenset(
    {f"placement.{state.value}" for state in ENDED}
    | {f"outcomes.{code}" for code in ("trained", "certified", "failed", "left", "course")}
)
# What the register says of somebody is known to whoever their record is open to.
OF_THE_REGISTER = frozenset({"intake.custody", "intake.admitted", "intake.left", "assessment.unscreened"})
SCREENED = "intake"


def told_of(user: User, code: str) -> "QuerySet[Inmate]":
    """Return the people of whom the reader may be told what the figure with this code says."""
    within_reach = Inmate.objects.visible_to(user)
    whole = ".".join(code.split(".")[:2])
    if whole in OF_THE_REGISTER:
        return within_reach
    shared = _screened(user) if whole.startswith(SCREENED) else _agreed(user, _subject(whole))
    return within_reach.filter(Q(facility__in=user.reach.whole_facility_ids) | Q(pk__in=shared))


def _subject(whole: str) -> ConsentSubject:
    return ConsentSubject.OUTCOME if whole in OUTCOMES else ConsentSubject.PROGRESS


def _screened(user: User) -> "QuerySet[Assessment, int]":
    """Those whose screening the reader may see."""
    forms = Assessment.objects.visible_to(user).signed().of_instrument(SCREENING)
    return forms.values_list("inmate_id", flat=True)


def _agreed(user: User, subject: ConsentSubject) -> "QuerySet[Consent, int]":
    """Those who agreed to share a subject with an agency of the reader's, to which their record is open."""
    today = clock.today()
    opened = AccessGrant.objects.live(on=today).filter(inmate=OuterRef("inmate"), agency=OuterRef("agency"))
    given = Consent.objects.in_force(on=today).filter(
        Exists(opened), agency__in=user.reach.agency_ids, subject=subject
    )
    return given.values_list("inmate_id", flat=True)
