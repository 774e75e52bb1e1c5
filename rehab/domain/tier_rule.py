"""A tier-rule edition: ordered rules that a person's inputs are judged by.

It is read from plain data by ``tier_rule_reader``. A condition compares one input, or joins conditions by
``any`` or ``all``; any of them may carry its own ``reason``. Conditions are judged with three values (None:
unknown), since an input may be missing; only ``present`` and ``absent`` are always known.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rehab.domain.inputs import Input, Value
from rehab.domain.tiers import Tier


class Comparison(StrEnum):
    """Ways to look at an input."""

    EQUAL = "equal"
    ONE_OF = "one_of"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    PRESENT = "present"
    ABSENT = "absent"


Limit = Value | tuple[Value, ...] | None


@dataclass(frozen=True)
class Check:
    """Compares one input with a limit."""

    input: str
    comparison: Comparison
    limit: Limit = None
    reason: str = ""

    def judge(self, known: Mapping[str, Input]) -> bool | None:
        """Judge it; None when the input is missing."""
        found = known.get(self.input)
        if self.comparison in (Comparison.PRESENT, Comparison.ABSENT):
            return (found is not None) == (self.comparison is Comparison.PRESENT)
        if found is None:
            return None
        return _compare(found.value, self.comparison, self.limit)

    def checks(self) -> tuple["Check", ...]:
        """Every comparison in it."""
        return (self,)


@dataclass(frozen=True)
class Joined:
    """Joins conditions: all of them (``every``) or at least one."""

    every: bool
    conditions: tuple["Condition", ...]
    reason: str = ""

    def judge(self, known: Mapping[str, Input]) -> bool | None:
        """Judge it: one decisive part settles it, else one unknown part leaves it unknown."""
        verdicts = [condition.judge(known) for condition in self.conditions]
        decisive = not self.every
        if decisive in verdicts:
            return decisive
        return None if None in verdicts else not decisive

    def checks(self) -> tuple[Check, ...]:
        """Every comparison in it."""
        return tuple(check for condition in self.conditions for check in condition.checks())


Condition = Check | Joined


@dataclass(frozen=True)
class Rule:
    """The tier that follows when the condition holds; ``number`` is its place, from 1."""

    number: int
    tier: Tier
    reason: str
    when: Condition


@dataclass(frozen=True)
class Edition:
    """A set of rules under one code.

    Without an input of ``required`` nothing is recommended; without one of ``provisional_without`` what is
    recommended is provisional.
    """

    code: str
    required: tuple[str, ...]
    provisional_without: tuple[str, ...]
    rules: tuple[Rule, ...]

    def inputs(self) -> tuple[str, ...]:
        """The names of all inputs the edition looks at, in the order in which they first appear."""
        checked = (check.input for rule in self.rules for check in rule.when.checks())
        return tuple(dict.fromkeys([*self.required, *checked, *self.provisional_without]))


def _compare(value: Value, comparison: Comparison, limit: Limit) -> bool:
    if comparison is Comparison.ONE_OF:
        return isinstance(limit, tuple) and value in limit
    if comparison is Comparison.EQUAL:
        return value == limit
    if isinstance(value, str) or not isinstance(limit, int | float):
        raise TypeError(f"{value!r} and {limit!r} cannot be compared by {comparison}")
    return value >= limit if comparison is Comparison.AT_LEAST else value <= limit
