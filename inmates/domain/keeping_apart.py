"""When two people who are kept apart would be together: in a cell or a block, or in one session.

Two may be kept out of one cell, or out of one block (which is every cell of it), and out of one session: a session is a
room at a time, so who is in no session together is never in one room at one time. What is there already is not made
undone by the rule; it refuses what would bring two people nearer to each other than they are.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum


class Nearness(IntEnum):
    """How near to each other two people are kept."""

    ELSEWHERE = 0
    SAME_BLOCK = 1
    SAME_CELL = 2


class Standing(StrEnum):
    """Where a restriction stands on a day."""

    COMING = "coming"
    IN_FORCE = "in_force"
    LAPSED = "lapsed"
    CLOSED = "closed"


class Fault(StrEnum):
    """Why two people cannot be put on the list, most fundamental first."""

    ONE_PERSON = "one_person"
    OTHER_FACILITY = "other_facility"
    FROM_NOTHING = "from_nothing"
    NO_REASON = "no_reason"
    ENDS_BEFORE = "ends_before"
    OVER_ALREADY = "over_already"
    KEPT_APART_ALREADY = "kept_apart_already"


@dataclass(frozen=True)
class Place:
    """Where somebody is kept."""

    cell: int
    block: int


@dataclass(frozen=True)
class Restriction:
    """Two people, from when to when (both days belong to it; no last day: until it is closed), and out of what.

    ``housing`` is how near they may not be kept; None leaves cells alone.
    """

    first: int
    second: int
    housing: Nearness | None
    sessions: bool
    starts_on: date
    ends_on: date | None = None

    @property
    def pair(self) -> frozenset[int]:
        """The two."""
        return frozenset({self.first, self.second})

    def touches(self, first_day: date, last_day: date) -> bool:
        """Whether it holds on any of these days."""
        return self.starts_on <= last_day and (self.ends_on is None or first_day <= self.ends_on)

    def forbids(self, near: Nearness) -> bool:
        """Whether they may not be kept as near as that."""
        return self.housing is not None and near >= self.housing


Places = Mapping[int, Place | None]


def standing(starts_on: date, ends_on: date | None, *, is_closed: bool, on: date) -> Standing:
    """Say where a restriction stands on a day."""
    if is_closed:
        return Standing.CLOSED
    if ends_on is not None and ends_on < on:
        return Standing.LAPSED
    return Standing.COMING if starts_on > on else Standing.IN_FORCE


def nearness(one: Place | None, other: Place | None) -> Nearness:
    """Say how near two people are kept; who has no cell is near nobody."""
    if one is None or other is None or one.block != other.block:
        return Nearness.ELSEWHERE
    return Nearness.SAME_CELL if one.cell == other.cell else Nearness.SAME_BLOCK


def too_near(restrictions: Iterable[Restriction], places: Places, *, on: date) -> tuple[Restriction, ...]:
    """Return the restrictions that are broken by where people are kept on a day."""
    return tuple(each for each in restrictions if each.touches(on, on) and each.forbids(_near(each, places)))


def brought_nearer(
    restrictions: Iterable[Restriction], before: Places, after: Places, *, on: date
) -> tuple[Restriction, ...]:
    """Return the restrictions that moves would break, or break worse than they are broken already.

    :param after: the places of those who move; everybody else stays as ``before``.
    """
    moved = {**before, **after}
    broken = too_near(restrictions, moved, on=on)
    return tuple(each for each in broken if _near(each, moved) > _near(each, before))


def held_back(
    restrictions: Collection[Restriction], before: Places, after: Places, *, on: date
) -> frozenset[int]:
    """Return who must stay where they are, of many who are to move at once, so that nobody is brought nearer.

    Of two who would come together both stay if both move: nobody has said which of them may. Who stays may be in the
    way of the next, so it is asked until nothing more is found.
    """
    held: frozenset[int] = frozenset()
    while True:
        moving = {person: place for person, place in after.items() if person not in held}
        found = brought_nearer(restrictions, before, moving, on=on)
        more = frozenset(person for each in found for person in each.pair if person in moving)
        if not more:
            return held
        held |= more


def together(
    restrictions: Iterable[Restriction], people: Collection[int], first_day: date, last_day: date
) -> tuple[Restriction, ...]:
    """Return the restrictions by which these people may not be in one session on these days."""
    known = frozenset(people)
    return tuple(
        each
        for each in restrictions
        if each.sessions and each.pair <= known and each.touches(first_day, last_day)
    )


def faults(
    restriction: Restriction, standing_ones: Iterable[Restriction], *, has_reason: bool, on: date
) -> tuple[Fault, ...]:
    """Return everything that speaks against putting two people on the list.

    :param standing_ones: what keeps the same two apart already and was not closed.
    """
    said = {
        Fault.ONE_PERSON: restriction.first == restriction.second,
        Fault.FROM_NOTHING: restriction.housing is None and not restriction.sessions,
        Fault.NO_REASON: not has_reason,
        Fault.ENDS_BEFORE: restriction.ends_on is not None and restriction.ends_on < restriction.starts_on,
        Fault.OVER_ALREADY: restriction.ends_on is not None and restriction.ends_on < on,
        Fault.KEPT_APART_ALREADY: any(_says_the_same(restriction, each) for each in standing_ones),
    }
    return tuple(fault for fault, holds in said.items() if holds)


def _says_the_same(one: Restriction, other: Restriction) -> bool:
    if not other.touches(one.starts_on, one.ends_on or date.max):
        return False
    houses = one.housing is not None and other.housing is not None
    return houses or (one.sessions and other.sessions)


def _near(restriction: Restriction, places: Places) -> Nearness:
    return nearness(places.get(restriction.first), places.get(restriction.second))


__all__ = [
    "Fault",
    "Nearness",
    "Place",
    "Places",
    "Restriction",
    "Standing",
    "brought_nearer",
    "faults",
    "held_back",
    "nearness",
    "standing",
    "together",
    "too_near",
]
