"""Writing accounts and roles."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import Role
from rutan.agencies.models import Agency, Facility
from rutan.audit.services import record
from rutan.core.errors import Refused


class RoleRefused(Refused):
    """A role could not be proposed, approved or ended."""


@transaction.atomic
def choose_language(*, user: User, language: str) -> None:
    """Keep the language a person reads in."""
    user.language = language
    user.save(update_fields=["language"])


@transaction.atomic
def propose_role(
    *,
    user: User,
    role: Role,
    starts_on: date,
    by: User | None,
    facility: Facility | None = None,
    agency: Agency | None = None,
    ends_on: date | None = None,
) -> RoleAssignment:
    """Propose a role for a person; it counts once a second person approves it.

    :raises RoleRefused: when the person holds it already or the days are the wrong way round.
    """
    assignment = RoleAssignment(
        user=user,
        role=role,
        facility=facility,
        agency=agency,
        starts_on=starts_on,
        ends_on=ends_on,
        proposed_by=by,
    )
    _save(assignment)
    record(action="accounts.role.proposed", subject=assignment, by=by, role=role, holder=user.pk)
    return assignment


@transaction.atomic
def approve_role(*, assignment: RoleAssignment, by: User) -> RoleAssignment:
    """Approve a proposed role as the second person.

    :raises RoleRefused: when the approver proposed it or would hold it.
    """
    assignment = RoleAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    if assignment.approved_by_id is not None:
        return assignment
    assignment.approved_by, assignment.approved_at = by, timezone.now()
    _save(assignment)
    record(
        action="accounts.role.approved",
        subject=assignment,
        by=by,
        role=assignment.role,
        holder=assignment.user_id,
    )
    return assignment


@transaction.atomic
def end_role(*, assignment: RoleAssignment, ends_on: date, by: User) -> RoleAssignment:
    """End a role after ``ends_on`` (that day included)."""
    assignment = RoleAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    assignment.ends_on = ends_on
    _save(assignment)
    record(
        action="accounts.role.ended",
        subject=assignment,
        by=by,
        role=assignment.role,
        ends_on=ends_on.isoformat(),
    )
    return assignment


def _save(assignment: RoleAssignment) -> None:
    try:
        with transaction.atomic():
            assignment.save()
    except IntegrityError as error:
        raise RoleRefused(_reason(error)) from error


def _reason(error: IntegrityError) -> str:
    name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", "")
    for constraint in RoleAssignment._meta.constraints:
        if constraint.name == name:
            return str(constraint.get_violation_error_message())
    return _("This role could not be stored.")
