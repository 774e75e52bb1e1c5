"""The nearest times at which a session would fit: room, facilitators, every inmate and the regime at once."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from heapq import merge
from itertools import islice, takewhile

from rutan.timetable.domain.calendar import MIDNIGHT, ONE_DAY, Slot, at
from rutan.timetable.domain.checker import NONE, Checker
from rutan.timetable.domain.conflicts import TimedConflict
from rutan.timetable.domain.proposal import Proposal
from rutan.timetable.domain.start_grid import StartGrid

Conflicts = Callable[[Slot], Iterable[TimedConflict]]


def nearest_free(
    checker: Checker,
    proposal: Proposal,
    *,
    day_starts: time,
    day_ends: time,
    not_before: datetime,
    count: int = 3,
    within_days: int = 14,
    step_minutes: int = 15,
    apart_minutes: int | None = None,
    ignoring: Collection[int] = NONE,
) -> tuple[Slot, ...]:
    """Return up to ``count`` slots of the proposal's length in which nothing is in its way, nearest first.

    Of two equally near times the later one comes first. Soft hours count as not free; a room that is too
    small does not, since no other time would help. Starts lie on a grid of ``step_minutes`` from
    ``day_starts`` on each day, ends at or before ``day_ends`` (00.00 is the end of the day).

    :param not_before: nothing earlier is offered, usually the time it is now.
    :param within_days: how many days before and after the proposal's day are looked at.
    :param apart_minutes: how far the starts lie apart at least; None means the length of the session, so that
        the times offered are real alternatives and not the same hole three times.
    """
    slot = proposal.slot.in_zone(checker.zone)
    grid = StartGrid(day_starts, day_ends, slot.length, timedelta(minutes=step_minutes), checker.zone)
    near = _near(
        grid,
        lambda tried: checker.timed_conflicts(replace(proposal, slot=tried), ignoring=ignoring),
        start=slot.starts_at,
        earliest=not_before.astimezone(checker.zone),
        days=within_days * ONE_DAY,
    )
    apart = slot.length if apart_minutes is None else timedelta(minutes=apart_minutes)
    return tuple(islice(_spread(near, apart), count))


def _near(
    grid: StartGrid, conflicts: Conflicts, *, start: datetime, earliest: datetime, days: timedelta
) -> Iterator[Slot]:
    """Yield free slots not before ``earliest``, nearest to ``start`` first, of two equally near the later."""
    if not grid.has_starts:
        return iter(())
    later = _later(grid, conflicts, max(start, earliest), start.date() + days)
    earlier = _earlier(grid, conflicts, start, max(earliest.date(), start.date() - days))
    return merge(
        later,
        takewhile(lambda slot: slot.starts_at >= earliest, earlier),
        key=lambda slot: (abs(slot.starts_at - start), slot.starts_at < start),
    )


def _later(grid: StartGrid, conflicts: Conflicts, since: datetime, last_day: date) -> Iterator[Slot]:
    """Yield free slots from ``since`` on, earliest first."""
    end = at(last_day + ONE_DAY, MIDNIGHT, grid.zone)
    start = grid.at_or_after(since)
    while start < end:
        slot = grid.slot(start)
        if found := [conflict.slot for conflict in conflicts(slot)]:
            # Every start up to the end of what lasts longest would touch it too: all of them are skipped.
            over = max(each.ends_at for each in found)
            if over >= end:
                return
            start = grid.at_or_after(over)
        else:
            yield slot
            start = grid.at_or_after(start + grid.step)


def _earlier(grid: StartGrid, conflicts: Conflicts, until: datetime, first_day: date) -> Iterator[Slot]:
    """Yield free slots that start before ``until``, latest first."""
    end = at(first_day, MIDNIGHT, grid.zone)
    start = grid.at_or_before(until - timedelta.resolution)
    while start >= end:
        slot = grid.slot(start)
        if found := [conflict.slot for conflict in conflicts(slot)]:
            begun = min(each.starts_at for each in found)
            if begun <= end:
                return
            start = grid.at_or_before(begun - grid.length)
        else:
            yield slot
            start = grid.at_or_before(start - grid.step)


def _spread(near: Iterable[Slot], apart: timedelta) -> Iterator[Slot]:
    """Leave out slots that start too near to one that came before them."""
    kept: list[datetime] = []
    for slot in near:
        if all(abs(slot.starts_at - other) >= apart for other in kept):
            kept.append(slot.starts_at)
            yield slot
