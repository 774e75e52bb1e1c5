"""Of which months a report can be made."""

from datetime import date, datetime

from assessments.models import Assessment
from inmates.models import RegisterImport
from rehab.models import TierDecision
from rutan.agencies.models import Facility
from rutan.reports.domain.months import Month
from rutan.timetable.models import Booking

MONTHS_OFFERED = 6


def first_month(facility: Facility, on: date) -> Month:
    """Return the first month of which there is anything to report: that of the first work recorded here.

    The register does not tell it: people were admitted long before anybody recorded here what was done with them. The
    months that are always offered can be asked for also where nothing was recorded.
    """
    months = [Month.of(day) for day in _first_days(facility) if day is not None]
    return min([Month.last_over(on).back(MONTHS_OFFERED - 1), *months])


def _first_days(facility: Facility) -> tuple[date | None, ...]:
    """The day of the first assessment, register file, decision and session, in the facility's time."""
    taken = (
        Assessment.objects.signed().at(facility).order_by("taken_on", "pk").values_list("taken_on", flat=True)
    )
    files = RegisterImport.objects.filter(facility=facility).order_by("uploaded_at", "pk")
    decided = TierDecision.objects.at(facility).order_by("decided_at", "pk")
    booking = Booking.objects.at(facility).by_time().first()
    return (
        taken.first(),
        _day(facility, files.values_list("uploaded_at", flat=True).first()),
        _day(facility, decided.values_list("decided_at", flat=True).first()),
        _day(facility, booking.slot.starts_at if booking else None),
    )


def _day(facility: Facility, moment: datetime | None) -> date | None:
    return moment.astimezone(facility.zone).date() if moment else None
