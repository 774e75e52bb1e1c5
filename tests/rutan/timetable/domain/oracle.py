"""The rules once more, as plainly as can be: quarters of an hour counted one by one, no index, no skipping.

A small world for random examples: two rooms, two facilitators, three inmates, the days around a Sunday night.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from hypothesis import strategies as st

from rutan.timetable.domain.calendar import (
    Binds,
    HoursKind,
    NotReadyPeriod,
    Participant,
    ProtectedHours,
    ResourceKind,
    Slot,
    Taken,
)
from rutan.timetable.domain.proposal import Proposal, RoomFacts
from tests.rutan.timetable.domain.facts import EAST, WEST

QUARTER = timedelta(minutes=15)
FIRST_DAY = date(2026, 11, 28)
DAYS = [FIRST_DAY + timedelta(days=number) for number in range(4)]
IDS = {ResourceKind.ROOM: [1, 2], ResourceKind.FACILITATOR: [1, 2], ResourceKind.INMATE: [1, 2, 3]}

zones = st.sampled_from([WEST, EAST])
clocks = st.integers(0, 95).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
days = st.sampled_from(DAYS)


@st.composite
def slots(draw, zone=UTC, most=16):
    """A slot of up to ``most`` quarters in the small world, written in any zone."""
    start = datetime.combine(FIRST_DAY, time(), tzinfo=UTC) + draw(st.integers(0, 96 * 3)) * QUARTER
    return Slot(start.astimezone(zone), (start + draw(st.integers(1, most)) * QUARTER).astimezone(zone))


@st.composite
def holdings(draw):
    kind = draw(st.sampled_from(ResourceKind))
    when = draw(slots(draw(st.sampled_from([WEST, EAST, UTC]))))
    return Taken(kind, draw(st.sampled_from(IDS[kind])), when, draw(st.integers(1, 4)), "")


@st.composite
def protected(draw):
    first = draw(days)
    return ProtectedHours(
        id=draw(st.integers(1, 10**9)),
        name="",
        kind=HoursKind.COACHING,
        weekdays=draw(st.frozensets(st.integers(1, 7), min_size=1)),
        starts_at_time=draw(clocks),
        ends_at_time=draw(clocks),
        hard=draw(st.booleans()),
        starts_on=first,
        ends_on=draw(st.none() | st.integers(0, 2).map(lambda more: first + timedelta(days=more))),
        binds=draw(st.sampled_from(Binds)),
        room_id=draw(st.sampled_from([None, 1, 2])),
        participants=tuple(draw(st.lists(st.builds(
            Participant, st.integers(1, 3), days, st.none() | st.just(DAYS[-1])
        ), max_size=2))),
    )  # fmt: skip


periods = st.builds(NotReadyPeriod, slots(most=48), st.just("why"), st.sampled_from([None, 1, 2]))
facts = st.fixed_dictionaries(
    {
        "zone": zones,
        "taken": st.lists(holdings(), max_size=12),
        "hours": st.lists(protected(), max_size=4, unique_by=lambda each: each.id),
        "not_ready": st.lists(periods, max_size=3),
    }
)
proposals = st.builds(
    Proposal,
    room=st.builds(RoomFacts, st.sampled_from([1, 2]), st.just("room"), st.none() | st.integers(0, 3)),
    slot=slots(most=12),
    facilitators=st.dictionaries(st.integers(1, 2), st.just("facilitator"), max_size=2),
    inmates=st.dictionaries(st.integers(1, 3), st.just("inmate"), max_size=3),
    booking_id=st.none() | st.integers(1, 4),
)
ignored = st.sets(st.integers(1, 4), max_size=2)


@cache
def quarters(slot):
    """Every quarter of an hour of a slot, by its start."""
    start, found = slot.starts_at.astimezone(UTC), set()
    while start < slot.ends_at:
        found.add(start)
        start += QUARTER
    return found


def share(one, other):
    return bool(quarters(one) & quarters(other))


def days_of(hours, moment, zone):
    """The days on which hours that are in force at a moment have started."""
    local = moment.astimezone(zone)
    starts, ends, now = hours.starts_at_time, hours.ends_at_time, local.time()
    yesterday, found = local.date() - timedelta(days=1), set()
    if starts < ends:
        found |= {local.date()} if starts <= now < ends else set()
    else:
        found |= {local.date()} if now >= starts else set()
        found |= {yesterday} if now < ends else set()
    last = hours.ends_on or date.max
    return {day for day in found if day.isoweekday() in hours.weekdays and hours.starts_on <= day <= last}


def bound(hours, wanted, day):
    """Who of a proposal is bound by hours that start on a day, or None if nobody is."""
    if hours.binds is Binds.EVERYONE:
        return [] if hours.room_id in (None, wanted.room.id) else None
    taking_part = {
        each.inmate_id
        for each in hours.participants
        if each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
    }
    inmates = [inmate for inmate in wanted.inmates if inmate in taking_part]
    return inmates if inmates or hours.room_id == wanted.room.id else None


def timed(wanted, *, zone, taken, hours, not_ready, ignoring=()):
    """Everything in the way at the time of a proposal: a list of (what, which, who or when)."""
    ids = {
        ResourceKind.ROOM: [wanted.room.id],
        ResourceKind.FACILITATOR: wanted.facilitators,
        ResourceKind.INMATE: wanted.inmates,
    }
    for each in taken:
        own = each.booking_id == wanted.booking_id or each.booking_id in ignoring
        if not own and each.resource_id in ids[each.resource] and share(each.slot, wanted.slot):
            yield f"{each.resource}_taken", each.booking_id, each.resource_id
    for period in not_ready:
        if period.room_id in (None, wanted.room.id) and share(period.slot, wanted.slot):
            yield "not_ready", period.room_id is None, period.slot.starts_at
    for each in hours:
        for day in set().union(*(days_of(each, moment, zone) for moment in quarters(wanted.slot))):
            inmates = bound(each, wanted, day)
            if inmates is not None:
                yield (
                    ("protected_hours" if each.hard else "protected_hours_soft"),
                    each.id,
                    (day, len(inmates)),
                )


def everything(wanted, *, zone, ignoring=(), **given):
    """The timed ones and those of another kind."""
    found = list(timed(wanted, zone=zone, ignoring=ignoring, **given))
    local = {moment.astimezone(zone).date() for moment in quarters(wanted.slot)}
    if len(local) > 1:
        found.append(("outside_day", None, None))
    if wanted.room.capacity is not None and wanted.room.capacity < len(wanted.inmates):
        found.append(("room_too_small", wanted.room.capacity, len(wanted.inmates)))
    return found


def nearest(wanted, *, given, day_starts, day_ends, not_before, count, within_days, step, apart, ignoring=()):
    """Every start of every day tried, the free ones sorted, and those too near to a better one left out."""
    zone, length = given["zone"], wanted.slot.length
    start, found = wanted.slot.starts_at.astimezone(zone), []
    for number in range(-within_days, within_days + 1):
        day = start.date() + timedelta(days=number)
        tried = datetime.combine(day, day_starts, tzinfo=zone)
        closes = datetime.combine(day + timedelta(days=day_ends == time()), day_ends, tzinfo=zone)
        while tried + length <= closes:
            slot = Slot(tried, tried + length)
            if tried >= not_before and not list(
                timed(replace(wanted, slot=slot), ignoring=ignoring, **given)
            ):
                found.append(slot)
            tried += step
    found.sort(key=lambda slot: (abs(slot.starts_at - start), slot.starts_at < start))
    chosen = []
    for slot in found:
        if all(abs(slot.starts_at - other.starts_at) >= apart for other in chosen):
            chosen.append(slot)
    return tuple(chosen[:count])
