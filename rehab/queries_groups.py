"""Reads about groups: who is in them, how far they have come, what is planned."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from rehab import wording
from rehab.domain.lifecycle import PlacementState
from rehab.enums import AttendanceState
from rehab.models import Group, Placement, ProgrammeUnit, Session
from rehab.queries_sessions import SessionRow, session_rows
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.timetable.enums import BookingState, LostBy


@dataclass(frozen=True)
class GroupRow:
    """A group in the list."""

    group: Group
    taken: int
    held: int
    total: int


@dataclass(frozen=True)
class MemberRow:
    """A placement in a group with what was marked so far: ``present`` of the ``marked`` held sessions."""

    placement: Placement
    state: str
    present: int
    marked: int


@dataclass(frozen=True)
class UnitRow:
    """Sessions of one unit: as the programme wants them, held, to come, lost on each side."""

    unit: ProgrammeUnit
    phase: str
    words: str
    wanted: int
    held: int
    to_come: int
    lost_rutan: int
    lost_person: int


@dataclass(frozen=True)
class GroupPage:
    """Everything the page of a group shows."""

    group: Group
    members: Sequence[MemberRow]
    former: Sequence[MemberRow]
    units: Sequence[UnitRow]
    sessions: Sequence[SessionRow]

    @property
    def held(self) -> int:
        """Sessions held."""
        return sum(row.held for row in self.units)

    @property
    def wanted(self) -> int:
        """Sessions the programme wants."""
        return sum(row.wanted for row in self.units)

    @property
    def lost_rutan(self) -> int:
        """Sessions lost on the detention centre's side."""
        return sum(row.lost_rutan for row in self.units)


def groups_of(user: User, facility: Facility) -> list[GroupRow]:
    """Return the groups of a facility that a person may open, open ones first."""
    groups = (
        Group.objects.visible_to(user).at(facility).with_taken().select_related("programme", "facilitator")
    )
    found = list(groups.by_name())
    counted = Session.objects.of_groups(found).held().values_list("group").annotate(Count("pk"))
    held = dict(counted.order_by())
    wanted = _wanted([group.programme_id for group in found])
    return [
        GroupRow(group, vars(group)["taken"], held.get(group.pk, 0), wanted.get(group.programme_id, 0))
        for group in found
    ]


def _wanted(programme_ids: Sequence[int]) -> dict[int, int]:
    """How many sessions each programme holds."""
    found: dict[int, int] = {}
    units = ProgrammeUnit.objects.filter(phase__programme__in=programme_ids)
    for programme, count in units.values_list("phase__programme", "count"):
        found[programme] = found.get(programme, 0) + count
    return found


def group_page(group: Group) -> GroupPage:
    """Gather the page of a group; whoever opens it may know its name."""
    members = _members(group)
    sessions = Session.objects.of_group_or_its_people(group)
    return GroupPage(
        group=group,
        members=[row for row in members if row.placement.state == PlacementState.ACTIVE],
        former=[row for row in members if row.placement.state != PlacementState.ACTIVE],
        units=units_of(group),
        sessions=session_rows(sessions.planned().with_people().newest_first()),
    )


def _members(group: Group) -> list[MemberRow]:
    held = Q(attendance__session__booking__state=BookingState.HELD)
    rows = Placement.objects.in_group(group).select_related("inmate__cell").by_name()
    counted = rows.annotate(
        present=Count("attendance", filter=held & Q(attendance__state=AttendanceState.PRESENT)),
        marked=Count("attendance", filter=held),
    )
    return [MemberRow(row, state_words(row), vars(row)["present"], vars(row)["marked"]) for row in counted]


def state_words(placement: Placement) -> str:
    """The state of a placement in words."""
    return str(wording.PLACEMENT_STATES[PlacementState(placement.state)])


def units_of(group: Group) -> list[UnitRow]:
    """Return the units of a group's programme in order, with how many sessions of each became what."""
    units = ProgrammeUnit.objects.filter(phase__programme=group.programme_id)
    ours = Q(sessions__group=group) | Q(sessions__placement__group=group)

    def became(**facts: object) -> Count:
        booking = {f"sessions__booking__{name}": value for name, value in facts.items()}
        return Count("sessions", filter=ours & Q(**booking), distinct=True)

    counted = units.annotate(
        held=became(state=BookingState.HELD),
        to_come=became(state=BookingState.PUBLISHED),
        lost_rutan=became(state=BookingState.CANCELLED, lost_by=LostBy.RUTAN),
        lost_person=became(state=BookingState.CANCELLED, lost_by=LostBy.PERSON),
    )
    rows = counted.select_related("phase").order_by("phase__position", "position", "pk")
    names = ("held", "to_come", "lost_rutan", "lost_person")
    return [
        UnitRow(unit, unit.phase.name, unit.words, unit.count, *(vars(unit)[name] for name in names))
        for unit in rows
    ]
