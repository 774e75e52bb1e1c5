"""Named sets of rows and what is counted in them; reports and the dashboard only put these together.

A period is two days, both included, in the facility's time. Each docstring says in words what is counted.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from assessments.models import Assessment
from inmates.models import Inmate
from rehab.domain.lifecycle import DecisionState, PlacementState
from rehab.domain.stage import Stage
from rehab.domain.tiers import Tier
from rehab.enums import AttendanceState
from rehab.models import Attendance, Placement, Session, TierDecision
from rehab.queries_tiers import SCREENING
from rehab.stages import counted_by_stage
from rutan.agencies.models import Facility
from rutan.timetable.enums import LostBy

FULL_ASSESSMENT = "asi"


@dataclass(frozen=True)
class SessionFigures:
    """What became of the sessions of a period: ``planned`` is all that were ever published for it."""

    planned: int
    held: int
    lost_rutan: int
    lost_person: int


@dataclass(frozen=True)
class AttendanceFigures:
    """Marks of people at the sessions of a period.

    ``present`` of ``at_held`` is the attendance rate. ``lost_rutan`` and ``lost_person`` are all of a person's sessions
    that were lost on that side, the ones that were not held at all too.
    """

    at_held: int
    present: int
    lost_rutan: int
    lost_person: int


@dataclass(frozen=True)
class Funnel:
    """Of the people first screened in a period, how many have come how far by now."""

    screened: int
    assessed: int
    decided: int
    placed: int
    completed: int


def people_by_stage(facility: Facility) -> dict[Stage, int]:
    """People in custody now, by the stage they are at."""
    return counted_by_stage(Inmate.objects.at(facility).in_custody())


def decided_by_tier(facility: Facility) -> dict[Tier, int]:
    """People in custody now, by the tier of their latest final decision."""
    latest = TierDecision.objects.at(facility).final().order_by("inmate", "-decided_at", "-pk")
    here = latest.filter(inmate__in=Inmate.objects.at(facility).in_custody())
    return _by_tier(Counter(here.distinct("inmate").values_list("decided", flat=True)))


def awaiting_second_person(facility: Facility) -> QuerySet[TierDecision]:
    """Decisions that depart from the recommendation and wait for the head, oldest first."""
    return TierDecision.objects.at(facility).awaiting().order_by("decided_at", "pk")


def decisions_between(facility: Facility, first: date, last: date) -> QuerySet[TierDecision]:
    """Decisions made in a period, whatever became of them."""
    return TierDecision.objects.at(facility).filter(decided_at__date__range=(first, last))


def departing_between(facility: Facility, first: date, last: date) -> QuerySet[TierDecision]:
    """Decisions made in a period that depart from the recommendation, or had none."""
    same = Q(recommended__isnull=False, recommended=F("decided"))
    return decisions_between(facility, first, last).exclude(same)


def placements_running(facility: Facility, day: date) -> QuerySet[Placement]:
    """Placements that had begun by a day and had not ended by it."""
    return Placement.objects.at(facility).running_on(day)


def running_by_tier(facility: Facility, day: date) -> dict[Tier, int]:
    """Placements running on a day, by the tier of their group."""
    running = placements_running(facility, day)
    return _by_tier(Counter(running.values_list("group__programme__tier", flat=True)))


def placements_begun(facility: Facility, first: date, last: date) -> QuerySet[Placement]:
    """Placements whose first day lies in a period, also those that have ended since."""
    return Placement.objects.at(facility).begun_between(first, last)


def placements_ended(facility: Facility, first: date, last: date) -> QuerySet[Placement]:
    """Placements that ended in a period, for whatever reason."""
    return Placement.objects.at(facility).ended_between(first, last)


def ended_by_reason(facility: Facility, first: date, last: date) -> dict[PlacementState, int]:
    """Placements that ended in a period, by how: a transfer or a release is not a drop-out."""
    found = Counter(placements_ended(facility, first, last).values_list("state", flat=True))
    return {state: found[state.value] for state in PlacementState if state is not PlacementState.ACTIVE}


def sessions_between(facility: Facility, first: date, last: date) -> QuerySet[Session]:
    """Sessions that were ever published and begin in a period, of groups and of single people."""
    return Session.objects.at(facility).between(first, last).planned()


def sessions_held(facility: Facility, first: date, last: date) -> QuerySet[Session]:
    """Sessions of a period that took place."""
    return Session.objects.at(facility).between(first, last).held()


def sessions_lost(facility: Facility, first: date, last: date, side: LostBy) -> QuerySet[Session]:
    """Sessions of a period that were lost on one side; those that were only planned anew are on neither."""
    return Session.objects.at(facility).between(first, last).lost(side)


def session_figures(facility: Facility, first: date, last: date) -> SessionFigures:
    """Count the sessions of a period by what became of them."""
    return SessionFigures(
        planned=sessions_between(facility, first, last).count(),
        held=sessions_held(facility, first, last).count(),
        lost_rutan=sessions_lost(facility, first, last, LostBy.RUTAN).count(),
        lost_person=sessions_lost(facility, first, last, LostBy.PERSON).count(),
    )


def attendance_between(facility: Facility, first: date, last: date) -> QuerySet[Attendance]:
    """Marks of the sessions that begin in a period."""
    return Attendance.objects.at(facility).between(first, last)


def attendance_figures(marks: "QuerySet[Attendance]") -> AttendanceFigures:
    """Count marks: of a period (``attendance_between``), or of a person (``Attendance.objects.of``)."""
    held = Q(session__booking__state="held")
    counted = marks.aggregate(
        at_held=Count("pk", filter=held),
        present=Count("pk", filter=held & Q(state=AttendanceState.PRESENT)),
        lost_rutan=Count("pk", filter=Q(lost_by=LostBy.RUTAN)),
        lost_person=Count("pk", filter=Q(lost_by=LostBy.PERSON)),
    )
    return AttendanceFigures(**counted)


def screened_between(facility: Facility, first: date, last: date) -> QuerySet[Inmate]:
    """People whose first signed ASSIST was taken in a period, wherever they are now."""
    signed = Assessment.objects.signed().of_instrument(SCREENING).filter(inmate=OuterRef("pk"))
    return (
        Inmate.objects.at(facility)
        .filter(Exists(signed.taken_between(first, last)))
        .exclude(Exists(signed.filter(taken_on__lt=first)))
    )


def funnel(facility: Facility, first: date, last: date) -> Funnel:
    """Of the people first screened in a period: have a signed ASI, a final decision, were placed, have completed."""
    person = OuterRef("pk")
    signed = Assessment.objects.signed().of_instrument(FULL_ASSESSMENT).filter(inmate=person)
    placed = Placement.objects.filter(inmate=person)
    counted = screened_between(facility, first, last).aggregate(
        screened=Count("pk"),
        assessed=Count("pk", filter=Q(Exists(signed))),
        decided=Count("pk", filter=Q(Exists(TierDecision.objects.final().filter(inmate=person)))),
        placed=Count("pk", filter=Q(Exists(placed))),
        completed=Count("pk", filter=Q(Exists(placed.filter(state=PlacementState.COMPLETED)))),
    )
    return Funnel(**counted)


def leaving_unfinished(facility: Facility, *, on: date, days: int) -> QuerySet[Placement]:
    """Placements under way of people whose term expires within so many days and before their programme is over."""
    soon = Placement.objects.at(facility).active().filter(inmate__expires_on__range=(on, _after(on, days)))
    early = soon.filter(inmate__expires_on__lte=F("ends_on"))
    return early.select_related("inmate", "group__programme").order_by("inmate__expires_on", "pk")


def leaving_unplaced(facility: Facility, *, on: date, days: int) -> QuerySet[Inmate]:
    """People in custody with a final decision for *sedang* or *berat* never placed, who leave within so many days."""
    final = TierDecision.objects.filter(inmate=OuterRef("pk"), state=DecisionState.FINAL)
    heavier = final.filter(decided__in=(Tier.MODERATE.value, Tier.SEVERE.value))
    placed = Placement.objects.filter(inmate=OuterRef("pk"))
    leaving = Inmate.objects.at(facility).in_custody().filter(expires_on__range=(on, _after(on, days)))
    return leaving.filter(Exists(heavier)).exclude(Exists(placed)).order_by("expires_on", "pk")


def _after(on: date, days: int) -> date:
    return on + timedelta(days=days)


def _by_tier(counts: "Counter[str]") -> dict[Tier, int]:
    return {tier: counts[tier.value] for tier in Tier}
