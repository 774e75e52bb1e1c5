"""A row of a list as texts."""

from dataclasses import dataclass
from typing import Any

from django.utils.formats import localize

from rutan.core import dates
from rutan.core.listing.definition import Column, Kind
from rutan.core.listing.reading import Asked

NOTHING = "–"


@dataclass(frozen=True)
class Cell:
    """What a column says of a row."""

    label: Any
    text: str
    kind: Kind


@dataclass(frozen=True)
class Line:
    """A row as a page shows it: what it is called, what stands under that, where it leads, the other columns."""

    name: str
    under: str
    url: str
    cells: list[Cell]


def line_of(asked: Asked, row: Any) -> Line:
    """Write down one row."""
    first, *others = asked.columns
    cells = [Cell(column.label, written(column, column.value(row)), column.kind) for column in others]
    listing = asked.listing
    under = listing.under(row) if asked.asker.may(listing.under_needs) else ""
    return Line(written(first, first.value(row)), under, listing.address_of(row), cells)


def written(column: Column, value: Any) -> str:
    """A value in words; a dash where there is none."""
    if value is None or value == "":
        return NOTHING
    if column.kind == Kind.DAY:
        return dates.short_date(value)
    if column.kind == Kind.MOMENT:
        return dates.moment(value)
    return str(localize(value) if column.kind == Kind.NUMBER else value)
