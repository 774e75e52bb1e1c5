"""Named sets of rows behind figures: reports, lists and the dashboard only compose these, so that they cannot differ."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from assessments.domain import registry
from assessments.domain.leading import leading
from assessments.models import SCREENING, Assessment, AssessmentQuerySet
from inmates.models import Inmate, InmateQuerySet
from rutan.agencies.models import Facility


@dataclass(frozen=True)
class ScreeningFigures:
    """How many people were screened in a period, each counted once with their last screening in it.

    ``by_substance`` counts the substance that stands out, only of people at moderate risk or above; ``by_agency`` has an
    empty name for the facility's own staff. ``forms`` counts every signed screening.
    """

    people: int
    forms: int
    by_band: Mapping[str, int]
    by_substance: Mapping[str, int]
    by_agency: Mapping[str, int]


def screenings(facility: Facility, first: date, last: date) -> AssessmentQuerySet:
    """Signed screenings (ASSIST) taken on one of the days, both included."""
    return Assessment.objects.at(facility).signed().of_instrument(SCREENING).taken_between(first, last)


def screening_figures(facility: Facility, first: date, last: date) -> ScreeningFigures:
    """Count the people screened in a period by risk, by leading substance and by agency."""
    rows = screenings(facility, first, last)
    latest = list(rows.latest_of_each().select_related("agency"))
    definition = registry.instrument(SCREENING)
    bands = Counter(row.bands["person"] for row in latest)
    risky = [row for row in latest if row.bands["person"] not in (None, "low")]
    found = (leading(definition, row.scores, row.bands) for row in risky)
    return ScreeningFigures(
        people=len(latest),
        forms=rows.count(),
        by_band={band.code: bands[band.code] for band in definition.scores[0].bands},
        by_substance=dict(Counter(code for code in found if code).most_common()),
        by_agency=dict(Counter(row.agency.short_name if row.agency else "" for row in latest).most_common()),
    )


def never_screened(facility: Facility) -> InmateQuerySet:
    """People in custody without any signed screening, whoever could have taken it."""
    return Inmate.objects.at(facility).in_custody().filter(~_screened())


def screened_in_custody(facility: Facility) -> InmateQuerySet:
    """People in custody with a signed screening."""
    return Inmate.objects.at(facility).in_custody().filter(_screened())


def _screened() -> Q:
    """On the person's row, or on one that was merged into it."""
    done = Assessment.objects.signed().of_instrument(SCREENING)
    return Q(Exists(done.filter(inmate=OuterRef("pk")))) | Q(Exists(done.merged_into_outer()))


def drafts_pending(facility: Facility) -> AssessmentQuerySet:
    """Forms of a facility that were begun and neither signed nor put aside, the oldest first."""
    return Assessment.objects.at(facility).drafts().order_by("started_at", "pk")
