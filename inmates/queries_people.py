"""Lists of people in custody: a page of them by name, and who answers to some words."""

from collections.abc import Mapping
from dataclasses import dataclass

from inmates.models import Inmate, InmateQuerySet
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core.turning import NO_FILTERS, Page, Turn, page_of

FOUND_AT_MOST = 30


@dataclass(frozen=True)
class Found:
    """Who answers to some words; ``more`` says that there are others, and that the words should say more."""

    people: list[Inmate]
    more: bool


def custody_of(user: User, facility: Facility) -> InmateQuerySet:
    """Everybody in custody at a facility whom the user may reach, with their cells."""
    return Inmate.objects.visible_to(user).at(facility).in_custody().select_related("cell")


def people_of(
    user: User, people: InmateQuerySet, turn: Turn, *, filters: Mapping[str, str] = NO_FILTERS
) -> Page[Inmate]:
    """Return one page of ``people`` by name; names never stand in an address, only the key of the last one shown."""
    return page_of(people, turn, by="full_name", among=Inmate.objects.visible_to(user), filters=filters)


def search(user: User, facility: Facility, words: str) -> Found:
    """Find people in custody, of those the user may reach, whose name, alias or register number holds every word."""
    rows = list(custody_of(user, facility).named(words).by_name()[: FOUND_AT_MOST + 1])
    return Found(rows[:FOUND_AT_MOST], more=len(rows) > FOUND_AT_MOST)
