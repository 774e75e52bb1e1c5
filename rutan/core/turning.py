"""Turning over a long list by key: no page is counted, and a page costs the same wherever it lies."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Generic, TypeVar

from django.db.models import BigIntegerField, Model, Q, QuerySet
from django.utils.http import urlencode

PAGE = 50
LARGEST_KEY = BigIntegerField.MAX_BIGINT
NO_FILTERS: Mapping[str, str] = MappingProxyType({})
Row = TypeVar("Row", bound=Model)


def key_in(text: str) -> int | None:
    """Read a row's number from an address; None where it cannot be one."""
    if not text.isdecimal() or len(text) > len(str(LARGEST_KEY)):
        return None
    return key if (key := int(text)) <= LARGEST_KEY else None


@dataclass(frozen=True)
class Turn:
    """Which page of a list is wanted: the one after or before a row, by its number; neither is the first page."""

    after: str = ""
    before: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Turn":
        """Read it from a query string."""
        return cls(after=query.get("after", ""), before=query.get("before", ""))

    @property
    def key(self) -> int | None:
        """The number of the row at which the page begins or ends."""
        return key_in(self.before or self.after)


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list; ``following`` and ``previous`` are query strings, empty where there is nothing."""

    rows: list[Row]
    following: str = ""
    previous: str = ""


def page_of(
    rows: QuerySet[Row],
    turn: Turn,
    *,
    by: str,
    among: QuerySet[Row] | None = None,
    descending: bool = False,
    size: int = PAGE,
    filters: Mapping[str, str] = NO_FILTERS,
) -> Page[Row]:
    """Return one page of ``rows`` in the order of a field and the key.

    The row at which the page begins is looked up ``among`` a wider set, so that it may have left the list meanwhile.
    ``filters`` go into the addresses of the other pages.
    """
    anchor = None if turn.key is None else (rows if among is None else among).filter(pk=turn.key).first()
    ahead = anchor is None or not turn.before
    rising = ahead != descending
    found = list(_from(rows, anchor, by, rising=rising)[: size + 1])
    page, more = found[:size], len(found) > size
    if not ahead:
        page.reverse()
    later, earlier = (more, anchor is not None) if ahead else (True, more)
    following = f"?{urlencode({**filters, 'after': str(page[-1].pk)})}" if page and later else ""
    previous = f"?{urlencode({**filters, 'before': str(page[0].pk)})}" if page and earlier else ""
    return Page(page, following, previous)


def _from(rows: QuerySet[Row], anchor: Row | None, by: str, *, rising: bool) -> QuerySet[Row]:
    """The rows beyond the anchor in one direction; the lone condition on the field lets an index begin there."""
    sign, beyond = ("", "gt") if rising else ("-", "lt")
    ordered = rows.order_by(f"{sign}{by}", f"{sign}pk")
    if anchor is None:
        return ordered
    value = getattr(anchor, by)
    past = Q(**{f"{by}__{beyond}": value}) | Q(**{f"pk__{beyond}": anchor.pk})
    return ordered.filter(past, **{f"{by}__{beyond}e": value})
