"""Writing a person's own choices, and the roles people hold."""

from datetime import date, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import Role
from rutan.agencies.models import Agency, Facility
from rutan.audit.services import record
from rutan.core.errors import Refused
from rutan.core.request_keys import earlier


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
    request_key: UUID | None = None,
) -> RoleAssignment:
    """Propose a role for a person; it counts once a second person approves it.

    The same ``request_key`` again answers with the first proposal.

    :raises RoleRefused: when the person holds it already or the days are the wrong way round.
    :raises KeyUsed: when the key was used for something else.
    """
    deed = {"user": user, "role": role, "facility": facility, "agency": agency}
    if made := earlier(RoleAssignment.all_objects, request_key, **deed):
        return made
    assignment = RoleAssignment(
        **deed, starts_on=starts_on, ends_on=ends_on, proposed_by=by, request_key=request_key
    )
    _save(assignment)
    record(action="accounts.role.proposed", subject=assignment, by=by, role=role, holder=user.pk)
    return assignment


@transaction.atomic
def approve_role(*, assignment: RoleAssignment, by: User) -> RoleAssignment:
    """Approve a proposed role as the second person.

    :raises RoleRefused: when the approver proposed it or would hold it, or it was withdrawn meanwhile.
    """
    assignment = _locked(assignment)
    if assignment.approved_by_id is not None:
        return assignment
    assignment.approved_by, assignment.approved_at = by, timezone.now()
    _save(assignment)
    _record("approved", assignment, by)
    return assignment


@transaction.atomic
def decline_role(*, assignment: RoleAssignment, by: User) -> RoleAssignment:
    """Decline a proposed role; it never counted.

    :raises RoleRefused: when it was approved or withdrawn meanwhile.
    """
    assignment = _locked(assignment)
    if assignment.approved_by_id is not None:
        raise RoleRefused(_("This role is approved already. Withdraw it instead."))
    _void(assignment, by)
    _record("declined", assignment, by)
    return assignment


@transaction.atomic
def withdraw_role(*, assignment: RoleAssignment, on: date, by: User) -> RoleAssignment:
    """Take a role away at once, or a proposal back; whoever held it keeps the days before ``on``.

    Taking away needs no second person: waiting for one would leave a right in hands that should not have it.

    :raises RoleRefused: when it is one's own (unless it waits and one proposed it oneself), or is gone already.
    """
    assignment = _locked(assignment)
    takes_back = assignment.approved_by_id is None and assignment.proposed_by_id == by.pk
    if assignment.user_id == by.pk and not takes_back:
        raise RoleRefused(_("Nobody withdraws a role of their own. Ask another administrator."))
    if assignment.approved_by_id is None or assignment.starts_on >= on:
        _void(assignment, by)
    else:
        last_day = on - timedelta(days=1)
        if assignment.ends_on and assignment.ends_on <= last_day:
            raise RoleRefused(_("This role has ended already."))
        assignment.ends_on = last_day
        _save(assignment)
    _record("withdrawn", assignment, by)
    return assignment


@transaction.atomic
def end_role(*, assignment: RoleAssignment, ends_on: date, by: User) -> RoleAssignment:
    """End a role after ``ends_on`` (that day included).

    :raises RoleRefused: when it ends before that already: a longer time needs a second person, so it is proposed anew.
    """
    assignment = _locked(assignment)
    if assignment.ends_on and assignment.ends_on < ends_on:
        raise RoleRefused(_("This role ends earlier already. Propose it anew for the time after."))
    assignment.ends_on = ends_on
    _save(assignment)
    _record("ended", assignment, by, ends_on=ends_on.isoformat())
    return assignment


def _locked(assignment: RoleAssignment) -> RoleAssignment:
    try:
        return RoleAssignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    except RoleAssignment.DoesNotExist:
        raise RoleRefused(_("This role was withdrawn meanwhile.")) from None


def _void(assignment: RoleAssignment, by: User) -> None:
    assignment.voided_at, assignment.voided_by = timezone.now(), by
    assignment.save(update_fields=["voided_at", "voided_by"])


def _record(deed: str, assignment: RoleAssignment, by: User, **facts: str) -> None:
    record(
        action=f"accounts.role.{deed}",
        subject=assignment,
        by=by,
        role=assignment.role,
        holder=assignment.user_id,
        **facts,
    )


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
