"""Lists of people in custody: a page of them by name, and who answers to some words."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.http import urlencode

from inmates.models import Inmate, InmateQuerySet
from rutan.accounts.models import User
from rutan.agencies.models import Facility

PAGE = 50
FOUND_AT_MOST = 30


@dataclass(frozen=True)
class Turn:
    """Which page of a list is wanted: the one after or before somebody, by their key; neither is the first page."""

    after: str = ""
    before: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Turn":
        """Read it from a query string."""
        return cls(after=query.get("after", ""), before=query.get("before", ""))


@dataclass(frozen=True)
class PeoplePage:
    """One page of a list by name; ``following`` and ``previous`` are query strings, empty where there is nothing.

    A page begins after somebody's key, never after a name: names do not stand in an address.
    """

    people: list[Inmate]
    following: str = ""
    previous: str = ""


@dataclass(frozen=True)
class Found:
    """Who answers to some words; ``more`` says that there are others, and that the words should say more."""

    people: list[Inmate]
    more: bool


def custody_of(user: User, facility: Facility) -> InmateQuerySet:
    """Everybody in custody at a facility whom the user may reach, with their cells."""
    return Inmate.objects.visible_to(user).at(facility).in_custody().select_related("cell")


def page_of(
    people: InmateQuerySet, user: User, turn: Turn, *, size: int = PAGE, **filters: str
) -> PeoplePage:
    """Return one page of ``people`` by name.

    Whoever the page begins after need no longer be in the list. ``filters`` go into the addresses of the other pages.
    """
    anchor = _anchor(user, turn.before or turn.after)
    if turn.before and anchor:
        rows = list(people.preceding(anchor).order_by("-full_name", "-pk")[: size + 1])
        page, earlier, later = rows[:size][::-1], len(rows) > size, True
    else:
        rows = list((people.following(anchor) if anchor else people).by_name()[: size + 1])
        page, earlier, later = rows[:size], anchor is not None, len(rows) > size
    following = f"?{urlencode(filters | {'after': str(page[-1].pk)})}" if page and later else ""
    previous = f"?{urlencode(filters | {'before': str(page[0].pk)})}" if page and earlier else ""
    return PeoplePage(page, following, previous)


def search(user: User, facility: Facility, words: str) -> Found:
    """Find people in custody, of those the user may reach, whose name, alias or register number holds every word."""
    rows = list(custody_of(user, facility).named(words).by_name()[: FOUND_AT_MOST + 1])
    return Found(rows[:FOUND_AT_MOST], more=len(rows) > FOUND_AT_MOST)


def _anchor(user: User, key: str) -> Inmate | None:
    return Inmate.objects.visible_to(user).filter(pk=key).first() if key.isdecimal() else None
