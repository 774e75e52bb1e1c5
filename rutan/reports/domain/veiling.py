"""Which numbers are not shown outside the house: small ones, and as many others as it takes to keep those.

A number under five says too much of the few people behind it. Hiding it alone is not enough where a total and its other
parts are shown. So for every small number another state of the world must be possible: numbers that differ in it, agree
with all that is shown and with every relation, and would be shown in the same way. Such a state is searched step by step
(each number moves by one or stays), and whatever it has to move is hidden; the cheapest one is taken. What is hidden is
safe by construction, for hiding more later only leaves more states possible. (Complementary cell suppression; see
Willenborg and de Waal, Elements of Statistical Disclosure Control, chapter 6.)
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from heapq import heappop, heappush
from itertools import count

from rutan.reports.domain.relations import Relation

SHOWN_FROM = 5
STEPS_TRIED = 20_000
# What hiding one more number costs beside what it counts: fewer numbers first, small ones before large ones.
ONE_MORE, ALREADY_HIDDEN, ALREADY_KNOWN = 20, 1, 1_000_000


class Veil(StrEnum):
    """How a hidden number is written."""

    SMALL = "small"  # one to four
    OTHER = "other"  # any number: it would give a small one away


# What stands in the place of a hidden number.
SIGNS: Mapping[str, str] = {Veil.SMALL: "<5", Veil.OTHER: "*"}


@dataclass(frozen=True)
class Told:
    """What an earlier edition showed or hid of numbers that have not changed since."""

    shown: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


def veils_for(
    counts: Mapping[str, int],
    relations: Sequence[Relation],
    *,
    guarded: Collection[str],
    told: Told | None = None,
) -> dict[str, Veil]:
    """Return the numbers to hide, each with how it is written; nothing is always shown as 0 if that can be.

    ``guarded`` are the figures the rule is for; all others are shown.
    """
    told = told or Told()
    table = _Table(counts, _between(relations, frozenset(guarded)), told.shown)
    for code in guarded:
        if 0 < counts[code] < SHOWN_FROM:
            table.veils[code] = Veil.SMALL
        elif counts[code] and code in told.hidden:
            table.veils[code] = Veil.OTHER
    for code in sorted(code for code, veil in table.veils.items() if veil is Veil.SMALL):
        table.protect(code)
    return dict(sorted(table.veils.items()))


def _between(relations: Sequence[Relation], guarded: frozenset[str]) -> list[Relation]:
    """The relations with what may move in them: figures that are always shown stand still."""
    kept = (
        Relation({code: sign for code, sign in each.signs.items() if code in guarded}) for each in relations
    )
    return [each for each in kept if each.signs]


@dataclass
class _Table:
    counts: Mapping[str, int]
    relations: list[Relation]
    known: frozenset[str]
    veils: dict[str, Veil] = field(default_factory=dict)

    def protect(self, code: str) -> None:
        """Hide what it takes to keep a small number; everything that hangs together with it, if nothing less is found."""
        moved = self._cheapest(code, strict=True) or self._cheapest(code, strict=False)
        if moved is None:
            self.veils |= dict.fromkeys(self._together_with(code), Veil.OTHER)
            return
        for each, step in moved.items():
            self.veils[each] = self._as_hidden(each, step)

    def _as_hidden(self, code: str, step: int) -> Veil:
        """A small number that may have to be none or five is no longer called small."""
        small = 0 < self.counts[code] < SHOWN_FROM and 0 < self.counts[code] + step < SHOWN_FROM
        return Veil.SMALL if small and self.veils.get(code) is not Veil.OTHER else Veil.OTHER

    def _cheapest(self, code: str, *, strict: bool) -> dict[str, int] | None:
        """Return the steps that lead to another possible state, or None within what is tried.

        ``strict``: nothing that is written as small stops being so, nothing else becomes so.
        """
        order: Iterator[int] = count()
        tried: set[frozenset[tuple[str, int]]] = set()
        waiting = [(0, next(order), {code: step}) for step in (1, -1) if self._may(code, step, strict=strict)]
        while waiting and len(tried) < STEPS_TRIED:
            cost, _order, moved = heappop(waiting)
            if (state := frozenset(moved.items())) in tried:
                continue
            tried.add(state)
            open_relation, short = self._unbalanced(moved)
            if open_relation is None:
                return moved
            for each, sign in open_relation.signs.items():
                step = sign if short > 0 else -sign
                if each not in moved and self._may(each, step, strict=strict):
                    heappush(waiting, (cost + self._cost(each), next(order), {**moved, each: step}))
        return None

    def _unbalanced(self, moved: Mapping[str, int]) -> tuple[Relation | None, int]:
        """The first relation the steps break, and what it lacks."""
        for relation in self.relations:
            if total := sum(sign * moved.get(code, 0) for code, sign in relation.signs.items()):
                return relation, -total
        return None, 0

    def _may(self, code: str, step: int, *, strict: bool) -> bool:
        now, then = self.counts[code], self.counts[code] + step
        if then < 0 or not strict:
            return then >= 0
        return (0 < now < SHOWN_FROM) == (0 < then < SHOWN_FROM) and now > 0

    def _cost(self, code: str) -> int:
        if code in self.veils:
            return ALREADY_HIDDEN
        return ONE_MORE + self.counts[code] + (ALREADY_KNOWN if code in self.known else 0)

    def _together_with(self, code: str) -> set[str]:
        found, before = {code}, 0
        while len(found) > before:
            before = len(found)
            for relation in self.relations:
                if found & relation.signs.keys():
                    found |= relation.signs.keys()
        return found
