"""The page of the second person: roles that were proposed, to approve or to decline."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rutan.accounts import queries_users, services
from rutan.accounts.access import open_assignment
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.core.errors import Refused


@requires(Permission.ROLE_APPROVE)
def approvals(request: SignedInRequest) -> HttpResponse:
    """Roles that wait; those one proposed or would hold wait for somebody else."""
    proposals = queries_users.proposals_at(here(), request.user)
    return render(request, "accounts/approvals.html", {"proposals": proposals})


@requires(Permission.ROLE_APPROVE)
@require_POST
def approve(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Approve a role as the second person."""
    return _decided(request, assignment_id, services.approve_role, _("The role is approved."))


@requires(Permission.ROLE_APPROVE)
@require_POST
def decline(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Decline a role; it never counted."""
    return _decided(request, assignment_id, services.decline_role, _("The role is declined."))


def _decided(
    request: SignedInRequest, assignment_id: int, service: Callable[..., RoleAssignment], done: str
) -> HttpResponse:
    try:
        service(assignment=open_assignment(here(), assignment_id), by=request.user)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("accounts:approvals")
