"""What the case file shows of one person's way through the programme."""

from dataclasses import dataclass

from django.db.models import QuerySet

from inmates.models import Consent, Inmate
from rehab import wording
from rehab.domain.lifecycle import DecisionState, PlacementState
from rehab.domain.stage import Stage, stage_of
from rehab.models import Attendance, Placement, TierDecision
from rehab.queries_figures import AttendanceFigures, attendance_figures
from rehab.queries_tiers import SCREENING, decisions_of, standing_decision


@dataclass(frozen=True)
class PersonInProgramme:
    """One person's way: the stage, the decision that stands, the latest placement and its attendance."""

    stage: Stage
    stage_words: str
    decision: TierDecision | None
    decision_words: str
    placement: Placement | None
    placement_words: str
    consent: Consent | None
    attendance: AttendanceFigures | None


def in_programme(inmate: Inmate) -> PersonInProgramme:
    """Gather a person's way through the programme in a fixed number of reads."""
    decision = standing_decision(decisions_of(inmate))
    placement = latest_placement(inmate)
    stage = _stage(inmate, decision, placement)
    marks = Attendance.objects.filter(placement=placement) if placement else None
    return PersonInProgramme(
        stage=stage,
        stage_words=str(wording.STAGES[stage]),
        decision=decision,
        decision_words=str(wording.DECISION_STATES[DecisionState(decision.state)]) if decision else "",
        placement=placement,
        placement_words=str(wording.PLACEMENT_STATES[PlacementState(placement.state)]) if placement else "",
        consent=Consent.objects.to_take_part().of(inmate).first(),
        attendance=attendance_figures(marks) if marks is not None else None,
    )


def latest_placement(inmate: Inmate) -> Placement | None:
    """The placement a person is in, else the last one."""
    rows = Placement.objects.of(inmate).select_related("group__programme", "group__facilitator")
    return rows.first()


def attendance_of(inmate: Inmate) -> QuerySet[Attendance]:
    """Everything marked for a person, latest session first."""
    rows = Attendance.objects.of(inmate).select_related("session__booking__room", "session__unit")
    return rows.order_by("-session__booking__during", "-pk")


def _stage(inmate: Inmate, decision: TierDecision | None, placement: Placement | None) -> Stage:
    standing = decision if decision and decision.state != DecisionState.DECLINED else None
    return stage_of(
        screened=inmate.assessments.signed().of_instrument(SCREENING).exists(),
        decision=DecisionState(standing.state) if standing else None,
        placement=PlacementState(placement.state) if placement else None,
        placed_by_this_decision=bool(placement and standing and placement.decision_id == standing.pk),
    )
