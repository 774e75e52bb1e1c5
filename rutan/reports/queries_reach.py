"""Of whom a reader may be told what a figure says: reach first, then, for an agency's people, what was agreed to.

A number says something of everybody it counts: who stands behind "high risk" has a high risk. So its rows are shown to
an agency only where the person agreed that the agency is told such things.
"""

from django.db.models import Exists, Q, QuerySet

from assessments.models import SCREENING, Assessment
from inmates.enums import ConsentSubject
from inmates.models import Inmate
from inmates.queries_figures import of_outer_person
from rehab.domain.lifecycle import ENDED
from rutan.accounts.models import User

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
    if not whole.startswith(SCREENED):
        return within_reach.told_to(user, _subject(whole))
    own = Q(facility__in=user.reach.whole_facility_ids)
    forms = Assessment.objects.visible_to(user).signed().of_instrument(SCREENING)
    return within_reach.filter(own | Exists(of_outer_person(forms)))


def _subject(whole: str) -> ConsentSubject:
    return ConsentSubject.OUTCOME if whole in OUTCOMES else ConsentSubject.PROGRESS


def named_to(user: User) -> "QuerySet[Inmate]":
    """Return the people whose names may stand in what the reader takes out of a report; of others, the initials."""
    return Inmate.objects.visible_to(user).told_to(user, ConsentSubject.IDENTITY)
