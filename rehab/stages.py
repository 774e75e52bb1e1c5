"""People by the stage they have reached, counted and listed by the same query.

``domain/stage.py`` says what the stages are; the query here is the same rule in SQL, and a test compares the two.
"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.lookups import Exact

from assessments.models import Assessment, AssessmentQuerySet
from inmates.models import Inmate
from inmates.queries_figures import of_outer_person
from rehab.domain.lifecycle import DecisionState, PlacementState
from rehab.domain.stage import Stage
from rehab.models import Placement, TierDecision
from rehab.queries_tiers import SCREENING
from rutan.agencies.models import Facility

_STAGE = Case(
    When(decision_state=DecisionState.AWAITING_SECOND.value, then=Value(Stage.AWAITING_SECOND.value)),
    When(placement_state=PlacementState.ACTIVE.value, then=Value(Stage.IN_PROGRAMME.value)),
    When(
        decision_state=DecisionState.FINAL.value,
        placement_decision=F("decision_id"),
        then=Value(Stage.ENDED.value),
    ),
    When(decision_state=DecisionState.FINAL.value, then=Value(Stage.TO_PLACE.value)),
    When(screened_on__isnull=False, then=Value(Stage.TO_DECIDE.value)),
    default=Value(Stage.TO_SCREEN.value),
    output_field=CharField(),
)


def with_stage(people: QuerySet[Inmate]) -> QuerySet[Inmate]:
    """Add to each person ``stage``, and what it rests on.

    ``screened_on``: day of the latest signed ASSIST, where there is none that of a row merged into theirs.
    ``decision_id``, ``decision_state``: the decision that stands, declined ones left out. ``placement_id``,
    ``placement_state``, ``placement_decision``: the latest placement.
    """
    signed = Assessment.objects.signed().of_instrument(SCREENING)
    decisions = TierDecision.objects.not_declined().annotate(then=F("state"))
    return _staged(people, signed, decisions, Placement.objects.annotate(then=F("state")))


def with_stage_on(people: QuerySet[Inmate], facility: Facility, day: date) -> QuerySet[Inmate]:
    """Add to each person of a facility the ``stage`` they had reached at the end of a day, and what it rested on.

    A screening counts from the day it was taken and a placement from its first day, also where they were written down
    later; a decision counts from the moment it was made, and a second person's word from the moment it was given.
    """
    over = facility.start_of(day + timedelta(days=1))
    signed = Assessment.objects.signed().of_instrument(SCREENING).taken_by(day)
    waited = Q(state=DecisionState.AWAITING_SECOND) | Q(second_at__gte=over)
    decisions = TierDecision.objects.filter(decided_at__lt=over).annotate(
        then=Case(When(waited, then=Value(DecisionState.AWAITING_SECOND.value)), default=F("state"))
    )
    ran = Q(ended_on=None) | Q(ended_on__gt=day)
    placements = Placement.objects.filter(Q(placed_at__lt=over) | Q(starts_on__lte=day)).annotate(
        then=Case(When(ran, then=Value(PlacementState.ACTIVE.value)), default=F("state"))
    )
    return _staged(people, signed, decisions.exclude(then=DecisionState.DECLINED), placements)


def _staged(
    people: QuerySet[Inmate],
    signed: AssessmentQuerySet,
    decisions: QuerySet[Any],
    placements: QuerySet[Any],
) -> QuerySet[Inmate]:
    """Add the stage; ``then`` is the state a decision and a placement are, or were, in."""
    screened = of_outer_person(signed.newest_first()).values("taken_on")
    standing = decisions.filter(inmate=OuterRef("pk")).order_by("-decided_at", "-pk")
    latest = placements.filter(inmate=OuterRef("pk")).order_by("-pk")
    return people.annotate(
        screened_on=Subquery(screened[:1]),
        decision_id=Subquery(standing.values("pk")[:1]),
        decision_state=Subquery(standing.values("then")[:1]),
        placement_id=Subquery(latest.values("pk")[:1]),
        placement_state=Subquery(latest.values("then")[:1]),
        placement_decision=Subquery(latest.values("decision")[:1]),
        stage=_STAGE,
    )


def at_stage_on(people: QuerySet[Inmate], facility: Facility, day: date, stage: Stage) -> QuerySet[Inmate]:
    """Those of the people who had reached this stage at the end of a day."""
    return with_stage_on(people, facility, day).filter(Exact(F("stage"), Value(stage.value)))


def at_stage(people: QuerySet[Inmate], stage: Stage) -> QuerySet[Inmate]:
    """Those of the people whose stage is this one."""
    return with_stage(people).filter(Exact(F("stage"), Value(stage.value)))


def counted_by_stage(people: QuerySet[Inmate]) -> dict[Stage, int]:
    """How many of the people are at each stage, in the order of the stages."""
    found = dict(with_stage(people).values_list("stage").annotate(Count("pk")).order_by())  # type: ignore[misc]  # an annotation, which the type checker does not know
    return {stage: found.get(stage.value, 0) for stage in Stage}
