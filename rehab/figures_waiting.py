"""How long people wait between the stages, in days."""

from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import Min, OuterRef, Subquery
from django.utils import timezone

from assessments.models import Assessment
from rehab.figures import placements_begun
from rehab.queries_tiers import SCREENING
from rutan.agencies.models import Facility


@dataclass(frozen=True)
class Wait:
    """Days of one placement's way; None where a step is not known."""

    to_screening: int | None
    to_decision: int | None
    to_placement: int

    @property
    def whole(self) -> int | None:
        """From admission to the first day in a group."""
        if self.to_screening is None or self.to_decision is None:
            return None
        return self.to_screening + self.to_decision + self.to_placement


@dataclass(frozen=True)
class WaitingTimes:
    """Medians in days over the placements begun in a period; None when there is none."""

    placements: int
    to_screening: float | None
    to_decision: float | None
    to_placement: float | None
    whole: float | None


def waits(facility: Facility, first: date, last: date) -> list[Wait]:
    """For each placement begun in a period: admission → first signed ASSIST → decision it follows → first day."""
    signed = Assessment.objects.signed().of_instrument(SCREENING).filter(inmate=OuterRef("inmate"))
    first_taken = signed.order_by().values("inmate").annotate(day=Min("taken_on")).values("day")
    rows = placements_begun(facility, first, last).annotate(screened_on=Subquery(first_taken))
    found = rows.values_list("inmate__admitted_on", "screened_on", "decision__decided_at", "starts_on")
    return [_wait(*row) for row in found.order_by("pk")]


def waiting_times(facility: Facility, first: date, last: date) -> WaitingTimes:
    """Return the medians of ``waits``."""
    found = waits(facility, first, last)
    return WaitingTimes(
        placements=len(found),
        to_screening=_median([wait.to_screening for wait in found]),
        to_decision=_median([wait.to_decision for wait in found]),
        to_placement=_median([wait.to_placement for wait in found]),
        whole=_median([wait.whole for wait in found]),
    )


def _wait(admitted_on: date, screened_on: date | None, decided_at: object, starts_on: date) -> Wait:
    decided_on = timezone.localdate(decided_at)  # type: ignore[arg-type]  # a time of a values_list
    return Wait(
        to_screening=(screened_on - admitted_on).days if screened_on else None,
        to_decision=(decided_on - screened_on).days if screened_on else None,
        to_placement=(starts_on - decided_on).days,
    )


def _median(days: list[int | None]) -> float | None:
    known = [each for each in days if each is not None]
    return float(median(known)) if known else None
