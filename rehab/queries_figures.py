"""The sets of decisions that reports and the dashboard count."""

from datetime import date

from django.db.models import QuerySet
from django.db.models.functions import Coalesce, TruncDate

from rehab.models import TierDecision
from rutan.agencies.models import Facility


def decided_between(facility: Facility, first: date, last: date) -> "QuerySet[TierDecision]":
    """Decisions that became final on one of the days, both included: by the decider's word, or by the second one's."""
    finals = TierDecision.objects.at(facility).final()
    became = Coalesce("second_at", "decided_at")
    dated = finals.annotate(became_final_on=TruncDate(became))
    return dated.filter(became_final_on__gte=first, became_final_on__lte=last)
