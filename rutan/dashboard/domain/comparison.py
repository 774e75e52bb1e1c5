"""A part of a whole in this period and in the one before."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Share:
    """A part and the whole it is of."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """In whole percent, a half rounded up; of nothing there is no share."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None

    @property
    def words(self) -> str:
        """ "88%", or a dash where there is nothing to be a part of."""
        return "–" if self.percent is None else f"{self.percent}%"


class Direction(StrEnum):
    """Where something went."""

    UP = "up"
    DOWN = "down"
    SAME = "same"


@dataclass(frozen=True)
class Change:
    """By how much something differs from the period before."""

    direction: Direction
    by: int


def change(now: int | None, before: int | None) -> Change | None:
    """Return how a number changed; None where one of the two is not known."""
    if now is None or before is None:
        return None
    if now == before:
        return Change(Direction.SAME, 0)
    return Change(Direction.UP if now > before else Direction.DOWN, abs(now - before))


def points(now: Share, before: Share) -> Change | None:
    """Return by how many percentage points a share changed, of the rounded shares that are shown."""
    return change(now.percent, before.percent)
