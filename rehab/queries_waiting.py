"""People by how far they had come on a day, and how long they have waited: sets that figures and to-dos count."""

from datetime import date, timedelta
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, TruncDate

from assessments.models import Assessment, AssessmentQuerySet
from inmates.models import Consent, Inmate, InmateQuerySet
from inmates.queries_figures import of_outer_person
from rehab.domain.decision import ENOUGH_FOR_TREATMENT
from rehab.domain.lifecycle import PlacementState
from rehab.domain.stage import Stage
from rehab.models import Placement, TierDecision
from rehab.queries_tiers import INSTRUMENTS, SCREENING
from rehab.stages import with_stage

People = QuerySet[Inmate]
# With what was written on each person, of which the type checker does not know.
Staged = QuerySet[Any]
IN_DEPTH = tuple(code for code in INSTRUMENTS if code != SCREENING)
ON_THE_WAY = (Stage.AWAITING_SECOND, Stage.TO_PLACE, Stage.IN_PROGRAMME)


def screened_by(people: InmateQuerySet, day: date) -> People:
    """Those with a signed screening taken by a day."""
    return people.filter(Exists(_signed(day).of_instrument(SCREENING)))


def unscreened_by(people: People, day: date) -> People:
    """Those without a signed screening taken by a day."""
    return people.filter(~Exists(_signed(day).of_instrument(SCREENING)))


def at_risk_by(people: InmateQuerySet, day: date) -> Staged:
    """Those whose last screening taken by a day found moderate or high risk."""
    return _with_band(people, day).filter(band__in=ENOUGH_FOR_TREATMENT)


def assessed_by(people: InmateQuerySet, day: date) -> People:
    """Those of the people at risk who were assessed more deeply than by the screening."""
    return at_risk_by(people, day).filter(Exists(_signed(day).of_instrument(*IN_DEPTH)))


def decided_by(people: InmateQuerySet, day: date) -> People:
    """Those of the people at risk whose tier was finally decided by a day."""
    final = of_outer_person(TierDecision.objects.final())
    dated = final.annotate(became_final_on=TruncDate(Coalesce("second_at", "decided_at")))
    return at_risk_by(people, day).filter(Exists(dated.filter(became_final_on__lte=day)))


def placed_by(people: InmateQuerySet, day: date) -> People:
    """Those of the people decided who were placed in a group by a day."""
    placements = of_outer_person(Placement.objects.filter(placed_at__date__lte=day))
    return decided_by(people, day).filter(Exists(placements))


def completed_by(people: InmateQuerySet, day: date) -> People:
    """Those of the people placed who completed the programme by a day."""
    ended = Placement.objects.filter(state=PlacementState.COMPLETED, ended_on__lte=day)
    return placed_by(people, day).filter(Exists(of_outer_person(ended)))


def in_custody_with_stage(people: InmateQuerySet) -> Staged:
    """Those in custody with their stage and ``tier``, the one of the decision that stands."""
    standing = TierDecision.objects.filter(pk=OuterRef("decision_id"))
    here = with_stage(people.in_custody())
    return here.annotate(
        tier=Subquery(standing.values("decided")[:1]), decided_at=Subquery(standing.values("decided_at")[:1])
    )


def undecided_since(people: InmateQuerySet, day: date) -> Staged:
    """Those in custody screened before a day at moderate or high risk who still wait for a decision."""
    waiting = in_custody_with_stage(people).filter(stage=Stage.TO_DECIDE, screened_on__lt=day)
    return _with_band(waiting, day).filter(band__in=ENOUGH_FOR_TREATMENT)


def unplaced_since(people: InmateQuerySet, day: date) -> Staged:
    """Those in custody decided before a day who still wait for a place."""
    return in_custody_with_stage(people).filter(stage=Stage.TO_PLACE, decided_at__date__lt=day)


def leaving_unfinished(people: InmateQuerySet, *, on: date, within: timedelta) -> Staged:
    """Those in custody who need the programme, have not ended it and are released within some days of a day.

    Whose tier was decided needs it, and whoever waits for a decision at moderate or high risk.
    """
    soon = in_custody_with_stage(people).filter(expires_on__range=(on, on + within))
    undecided = Q(stage=Stage.TO_DECIDE, band__in=ENOUGH_FOR_TREATMENT)
    return _with_band(soon, on).filter(Q(stage__in=ON_THE_WAY) | undecided)


def without_consent(people: InmateQuerySet, *, on: date) -> Staged:
    """Those who wait for a place or are in the programme and have not agreed to take part, or no longer."""
    agreed = Consent.objects.in_force(on=on).to_take_part().filter(inmate=OuterRef("pk"))
    asked = in_custody_with_stage(people).filter(stage__in=(Stage.TO_PLACE, Stage.IN_PROGRAMME))
    return asked.filter(~Exists(agreed))


def _with_band(people: Staged, day: date) -> Staged:
    """Add to each person the ``band`` of their last screening taken by a day."""
    latest = _signed(day).of_instrument(SCREENING).newest_first()
    person = KeyTextTransform("person", KeyTextTransform("bands", "result"))
    band = latest.annotate(band=person).values("band")
    found: Staged = people.annotate(band=Subquery(band[:1], output_field=CharField()))
    return found


def _signed(day: date) -> AssessmentQuerySet:
    return of_outer_person(Assessment.objects.signed().taken_by(day))


def with_tier(people: Staged) -> Staged:
    """Add to each person the ``tier`` of the decision that stands, whether they are still here or not."""
    standing = TierDecision.objects.filter(inmate=OuterRef("pk")).not_declined().newest_first()
    found: Staged = people.annotate(tier=Subquery(standing.values("decided")[:1]))
    return found
