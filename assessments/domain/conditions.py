"""Conditions on answers: when an item is asked or needed, when a flag is raised.

They are data, not functions, so that a test can read which items a rule looks at. They are judged with three
values: None means that it depends on an item that is still open. Before Q1 is answered nobody knows whether
Q2 is left out, and what is not known to be left out must not count as 0.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

Scalar = bool | int | float | str
Flat = Mapping[str, object]


def same(given: object, expected: Scalar) -> bool:
    """Tell whether an answer is exactly an expected value: ``True`` is not ``1`` and ``"1"`` is not ``1``."""
    return type(given) is type(expected) and given == expected


@dataclass(frozen=True)
class Is:
    """The answer at ``path`` is one of ``values``."""

    path: str
    values: tuple[Scalar, ...]

    def judge(self, flat: Flat, open_items: Set[str] = frozenset()) -> bool | None:
        """Judge the condition on valid answers by path and the paths still to be answered."""
        if self.path in open_items:
            return None
        return any(same(flat.get(self.path), value) for value in self.values)

    def paths(self) -> frozenset[str]:
        """The items the condition looks at."""
        return frozenset({self.path})


@dataclass(frozen=True)
class AllOf:
    """Every one of ``conditions`` holds; of none: always."""

    conditions: tuple["Condition", ...]

    def judge(self, flat: Flat, open_items: Set[str] = frozenset()) -> bool | None:
        """Judge the condition on valid answers by path and the paths still to be answered."""
        return _decisive((each.judge(flat, open_items) for each in self.conditions), decisive=False)

    def paths(self) -> frozenset[str]:
        """The items the condition looks at."""
        return frozenset().union(*(condition.paths() for condition in self.conditions))


@dataclass(frozen=True)
class AnyOf:
    """At least one of ``conditions`` holds; of none: never."""

    conditions: tuple["Condition", ...]

    def judge(self, flat: Flat, open_items: Set[str] = frozenset()) -> bool | None:
        """Judge the condition on valid answers by path and the paths still to be answered."""
        return _decisive((each.judge(flat, open_items) for each in self.conditions), decisive=True)

    def paths(self) -> frozenset[str]:
        """The items the condition looks at."""
        return frozenset().union(*(condition.paths() for condition in self.conditions))


Condition = Is | AllOf | AnyOf

ALWAYS = AllOf(())
NEVER = AnyOf(())


def _decisive(verdicts: Iterable[bool | None], *, decisive: bool) -> bool | None:
    """Join verdicts: one decisive verdict settles it, else one unknown leaves it open."""
    given = tuple(verdicts)
    if decisive in given:
        return decisive
    return None if None in given else not decisive
