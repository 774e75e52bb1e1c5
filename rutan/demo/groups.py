"""Decisions, groups, placements, sessions and attendance of the demo, each at its own time, through the services."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from rehab.domain.attendance import Excuse, Loss, Mark, Marked
from rehab.domain.lifecycle import PlacementState
from rehab.domain.tiers import Tier
from rehab.models import Group, Placement, ProgrammeEdition, ProgrammeUnit, Session
from rehab.queries_sessions import roster_of
from rehab.services_case_officers import assign_case_officer
from rehab.services_groups import close_group, open_group
from rehab.services_placement import end_placement, place_on_track
from rehab.services_sessions import lay_session, mark_attendance
from rehab.services_tiers import decide_tier
from rutan.accounts.permissions import Role
from rutan.accounts.queries import people_in_role
from rutan.core import clock
from rutan.demo.plan import GROUPS, Case, Destiny, GroupPlan
from rutan.demo.world import World
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models import Room
from rutan.timetable.refusals import BookingRefused

LAID_AHEAD = 10  # days from today for which sessions already stand in the timetable
STARTS = (time(13), time(10), time(15, 30))
STARTS_AT = {Tier.MILD: 1, Tier.MODERATE: 0, Tier.SEVERE: 0}
SUNDAY = 6
ROOM_OF = {Tier.MILD: "KONS1", Tier.MODERATE: "KONS2", Tier.SEVERE: "AULA"}
LEADS = {Tier.MILD: "fasilitator", Tier.MODERATE: "fasilitator", Tier.SEVERE: "sri.utami"}
ALONE = "individual_counselling"
LOST_SESSIONS = 0.06
ABSENCES = 0.12
NOT_MARKED_YET = 1  # the last session of a group that is over and still waits for its attendance


@dataclass(frozen=True)
class Wanted:
    """A session that a programme asks for, and the day on which it would come."""

    unit: ProgrammeUnit
    on: date


def decide(world: World) -> None:
    """Decide the tier of everybody in the plan who has one; two depart from the recommendation and wait."""
    for case in world.cases:
        if case.tier is None or case.screened_on is None:
            continue
        waits = case.destiny is Destiny.AWAITS_SECOND
        on = min(case.screened_on + timedelta(days=3), world.day(-1))
        with clock.turned_back(world.at(on, 9)):
            decide_tier(
                inmate=world.inmate(case),
                decided=Tier.SEVERE if waits else case.tier,
                reason="Riwayat kambuh dua kali menurut keluarga" if waits else "",
                by=world.users["rehab"],
                request_key=world.key(),
            )


def give_case_officers(world: World) -> None:
    """Give everybody who is in the programme to a case officer, each of whom gets as many as the others."""
    active = Placement.objects.at(world.facility).active().order_by("starts_on", "inmate")
    people = list(active.values_list("inmate", flat=True))
    officers = people_in_role(Role.CASE_OFFICER, facility=world.facility, on=world.today)
    for place, officer in enumerate(officers):
        assign_case_officer(
            inmate_ids=people[place :: len(officers)],
            officer=officer,
            facility=world.facility,
            starts_on=world.today,
            by=world.users["rehab"],
        )


def run(world: World, rooms: dict[str, Room]) -> None:
    """Open the groups, place their people, hold the sessions so far and lay those to come."""
    for group_plan in sorted(GROUPS, key=lambda each: each.starts_in):
        starts_on = world.day(group_plan.starts_in)
        with clock.turned_back(world.at(starts_on - timedelta(days=1), 9)):
            group = _open(world, group_plan, starts_on)
            placements = [_place(world, group, case, starts_on) for case in _members(world, group_plan)]
        _sessions(world, group, rooms)
        _end(world, group, group_plan, placements)


def _members(world: World, group_plan: GroupPlan) -> list[Case]:
    return [case for case in world.cases if case.group == group_plan.name]


def _open(world: World, group_plan: GroupPlan, starts_on: date) -> Group:
    programme = ProgrammeEdition.objects.in_force(world.today).filter(tier=group_plan.tier.value)
    return open_group(
        facility=world.facility,
        programme=programme[0],
        name=group_plan.name,
        facilitator=world.users[LEADS[group_plan.tier]],
        capacity=15,
        starts_on=starts_on,
        by=world.users["rehab"],
        request_key=world.key(),
    )


def _place(world: World, group: Group, case: Case, starts_on: date) -> Placement:
    return place_on_track(
        inmate=world.inmate(case),
        group=group,
        starts_on=starts_on,
        by=world.users["rehab"],
        request_key=world.key(),
    )


def _sessions(world: World, group: Group, rooms: dict[str, Room]) -> None:
    """Lay the sessions in the order of their days; those that are over are marked, but for the very last."""
    laid = [_lay(world, group, wanted, rooms) for wanted in _wanted(group)]
    over = [each for each in laid if each and each.booking.slot.ends_at < clock.now()]
    running = group.starts_on + timedelta(days=group.programme.days) > world.today
    for session in over[:-NOT_MARKED_YET] if running else over:
        _mark(world, session)


def _wanted(group: Group) -> Iterator[Wanted]:
    """Spread each phase's sessions over its days, kinds taking turns."""
    begins = group.starts_on
    for phase in group.programme.phases.order_by("position"):
        units = list(phase.units.order_by("position"))
        turns = [(number / unit.count, unit) for unit in units for number in range(unit.count)]
        turns.sort(key=lambda turn: (turn[0], turn[1].position))
        for place, (_share, unit) in enumerate(turns):
            yield Wanted(unit, begins + timedelta(days=place * phase.days // len(turns)))
        begins += timedelta(days=phase.days)


def _lay(world: World, group: Group, wanted: Wanted, rooms: dict[str, Room]) -> Session | None:
    """Lay one session at its usual time, else at the nearest free time of a working day that the refusal names."""
    if wanted.on > world.day(LAID_AHEAD):
        return None
    tier = Tier(group.programme.tier)
    alone = _one_of(world, group) if wanted.unit.session_type == ALONE else None
    usual = _usual(world, group, wanted, STARTS_AT[tier])
    try:
        return _lay_at(world, group, wanted.unit, rooms[ROOM_OF[tier]], usual, alone)
    except BookingRefused as refusal:
        free = [slot for slot in refusal.free if slot.starts_at.weekday() != SUNDAY]
    return _lay_at(world, group, wanted.unit, rooms[ROOM_OF[tier]], free[0], alone) if free else None


def _usual(world: World, group: Group, wanted: Wanted, first: int) -> Slot:
    """The time of day at which a group meets: its first, or the next one when it meets that day already."""
    day = wanted.on + timedelta(days=wanted.on.weekday() == SUNDAY)
    taken = Session.objects.of_group(group).on_day(day).count()
    start = STARTS[(taken + first) % len(STARTS)]
    starts_at = world.at(day, start.hour, start.minute)
    return Slot(starts_at, starts_at + timedelta(minutes=wanted.unit.minutes))


def _one_of(world: World, group: Group) -> Placement:
    return world.chance.choice(list(Placement.objects.in_group(group).active().order_by("pk")))


def _lay_at(
    world: World, group: Group, unit: ProgrammeUnit, room: Room, slot: Slot, alone: Placement | None
) -> Session:
    with clock.turned_back(min(_evening_before(slot), clock.now())):
        return lay_session(
            group=group,
            unit=unit,
            room=room,
            slot=slot,
            by=world.users["rehab"],
            request_key=world.key(),
            placement=alone,
        )


def _evening_before(slot: Slot) -> datetime:
    return slot.starts_at - timedelta(hours=18)


def _mark(world: World, session: Session) -> None:
    roster = [placement.pk for placement in roster_of(session)]
    if world.chance.random() < LOST_SESSIONS:
        loss = world.chance.choice((Loss.STAFF, Loss.SECURITY, Loss.UTILITIES))
        marks = dict.fromkeys(roster, Marked(Mark.NOT_HELD, loss.value))
    else:
        marks = {key: _mark_of_one(world) for key in roster}
        marks[world.chance.choice(roster)] = Marked(Mark.PRESENT)
    led_by = session.group.facilitator if session.group else world.users[LEADS[Tier.SEVERE]]
    with clock.turned_back(min(session.booking.slot.ends_at + timedelta(minutes=10), clock.now())):
        mark_attendance(session=session, marks=marks, by=led_by)


def _mark_of_one(world: World) -> Marked:
    if world.chance.random() > ABSENCES:
        return Marked(Mark.PRESENT)
    return world.chance.choice(
        (
            Marked(Mark.SICK),
            Marked(Mark.ABSENT),
            Marked(Mark.EXCUSED, Excuse.COURT.value),
            Marked(Mark.EXCUSED, Excuse.FAMILY_VISIT.value),
            Marked(Mark.EXCUSED, Excuse.NOT_BROUGHT.value),
        )
    )


def _end(world: World, group: Group, group_plan: GroupPlan, placements: list[Placement]) -> None:
    """End the placements of groups that are over; somebody who gave up left half-way."""
    if group_plan.destiny is not Destiny.COMPLETED:
        return
    for case, placement in zip(_members(world, group_plan), placements, strict=True):
        gave_up = case.destiny is Destiny.DROPPED_OUT
        days = group.programme.days // 2 if gave_up else group.programme.days - 1
        ended_on = placement.starts_on + timedelta(days=days)
        with clock.turned_back(world.at(ended_on, 16)):
            end_placement(
                placement=placement,
                state=PlacementState.DROPPED_OUT if gave_up else PlacementState.COMPLETED,
                ended_on=ended_on,
                reason="Tidak bersedia melanjutkan" if gave_up else "",
                by=world.users["rehab"],
            )
    close_group(group=group, by=world.users["rehab"])
