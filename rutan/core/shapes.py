"""Plain values that pages hand to the components: bars, stages. No Django, no words."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class PartKind(StrEnum):
    """What a part of a bar stands for; the same colour means the same thing on every page."""

    MAIN = "main"
    RUTAN = "rutan"
    PERSON = "person"
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    OPEN = "open"


@dataclass(frozen=True)
class Part:
    """One piece of a bar: how many, of what kind."""

    count: int
    kind: PartKind = PartKind.MAIN


@dataclass(frozen=True)
class Bar:
    """One row of a bar chart; ``url`` leads to the rows that are counted."""

    label: str
    parts: Sequence[Part]
    url: str = ""

    @property
    def total(self) -> int:
        """The sum of the parts."""
        return sum(part.count for part in self.parts)


class StageState(StrEnum):
    """Where a person is with one stage of the way."""

    DONE = "done"
    NOW = "now"
    NEXT = "next"
    STOPPED = "stopped"


@dataclass(frozen=True)
class Stage:
    """One stage of a stage strip; ``note`` is a few words (a date, a week), ``url`` the page about it."""

    label: str
    state: StageState
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Segment:
    """A drawn part of a bar, in percent of the chart's width."""

    kind: PartKind
    count: int
    start: float
    width: float


@dataclass(frozen=True)
class DrawnBar:
    """A bar with its segments laid out."""

    label: str
    url: str
    total: int
    segments: tuple[Segment, ...] = field(default=())


def draw(bars: Sequence[Bar], scale: int = 0) -> tuple[DrawnBar, ...]:
    """Lay bars out against ``scale``, or the longest bar where that is longer.

    Widths are percent with two decimals; parts of nothing are left out.
    """
    longest = max([scale, 1, *(bar.total for bar in bars)])
    return tuple(DrawnBar(bar.label, bar.url, bar.total, _segments(bar, longest)) for bar in bars)


def _segments(bar: Bar, longest: int) -> tuple[Segment, ...]:
    drawn: list[Segment] = []
    before = 0
    for part in bar.parts:
        if part.count:
            start, width = 100 * before / longest, 100 * part.count / longest
            drawn.append(Segment(part.kind, part.count, round(start, 2), round(width, 2)))
        before += part.count
    return tuple(drawn)
