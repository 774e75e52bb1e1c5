"""Reads about working with agencies."""

from dataclasses import dataclass
from datetime import date

from inmates.models import AccessGrant, Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Agency, Facility


@dataclass(frozen=True)
class OpenedPerson:
    """Somebody in custody, and since when an agency sees them; ``since`` is None when it does not."""

    inmate: Inmate
    since: date | None


def partners_of(facility: Facility, *, on: date) -> list[Agency]:
    """Agencies that have an agreement with the facility in force on a day."""
    agreements = facility.agreements.valid(on).select_related("agency").order_by("agency__short_name", "pk")
    return list({agreement.agency_id: agreement.agency for agreement in agreements}.values())


def people_for(user: User, facility: Facility, agency: Agency) -> list[OpenedPerson]:
    """Everybody in custody the user may reach, with what the agency sees; those not opened yet come first."""
    live = AccessGrant.objects.filter(ended_at=None, facility=facility).to_agency(agency)
    since = dict(live.values_list("inmate_id", "starts_on"))
    people = Inmate.objects.visible_to(user).at(facility).in_custody().select_related("cell").by_name()
    opened = [OpenedPerson(inmate, since.get(inmate.pk)) for inmate in people]
    return sorted(opened, key=lambda person: person.since is not None)
