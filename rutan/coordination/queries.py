"""Reads about working with agencies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from inmates import queries_people
from inmates.models import AccessGrant, Block, Inmate, InmateQuerySet
from rutan.accounts.models import User
from rutan.agencies.models import Agency, Facility
from rutan.coordination.enums import Shown
from rutan.core.sealed import unseal_words
from rutan.core.turning import Page, Turn


@dataclass(frozen=True)
class OpenedPerson:
    """Somebody in custody, and since when an agency sees them; ``since`` is None when it does not."""

    inmate: Inmate
    since: date | None


def blocks_of(facility: Facility) -> list[Block]:
    """The blocks of a facility, by their codes."""
    return list(Block.objects.filter(facility=facility).order_by("code", "pk"))


def choosable(user: User, facility: Facility) -> InmateQuerySet:
    """Whom the user may open and close: everybody in custody here whom they may reach."""
    return queries_people.custody_of(user, facility)


def people_for(
    user: User,
    facility: Facility,
    turn: Turn,
    *,
    agency: Agency,
    shown: Shown,
    block: Block | None,
    words: str,
) -> tuple[Page[Inmate], list[OpenedPerson]]:
    """Return one page of the people in custody the user may reach, by name, and what the agency sees of each."""
    people = choosable(user, facility).named(unseal_words(words))
    people = people.in_block(block) if block else people
    live = _open_to(agency, facility)
    filters = {
        "agency": agency.code,
        "shown": shown.value,
        "block": block.code if block else "",
        "words": words,
    }
    page = queries_people.people_of(
        user,
        _by_grant(people, live, shown),
        turn,
        filters=filters,
    )
    since = dict(live.filter(inmate__in=page.rows).values_list("inmate_id", "starts_on"))
    return page, [OpenedPerson(inmate, since.get(inmate.pk)) for inmate in page.rows]


def _open_to(agency: Agency, facility: Facility) -> QuerySet[AccessGrant]:
    return AccessGrant.objects.open_at(facility).to_agency(agency)


def _by_grant(people: InmateQuerySet, live: QuerySet[AccessGrant], shown: Shown) -> InmateQuerySet:
    if shown == Shown.ALL:
        return people
    opened = live.values("inmate_id")
    return people.filter(pk__in=opened) if shown == Shown.OPENED else people.exclude(pk__in=opened)
