"""Counting many sets of rows in one statement, so that all numbers of a page speak of the same moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import CharField, Count, DateField, DateTimeField, Min, QuerySet, Value
from django.db.models.functions import Cast, TruncDate

from rutan.dashboard.figure import WHOLE, Figure
from rutan.dashboard.reading import Reading

EMPTY: Mapping[str, int] = {}


@dataclass(frozen=True)
class Tally:
    """How many rows a figure has, how many each part, and the day of the oldest where the figure tells it."""

    count: int = 0
    oldest: date | None = None
    parts: Mapping[str, int] = field(default_factory=dict)

    def of(self, *parts: str) -> int:
        """How many rows some parts have together."""
        return sum(self.parts.get(part, 0) for part in parts)


def counted(figures: Iterable[Figure], reading: Reading) -> dict[str, Tally]:
    """Count the rows of all figures in one statement, by their codes."""
    found = list(figures)
    tallies = {figure.code: Tally() for figure in found}
    if not found:
        return tallies
    first, *others = (_count(figure, reading) for figure in found)
    for code, part, count, oldest in first.union(*others, all=True):
        tallies[code] = _added(tallies[code], part, count, oldest)
    return tallies


def _count(figure: Figure, reading: Reading) -> Any:
    """One part of the statement: code, part, number and the oldest day of a figure."""
    rows = figure.parted(figure.rows(reading), reading).order_by()
    parts = rows.values(
        counted_as=Cast(Value(figure.code), CharField()), counted_in=Cast("part", CharField())
    )
    oldest = Min(_day(rows, figure.oldest, reading)) if figure.oldest else Value(None)
    return parts.annotate(counted=Count("pk", distinct=True), oldest=Cast(oldest, DateField())).values_list(
        "counted_as", "counted_in", "counted", "oldest"
    )


def _day(rows: QuerySet[Any], name: str, reading: Reading) -> Any:
    """The day of a field of the facility's clock."""
    annotated = rows.query.annotations.get(name)
    kind = annotated.output_field if annotated is not None else rows.model._meta.get_field(name)
    return TruncDate(name, tzinfo=reading.facility.zone) if isinstance(kind, DateTimeField) else name


def _added(tally: Tally, part: str, count: int, oldest: date | None) -> Tally:
    days = [day for day in (tally.oldest, oldest) if day]
    parts = {**tally.parts, part: count} if part != WHOLE else tally.parts
    return Tally(tally.count + count, min(days, default=None), parts)
