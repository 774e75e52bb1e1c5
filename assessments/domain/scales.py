"""What scores are made of: contributions of single answers, ways to combine them, bands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

Number = int | float


class Standing(StrEnum):
    """How an item stands; only what a skip rule left out counts as 0 (domain.md 1.0, rule 2)."""

    ANSWERED = "answered"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    NOT_APPLICABLE = "not_applicable"
    MISSING = "missing"


@dataclass(frozen=True)
class Contribution:
    """What one answer brings to one score; ``weight`` is None when the answer carries no number."""

    path: str
    value: object
    standing: Standing
    weight: Number | None
    factor: Number = 1

    @property
    def points(self) -> Number | None:
        """Weight times factor."""
        return None if self.weight is None else self.weight * self.factor


Combine = Callable[[Sequence[Contribution]], Number | None]


def total(contributions: Sequence[Contribution]) -> Number | None:
    """Add all points; not computed (None) when a single one is not a number."""
    points = [contribution.points for contribution in contributions]
    known = [point for point in points if point is not None]
    return sum(known) if len(known) == len(points) else None


def mean(contributions: Sequence[Contribution]) -> Number | None:
    """Average of all points; not computed (None) when a single one is not a number."""
    added = total(contributions)
    return None if added is None else added / len(contributions)


@dataclass(frozen=True)
class Part:
    """An item that counts in a score, with the factor it is multiplied by."""

    path: str
    factor: Number = 1


@dataclass(frozen=True)
class Band:
    """A name for scores of ``least`` and more, up to the next band."""

    code: str
    label: str
    least: Number


def band_of(value: Number | None, bands: Sequence[Band]) -> str | None:
    """Return the code of the band a score falls into; None when it is not computed or below every band."""
    if value is None:
        return None
    reached = [band.code for band in bands if value >= band.least]
    return reached[-1] if reached else None


@dataclass(frozen=True)
class Score:
    """A figure computed from items; ``bands`` stand in rising order of ``least``."""

    code: str
    label: str
    parts: tuple[Part, ...]
    bands: tuple[Band, ...] = ()
    combine: Combine = total


@dataclass(frozen=True)
class Overall:
    """A band that is the highest one among several scores with the same rising list of band codes."""

    code: str
    label: str
    over: tuple[str, ...]
