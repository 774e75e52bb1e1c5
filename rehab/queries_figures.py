"""The sets of rows that reports and the dashboard count; a period is two days, both included."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate

from rehab.enums import AttendanceState
from rehab.models import Attendance, Placement, TierDecision
from rutan.agencies.models import Facility
from rutan.timetable.enums import LostBy


@dataclass(frozen=True)
class AttendanceFigures:
    """Marks of people at sessions.

    ``present`` of ``at_held`` is the attendance rate. ``lost_rutan`` and ``lost_person`` are all of a person's sessions
    that were lost on that side, the ones that were not held at all too.
    """

    at_held: int
    present: int
    lost_rutan: int
    lost_person: int


def decided_between(facility: Facility, first: date, last: date) -> "QuerySet[TierDecision]":
    """Decisions that became final on one of the days, both included: by the decider's word, or by the second one's."""
    finals = TierDecision.objects.at(facility).final()
    became = Coalesce("second_at", "decided_at")
    dated = finals.annotate(became_final_on=TruncDate(became))
    return dated.filter(became_final_on__gte=first, became_final_on__lte=last)


def placements_running(facility: Facility, day: date) -> "QuerySet[Placement]":
    """Placements that had begun by a day and had not ended by it."""
    return Placement.objects.at(facility).running_on(day)


def placements_begun(facility: Facility, first: date, last: date) -> "QuerySet[Placement]":
    """Placements whose first day lies in a period, also those that have ended since."""
    return Placement.objects.at(facility).begun_between(first, last)


def placements_ended(facility: Facility, first: date, last: date) -> "QuerySet[Placement]":
    """Placements that ended in a period, for whatever reason."""
    return Placement.objects.at(facility).ended_between(first, last)


def attendance_figures(marks: "QuerySet[Attendance]") -> AttendanceFigures:
    """Count the marks of a person."""
    held = Q(session__booking__state="held")
    counted = marks.aggregate(
        at_held=Count("pk", filter=held),
        present=Count("pk", filter=held & Q(state=AttendanceState.PRESENT)),
        lost_rutan=Count("pk", filter=Q(lost_by=LostBy.RUTAN)),
        lost_person=Count("pk", filter=Q(lost_by=LostBy.PERSON)),
    )
    return AttendanceFigures(**counted)
