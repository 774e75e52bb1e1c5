"""How full cells and blocks are."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How full a place is."""

    FREE = "free"
    FULL = "full"
    OVER = "over"


@dataclass(frozen=True)
class Occupancy:
    """People who have their place somewhere, against the number it is meant for; ``away`` are among the ``people``."""

    capacity: int
    people: int
    away: int = 0

    @property
    def present(self) -> int:
        """Those who are in it, not in hospital or at court."""
        return self.people - self.away

    @property
    def free(self) -> int:
        """Places nobody has."""
        return max(0, self.capacity - self.people)

    @property
    def over(self) -> int:
        """People above the capacity."""
        return max(0, self.people - self.capacity)

    @property
    def percent(self) -> int | None:
        """People in per cent of the capacity, rounded half up; None where there is no place at all."""
        return (200 * self.people + self.capacity) // (2 * self.capacity) if self.capacity else None

    @property
    def level(self) -> Level:
        """Whether there is room, just none left, or more people than places."""
        if self.people > self.capacity:
            return Level.OVER
        return Level.FREE if self.people < self.capacity else Level.FULL


def together(parts: Iterable[Occupancy]) -> Occupancy:
    """The sum: a block of its cells, the house of its blocks."""
    parts = list(parts)
    return Occupancy(
        sum(part.capacity for part in parts),
        sum(part.people for part in parts),
        sum(part.away for part in parts),
    )
