"""Pages on which an administrator looks after accounts and proposes roles; a second person approves them elsewhere."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from rutan.accounts import queries_users, services, services_users
from rutan.accounts.access import open_assignment, open_user
from rutan.accounts.decorators import SignedInRequest, requires
from rutan.accounts.forms_users import NewUserForm, RoleForm
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import here
from rutan.agencies.queries import partners_of
from rutan.core.errors import Refused
from rutan.core.turning import Turn


@requires(Permission.USER_MANAGE)
def users(request: SignedInRequest) -> HttpResponse:
    """Everybody who has, had or may get a role here, by name."""
    page, people = queries_users.users_page(here(), Turn.of(request.GET), on=timezone.localdate())
    return render(request, "accounts/users.html", {"page": page, "people": people})


@requires(Permission.USER_MANAGE)
def user_new(request: SignedInRequest) -> HttpResponse:
    """Make an account and propose its first role; the temporary password is shown on the answer and nowhere else."""
    facility, today = here(), timezone.localdate()
    form = NewUserForm(request.POST or None, facility=facility, agencies=partners_of(facility, on=today))
    if form.is_valid():
        try:
            made = services_users.create_user(by=request.user, **form.cleaned_data)
            return _with_password(request, made)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
    return render(request, "accounts/user_new.html", {"form": form}, status=422 if form.is_bound else 200)


@requires(Permission.USER_MANAGE)
def user(request: SignedInRequest, user_id: int) -> HttpResponse:
    """One account, its roles here, and the form that proposes another one."""
    facility, today = here(), timezone.localdate()
    person = open_user(facility, user_id)
    form = RoleForm(request.POST or None, facility=facility, agencies=partners_of(facility, on=today))
    if form.is_valid():
        try:
            services.propose_role(user=person, by=request.user, **form.cleaned_data)
            messages.success(request, _("The role is proposed. It counts once a second person approves it."))
            return redirect("accounts:user", user_id)
        except Refused as refusal:
            form.add_error(None, refusal.messages)
    context = {
        "person": person,
        "roles": queries_users.roles_of(person, facility, on=today),
        "serves_elsewhere": queries_users.serves_elsewhere(person, facility, on=today),
        "is_self": person == request.user,
        "form": form,
    }
    return render(request, "accounts/user.html", context, status=422 if form.is_bound else 200)


@requires(Permission.USER_MANAGE)
@require_POST
def password(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Give a new temporary password, shown on the answer and nowhere else."""
    try:
        return _with_password(request, open_user(here(), user_id))
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("accounts:user", user_id)


@requires(Permission.USER_MANAGE)
@require_POST
def deactivate(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Close an account."""
    return _changed(request, user_id, services_users.deactivate_user, _("The account is closed."))


@requires(Permission.USER_MANAGE)
@require_POST
def activate(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Open a closed account again."""
    return _changed(request, user_id, services_users.activate_user, _("The account is open again."))


@requires(Permission.USER_MANAGE)
@require_POST
def withdraw(request: SignedInRequest, assignment_id: int) -> HttpResponse:
    """Take a role away at once, or a proposal back."""
    assignment = open_assignment(here(), assignment_id)
    try:
        services.withdraw_role(assignment=assignment, on=timezone.localdate(), by=request.user)
        messages.success(request, _("The role is withdrawn."))
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("accounts:user", assignment.user_id)


def _with_password(request: SignedInRequest, person: User) -> HttpResponse:
    """The one page that ever shows a temporary password."""
    given = services_users.give_temporary_password(
        user=person, facility=here(), on=timezone.localdate(), by=request.user
    )
    return render(request, "accounts/password.html", {"person": person, "password": given})


def _changed(request: SignedInRequest, user_id: int, service: Callable[..., User], done: str) -> HttpResponse:
    try:
        person = open_user(here(), user_id)
        service(user=person, facility=here(), on=timezone.localdate(), by=request.user)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect("accounts:user", user_id)
