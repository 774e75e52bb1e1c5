"""What a person's roles let them reach: plain values, no database."""

from dataclasses import dataclass

from rutan.accounts.permissions import (
    ASSIGNED_ROLES,
    FACILITY_WIDE_ROLES,
    ROLE_PERMISSIONS,
    Permission,
    Role,
    permissions_of,
)


@dataclass(frozen=True)
class Held:
    """One role in force, for a facility or an agency (their keys)."""

    role: Role
    facility_id: int | None
    agency_id: int | None


@dataclass(frozen=True)
class Reach:
    """All roles in force of one person."""

    held: tuple[Held, ...]

    @property
    def facility_ids(self) -> frozenset[int]:
        """Facilities the person works for in any role."""
        return frozenset(held.facility_id for held in self.held if held.facility_id is not None)

    @property
    def agency_ids(self) -> frozenset[int]:
        """Agencies the person works for."""
        return frozenset(held.agency_id for held in self.held if held.agency_id is not None)

    @property
    def whole_facility_ids(self) -> frozenset[int]:
        """Facilities all of whose people the person may reach."""
        return frozenset(
            held.facility_id
            for held in self.held
            if held.facility_id is not None and held.role in FACILITY_WIDE_ROLES
        )

    @property
    def by_assignment(self) -> bool:
        """Whether the person also reaches those assigned to them by name."""
        return any(held.role in ASSIGNED_ROLES for held in self.held)

    @property
    def approves_roles(self) -> bool:
        """Whether the person is somewhere the second person for roles."""
        return any(Permission.ROLE_APPROVE in ROLE_PERMISSIONS[held.role] for held in self.held)

    def roles_at(self, facility_id: int | None) -> frozenset[Role]:
        """Roles that count while working for one facility: those held there, and those held for an agency."""
        return frozenset(
            held.role for held in self.held if held.facility_id is None or held.facility_id == facility_id
        )

    def permissions_at(self, facility_id: int | None) -> frozenset[Permission]:
        """What the person may do while working for one facility; for none, nothing but see the start page.

        An agency without an agreement in force works for no facility.
        """
        granted = permissions_of(self.roles_at(facility_id))
        return granted if facility_id is not None else granted & {Permission.HOME_VIEW}
