"""Reads about the people an administrator looks after, and the roles that wait for a second person."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from rutan.accounts.enums import RoleState
from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import Role
from rutan.agencies.models import Facility
from rutan.core.turning import Page, Turn, page_of

TONES = {
    RoleState.PROPOSED: "wait",
    RoleState.LATER: "draft",
    RoleState.IN_FORCE: "done",
    RoleState.ENDED: "off",
    RoleState.WITHDRAWN: "off",
}
LASTING = (RoleState.PROPOSED, RoleState.LATER, RoleState.IN_FORCE)


@dataclass(frozen=True)
class HeldRole:
    """A role of somebody as a page shows it."""

    assignment: RoleAssignment
    label: str
    state: str
    tone: str
    lasts: bool


@dataclass(frozen=True)
class ManagedUser:
    """Somebody in the list of users, with the roles that count or will."""

    user: User
    roles: list[HeldRole]


@dataclass(frozen=True)
class Proposal:
    """A role that waits, and whether whoever reads may be the second person."""

    assignment: RoleAssignment
    label: str
    is_own: bool
    may_take_back: bool


def managed_at(facility: Facility) -> QuerySet[User]:
    """People who hold, held or were proposed for a role at a facility or at one of its partners."""
    concerned = RoleAssignment.all_objects.concerning(facility)
    return User.objects.filter(pk__in=concerned.values("user_id"))


def users_page(facility: Facility, turn: Turn, *, on: date) -> tuple[Page[User], list[ManagedUser]]:
    """One page of them by name, with the roles here that count or will."""
    page = page_of(managed_at(facility), turn, by="full_name")
    roles: dict[int, list[HeldRole]] = {}
    for held in _held(RoleAssignment.objects.concerning(facility).filter(user__in=page.rows), on):
        if held.lasts:
            roles.setdefault(held.assignment.user_id, []).append(held)
    return page, [ManagedUser(user, roles.get(user.pk, [])) for user in page.rows]


def roles_of(person: User, facility: Facility, *, on: date) -> list[HeldRole]:
    """Every role somebody has or had here, the newest first; withdrawn ones too."""
    held = RoleAssignment.all_objects.concerning(facility).filter(user=person)
    return _held(held.select_related("proposed_by", "approved_by", "voided_by"), on)


def serves_elsewhere(person: User, facility: Facility, *, on: date) -> bool:
    """Whether somebody has, or will have, a role at a facility or for an agency that is no concern of this one."""
    here = RoleAssignment.objects.concerning(facility).filter(user=person)
    lasting = RoleAssignment.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), user=person)
    return lasting.exclude(pk__in=here.values("pk")).exists()


def proposals_at(facility: Facility, second: User) -> list[Proposal]:
    """Roles at a facility or its partners that wait for a second person, the oldest first."""
    waiting = RoleAssignment.objects.concerning(facility).proposed().order_by("proposed_at", "pk")
    return [
        Proposal(
            assignment,
            str(Role(assignment.role).label),
            is_own=second.pk in (assignment.user_id, assignment.proposed_by_id),
            may_take_back=second.pk == assignment.proposed_by_id,
        )
        for assignment in waiting.select_related("user", "facility", "agency", "proposed_by")
    ]


def _held(assignments: QuerySet[RoleAssignment], on: date) -> list[HeldRole]:
    newest_first = assignments.select_related("facility", "agency").order_by("-starts_on", "-pk")
    return [_shown(assignment, assignment.state_on(on)) for assignment in newest_first]


def _shown(assignment: RoleAssignment, state: RoleState) -> HeldRole:
    label = str(Role(assignment.role).label)
    return HeldRole(assignment, label, str(state.label), TONES[state], lasts=state in LASTING)
