"""Reads about people who sign in."""

from datetime import date

from django.db.models import Q

from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.accounts.reach import Reach
from rutan.agencies.models import Facility


def facilities_of(reach: Reach, *, on: date) -> tuple[Facility, ...]:
    """Facilities a person may work for: those of their roles, and those that have an agreement with their agency."""
    if not reach.held:
        return ()
    own = Q(pk__in=reach.facility_ids)
    partners = Q(agreements__agency__in=reach.agency_ids, agreements__starts_on__lte=on) & (
        Q(agreements__ends_on=None) | Q(agreements__ends_on__gte=on)
    )
    return tuple(Facility.objects.filter(own | partners).distinct().order_by("is_demo", "code"))


def people_in_role(role: Role, *, facility: Facility, on: date) -> "list[User]":
    """Active people who hold a role at a facility, or for an agency that has an agreement with it, by name."""
    held = Q(assignments__facility=facility) | Q(assignments__agency__agreements__facility=facility)
    in_force = Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=on)
    people = User.objects.filter(
        held,
        in_force,
        assignments__role=role,
        assignments__voided_at=None,
        assignments__approved_by__isnull=False,
        assignments__starts_on__lte=on,
        is_active=True,
    )
    return list(people.distinct().order_by("full_name", "pk"))
