"""Reads about facilities and their partners."""

from datetime import date

from rutan.agencies.models import Agency, Facility


def partners_of(facility: Facility, *, on: date) -> list[Agency]:
    """Agencies that have an agreement with the facility in force on a day, by name."""
    agreements = facility.agreements.valid(on).select_related("agency").order_by("agency__short_name", "pk")
    return list({agreement.agency_id: agreement.agency for agreement in agreements}.values())
