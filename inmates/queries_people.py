"""Lists of people in custody: a page of them by name."""

from collections.abc import Mapping

from inmates.models import Inmate, InmateQuerySet
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core.turning import NO_FILTERS, Page, Turn, page_of


def custody_of(user: User, facility: Facility) -> InmateQuerySet:
    """Everybody in custody at a facility whom the user may reach, with their cells."""
    return Inmate.objects.visible_to(user).at(facility).in_custody().select_related("cell")


def people_of(
    user: User, people: InmateQuerySet, turn: Turn, *, filters: Mapping[str, str] = NO_FILTERS
) -> Page[Inmate]:
    """Return one page of ``people`` by name; names never stand in an address, only the key of the last one shown."""
    return page_of(people, turn, by="full_name", among=Inmate.objects.visible_to(user), filters=filters)
