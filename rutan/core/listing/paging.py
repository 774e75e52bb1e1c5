"""The rows of a page of a list, by key: no page is skipped over, and counting stops where it gets dear."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.http import urlencode

from rutan.core.listing.cells import Line, line_of
from rutan.core.listing.definition import Column
from rutan.core.listing.reading import Asked
from rutan.core.turning import PAGE, Turn

COUNTED_AT_MOST = 1000


@dataclass(frozen=True)
class Head:
    """The head of a column: the address that orders by it, and how it is ordered now (``""``, ``up``, ``down``)."""

    column: Column
    url: str
    order: str


@dataclass(frozen=True)
class ListPage:
    """One page of a list; addresses are query strings, empty where there is nothing."""

    asked: Asked
    heads: list[Head]
    lines: list[Line]
    count: int
    following: str = ""
    previous: str = ""

    @property
    def is_capped(self) -> bool:
        """Whether there are more than are counted."""
        return self.count > COUNTED_AT_MOST

    @property
    def counted(self) -> int:
        """How many there are, at least."""
        return min(self.count, COUNTED_AT_MOST)


def rows_of(asked: Asked) -> QuerySet[Any]:
    """All rows that are asked for, in their order."""
    listing, asker = asked.listing, asked.asker
    rows = listing.narrow(listing.everybody(asker), asked.filters, asker)
    return _ordered(rows, asked.sort.by, rising=not asked.descending)


def page_of(asked: Asked, turn: Turn, *, size: int = PAGE) -> ListPage:
    """Return a page of what is asked for: one question for the rows, one for their number, one for where it begins."""
    rows = rows_of(asked)
    anchor = _anchor(asked, turn)
    ahead = anchor is None or not turn.before
    rising = ahead != asked.descending
    wanted = rows if anchor is None else _beyond(rows, asked.sort.by, anchor, rising=rising)
    found = list(_ordered(wanted, asked.sort.by, rising=rising)[: size + 1])
    page, more = found[:size], len(found) > size
    if not ahead:
        page.reverse()
    later, earlier = (more, anchor is not None) if ahead else (True, more)
    return ListPage(
        asked=asked,
        heads=list(_heads(asked)),
        lines=[line_of(asked, row) for row in page],
        count=rows.order_by()[: COUNTED_AT_MOST + 1].count(),
        following=_turned(asked, "after", page[-1].pk) if page and later else "",
        previous=_turned(asked, "before", page[0].pk) if page and earlier else "",
    )


def _turned(asked: Asked, way: str, key: int) -> str:
    return f"?{urlencode({**asked.query, way: str(key)})}"


def _anchor(asked: Asked, turn: Turn) -> tuple[Any, int] | None:
    """Where the page begins or ends: the row of that number and what it is ordered by, if the asker may reach it."""
    if turn.key is None:
        return None
    among = asked.listing.everybody(asked.asker).filter(pk=turn.key)
    return among.values_list(asked.sort.by, "pk").first()


def _ordered(rows: QuerySet[Any], by: str, *, rising: bool) -> QuerySet[Any]:
    """Rows without a value come last, and first when the order is turned: as the indexes have them."""
    return rows.order_by(by, "pk") if rising else rows.order_by(f"-{by}", "-pk")


def _beyond(rows: QuerySet[Any], by: str, anchor: tuple[Any, int], *, rising: bool) -> QuerySet[Any]:
    """The rows after the anchor in the order, or before it; no value counts as larger than any."""
    value, key = anchor
    beyond = "gt" if rising else "lt"
    same = Q(**{by: value} if value is not None else {f"{by}__isnull": True}) & Q(**{f"pk__{beyond}": key})
    if value is None:
        return rows.filter(same if rising else same | Q(**{f"{by}__isnull": False}))
    past = same | Q(**{f"{by}__{beyond}": value})
    return rows.filter(past | Q(**{f"{by}__isnull": True}) if rising else past)


def _heads(asked: Asked) -> Iterator[Head]:
    for column in asked.columns:
        is_by = column == asked.sort
        turned = f"-{column.key}" if is_by and not asked.descending else column.key
        url = f"?{urlencode({**asked.query, 'sort': turned})}" if column.by else ""
        yield Head(column, url, ("down" if asked.descending else "up") if is_by else "")
