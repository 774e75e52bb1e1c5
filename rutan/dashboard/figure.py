"""What a figure of the dashboard is: a named set of rows with its definition; its number is how many there are."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Expression, F, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from rutan.dashboard.reading import Reading

Rows = QuerySet[Any]
WHOLE = ""


@dataclass(frozen=True)
class Split:
    """How the rows of a figure fall apart: ``key`` gives the part of a row, ``words`` what a part is called."""

    key: Callable[[Reading], Expression | F]
    words: Callable[[str], str]


@dataclass(frozen=True)
class Figure:
    """One number of the dashboard.

    ``sentence`` says what it counts, ``of_today`` that the month chosen does not matter, ``oldest`` names the field that
    tells since when a row waits, or until when.
    """

    code: str
    label: str | Promise
    sentence: str | Promise
    rows: Callable[[Reading], Rows]
    split: Split | None = None
    of_today: bool = False
    oldest: str = ""

    def rows_of(self, reading: Reading, part: str = WHOLE) -> Rows:
        """Return the rows it counts, or those of one part."""
        rows = self.rows(reading)
        if part == WHOLE or self.split is None:
            return rows
        return self.parted(rows, reading).filter(part=part)

    def parted(self, rows: Rows, reading: Reading) -> Rows:
        """Write on each row which ``part`` it belongs to."""
        key = Coalesce(self.split.key(reading), Value(WHOLE)) if self.split else Value(WHOLE)
        with_part: Rows = rows.annotate(part=key)
        return with_part

    def has(self, part: str) -> bool:
        """Whether its rows fall apart in such a way that there may be this part."""
        return bool(self.split and self.split.words(part))

    def label_of(self, part: str = WHOLE) -> str:
        """What it is called, or a part of it: "Outcomes: completed"."""
        words = self.split.words(part) if self.split and part else ""
        return f"{self.label}: {words}" if words else str(self.label)
