"""People by the stage they have reached, counted and listed by the same query.

``domain/stage.py`` says what the stages are; the query here is the same rule in SQL, and a test compares the two.
"""

from django.db.models import Case, CharField, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from assessments.models import Assessment
from inmates.models import Inmate
from rehab.domain.lifecycle import DecisionState, PlacementState
from rehab.domain.stage import Stage
from rehab.models import Placement, TierDecision
from rehab.queries_tiers import SCREENING

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
    signed = Assessment.objects.signed().of_instrument(SCREENING).newest_first()
    own = signed.filter(inmate=OuterRef("pk")).values("taken_on")
    merged = signed.merged_into_outer().values("taken_on")
    standing = TierDecision.objects.filter(inmate=OuterRef("pk")).not_declined().newest_first()
    latest = Placement.objects.filter(inmate=OuterRef("pk")).newest_first()
    return people.annotate(
        screened_on=Coalesce(Subquery(own[:1]), Subquery(merged[:1])),
        decision_id=Subquery(standing.values("pk")[:1]),
        decision_state=Subquery(standing.values("state")[:1]),
        placement_id=Subquery(latest.values("pk")[:1]),
        placement_state=Subquery(latest.values("state")[:1]),
        placement_decision=Subquery(latest.values("decision")[:1]),
        stage=_STAGE,
    )


def at_stage(people: QuerySet[Inmate], stage: Stage) -> QuerySet[Inmate]:
    """Those of the people whose stage is this one."""
    return with_stage(people).filter(Exact(F("stage"), Value(stage.value)))


def counted_by_stage(people: QuerySet[Inmate]) -> dict[Stage, int]:
    """How many of the people are at each stage, in the order of the stages."""
    found = dict(with_stage(people).values_list("stage").annotate(Count("pk")).order_by())  # type: ignore[misc]  # an annotation, which the type checker does not know
    return {stage: found.get(stage.value, 0) for stage in Stage}
