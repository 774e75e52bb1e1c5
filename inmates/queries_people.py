"""Lists of people: a page of those in custody by name, and who is left when a list is narrowed by filters."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from inmates.enums import Expiring, Kept, Legal
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


def reached_by(user: User, facility: Facility) -> InmateQuerySet:
    """Everybody at a facility, present or past, whom the user may reach, with their cells."""
    return Inmate.objects.visible_to(user).at(facility).going_on().select_related("cell")


def narrowed(
    people: InmateQuerySet, filters: Mapping[str, Any], *, on: date, by: Iterable[str]
) -> InmateQuerySet:
    """Those whom the filters of a list leave (``forms_list.PeopleFilter``); without any, those in custody.

    :param by: the fields in which words are looked for.
    """
    people = people.named(filters.get("words", ""), by=by)
    if filters.get("state") == Kept.LEFT:
        people = people.left()
    elif filters.get("state") != Kept.ALL:
        people = people.in_custody()
    same = {
        "block": "cell__block__code",
        "cell": "cell__code__iexact",
        "register": "register_code",
        "sex": "sex",
    }
    span = {"admitted_from": "admitted_on__gte", "admitted_to": "admitted_on__lte"}
    for name, field in (same | span).items():
        if filters.get(name):
            people = people.filter(**{field: filters[name]})
    return _expiring(_legal(people, filters.get("legal", "")), filters.get("expiring", ""), on)


def _legal(people: InmateQuerySet, legal: str) -> InmateQuerySet:
    if legal == Legal.DETAINED:
        return people.filter(register_code__startswith="A")
    return people.exclude(register_code__startswith="A") if legal == Legal.SENTENCED else people


def _expiring(people: InmateQuerySet, expiring: str, on: date) -> InmateQuerySet:
    if expiring == Expiring.PAST:
        return people.filter(expires_on__lt=on)
    if expiring == Expiring.UNKNOWN:
        return people.filter(expires_on=None)
    if expiring:
        return people.filter(expires_on__range=(on, on + timedelta(days=int(expiring))))
    return people
