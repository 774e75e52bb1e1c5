"""The rule book of the timetable: everything that stands in the way of a booking, told at once.

One rule book, three users: the editor at each drop, the planner while it looks, and the proof of a plan
before it is shown. The database refuses the worst on its own account (house.md, decision 8); this says it
beforehand, with names.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from inmates.domain.keeping_apart import Restriction, together
from rutan.timetable.domain.calendar import (
    MIDNIGHT,
    ONE_DAY,
    NotReadyPeriod,
    ProtectedHours,
    ResourceKind,
    Slot,
    Taken,
    at,
)
from rutan.timetable.domain.conflicts import (
    TAKEN_KIND,
    Conflict,
    ConflictKind,
    HoursTouched,
    InThePast,
    KeptApart,
    NotReady,
    OutsideDay,
    ResourceTaken,
    RoomTooSmall,
    TimedConflict,
)
from rutan.timetable.domain.intervals import Fact, Intervals
from rutan.timetable.domain.proposal import Proposal, RoomFacts

NONE: frozenset[int] = frozenset()
NOBODY: Mapping[int, str] = {}
MOMENT = timedelta(microseconds=1)


class Checker:
    """Checks proposals against the facts of one facility; built once, asked often.

    :param taken: what bookings hold; give those that count (published ones, and the rest of the draft being
        edited).
    :param apart: who is kept apart from whom; ``named`` whether the two may be told by name.
    :param zone: the facility's time zone; every slot that is told is in it.
    """

    def __init__(
        self,
        *,
        zone: ZoneInfo,
        taken: Iterable[Taken] = (),
        hours: Iterable[ProtectedHours] = (),
        not_ready: Iterable[NotReadyPeriod] = (),
        apart: Iterable[Restriction] = (),
        named: bool = False,
    ) -> None:
        self.zone = zone
        self._apart, self._named = tuple(apart), named
        self._hours = tuple(hours)
        self._not_ready = Intervals(_local(period, zone) for period in not_ready)
        by_resource: dict[tuple[ResourceKind, int], list[Taken]] = {}
        for each in taken:
            by_resource.setdefault((each.resource, each.resource_id), []).append(_local(each, zone))
        self._taken = {resource: Intervals(facts) for resource, facts in by_resource.items()}

    def conflicts(
        self,
        proposal: Proposal,
        *,
        ignoring: Collection[int] = NONE,
        now: datetime | None = None,
        needed: int | None = None,
        company: Mapping[int, str] = NOBODY,
        newly: Collection[int] | None = None,
    ) -> tuple[Conflict, ...]:
        """Return everything in the way of ``proposal``, most fundamental first; empty means it fits.

        :param ignoring: bookings that are about to move away, such as the other one of a swap. The proposal's
            own booking is never in its own way.
        :param now: the time it is; None leaves the past alone.
        :param needed: how many places are needed where the proposal does not name everybody who comes.
        :param company: who is there besides, with their names; that they are free was seen before.
        :param newly: who comes anew; two who are together already are not told again. None: everybody.
        """
        slot = proposal.slot.in_zone(self.zone)
        found: list[Conflict] = []
        if now is not None and slot.starts_at < now:
            found.append(InThePast(starts_at=slot.starts_at, now=now.astimezone(self.zone)))
        # A session that ends at 00.00 has not run over midnight.
        if slot.ends_at > at(slot.starts_at.date() + ONE_DAY, MIDNIGHT, self.zone):
            found.append(OutsideDay(slot=slot))
        found += self.timed_conflicts(proposal, ignoring=ignoring)
        found += self._kept_apart(slot, proposal.inmates, company, newly)
        capacity, people = proposal.room.capacity, needed or len(proposal.inmates)
        if capacity is not None and people > capacity:
            found.append(RoomTooSmall(room=proposal.room.name, capacity=capacity, needed=people))
        # The sort is stable: within a kind people keep the proposal's order, and times theirs.
        return tuple(sorted(found, key=lambda conflict: conflict.rank))

    def _kept_apart(
        self, slot: Slot, people: Mapping[int, str], company: Mapping[int, str], newly: Collection[int] | None
    ) -> Iterator[KeptApart]:
        everybody, coming = {**company, **people}, people if newly is None else newly
        days = slot.starts_at.date(), (slot.ends_at - MOMENT).date()
        for each in together(self._apart, everybody, *days):
            if not each.pair.isdisjoint(coming):
                yield KeptApart(names=(everybody[each.first], everybody[each.second]) if self._named else ())

    def timed_conflicts(
        self, proposal: Proposal, *, ignoring: Collection[int] = NONE
    ) -> Iterator[TimedConflict]:
        """Yield what is in the way at this time and would not be at another, in no promised order."""
        slot = proposal.slot.in_zone(self.zone)
        return chain(
            self._not_ready_at(slot, proposal.room),
            self._hours_touched(slot, proposal),
            self._resources_taken(slot, proposal, ignoring),
        )

    def _not_ready_at(self, slot: Slot, room: RoomFacts) -> Iterator[NotReady]:
        for period in self._not_ready.overlapping(slot):
            if period.room_id in {None, room.id}:
                yield NotReady(
                    slot=period.slot,
                    reason=period.reason,
                    note=period.note,
                    room=None if period.room_id is None else room.name,
                )

    def _hours_touched(self, slot: Slot, proposal: Proposal) -> Iterator[HoursTouched]:
        # The few hours of a facility are asked one by one; only their days are many.
        touched = [
            (stretch, day, hours)
            for hours in self._hours
            for day, stretch in hours.slots_touching(slot, self.zone)
        ]
        for stretch, day, hours in sorted(touched, key=lambda each: (each[0], each[2].id)):
            in_room = hours.room_id == proposal.room.id
            inmates = _participants(hours, proposal, day)
            if in_room or inmates or hours.bind_everyone_everywhere:
                yield HoursTouched(
                    kind=ConflictKind.PROTECTED_HOURS if hours.hard else ConflictKind.PROTECTED_HOURS_SOFT,
                    slot=stretch,
                    hours_id=hours.id,
                    name=hours.name,
                    hours_kind=hours.kind,
                    room=proposal.room.name if in_room else None,
                    inmates=inmates,
                )

    def _resources_taken(
        self, slot: Slot, proposal: Proposal, ignoring: Collection[int]
    ) -> Iterator[ResourceTaken]:
        for resource, key, name in proposal.resources():
            held = self._taken.get((resource, key))
            if held is None:
                continue
            for taken in held.overlapping(slot):
                if taken.booking_id != proposal.booking_id and taken.booking_id not in ignoring:
                    yield ResourceTaken(
                        kind=TAKEN_KIND[resource],
                        slot=taken.slot,
                        resource_id=key,
                        name=name,
                        booking_id=taken.booking_id,
                        title=taken.title,
                    )


def _local(fact: Fact, zone: ZoneInfo) -> Fact:
    return replace(fact, slot=fact.slot.in_zone(zone))


def _participants(hours: ProtectedHours, proposal: Proposal, day: date) -> tuple[str, ...]:
    return tuple(name for key, name in proposal.inmates.items() if hours.takes_part(key, day))
