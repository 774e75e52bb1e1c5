"""Named sets of rows behind figures: reports, lists and the dashboard only compose these, so that they cannot differ."""

from django.db.models import Exists

from assessments.models import SCREENING, Assessment, AssessmentQuerySet
from inmates.models import Inmate, InmateQuerySet
from inmates.queries_figures import of_outer_person
from rutan.agencies.models import Facility


def never_screened(facility: Facility) -> InmateQuerySet:
    """People in custody without any signed screening, whoever could have taken it."""
    screened = of_outer_person(Assessment.objects.signed().of_instrument(SCREENING))
    return Inmate.objects.at(facility).in_custody().filter(~Exists(screened))


def drafts_pending(facility: Facility) -> AssessmentQuerySet:
    """Forms of a facility that were begun and neither signed nor put aside, the oldest first."""
    return Assessment.objects.at(facility).drafts().order_by("started_at", "pk")
