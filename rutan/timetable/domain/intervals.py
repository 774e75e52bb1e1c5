"""Facts that last from a time to a time, found by the time."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import accumulate
from typing import Generic, TypeVar

from rutan.timetable.domain.calendar import NotReadyPeriod, Slot, Taken

Fact = TypeVar("Fact", Taken, NotReadyPeriod)


class Intervals(Generic[Fact]):
    """Facts sorted by their start; finds those that overlap a slot without reading the others."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts: list[Fact] = sorted(facts, key=lambda fact: fact.slot)
        self._starts: list[datetime] = [fact.slot.starts_at for fact in self._facts]
        # When all facts up to this one are over: it never falls, so it can be searched like the starts.
        self._all_over: list[datetime] = list(accumulate((fact.slot.ends_at for fact in self._facts), max))

    def overlapping(self, slot: Slot) -> Iterator[Fact]:
        """Yield the facts that overlap ``slot``, in order of their start."""
        first = bisect_right(self._all_over, slot.starts_at)
        for fact in self._facts[first : bisect_left(self._starts, slot.ends_at)]:
            if fact.slot.ends_at > slot.starts_at:
                yield fact
