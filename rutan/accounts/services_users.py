"""Writing accounts: making them, closing them, and the password that lets somebody in for the first time."""

import secrets
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from rutan.accounts import queries_users
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.accounts.services import propose_role
from rutan.agencies.models import Agency, Facility
from rutan.audit.services import record
from rutan.core.errors import Refused
from rutan.core.request_keys import earlier

# Letters and digits that nobody takes for one another when they are read out or written down.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


class UserRefused(Refused):
    """An account could not be made or changed."""


@transaction.atomic
def create_user(
    *,
    username: str,
    full_name: str,
    position: str,
    role: Role,
    starts_on: date,
    by: User,
    request_key: UUID,
    facility: Facility | None = None,
    agency: Agency | None = None,
    ends_on: date | None = None,
) -> User:
    """Make an account nobody can sign in to yet, and propose its first role; the same ``request_key`` makes one.

    :raises UserRefused: when somebody has the user name.
    :raises RoleRefused: when the role cannot be proposed; no account is made then.
    :raises KeyUsed: when the key was used for something else.
    """
    first = {"assignments__role": role, "assignments__facility": facility, "assignments__agency": agency}
    if made := earlier(User.objects, request_key, username=username, **first):
        return made
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                username, full_name=full_name, position=position, request_key=request_key
            )
    except IntegrityError:
        raise UserRefused(_("Somebody already has this user name.")) from None
    record(action="accounts.user.created", subject=user, by=by)
    propose_role(
        user=user, role=role, starts_on=starts_on, ends_on=ends_on, facility=facility, agency=agency, by=by
    )
    return user


@transaction.atomic
def give_temporary_password(*, user: User, facility: Facility, on: date, by: User) -> str:
    """Set and return a password that must be changed at the first sign-in; whoever is signed in is signed out.

    Not for those who approve roles: one person could then act as both. Their password is set on the server.

    :raises UserRefused: when it is one's own account, that of an approver, or one that serves elsewhere too.
    """
    user = _own_to_manage(user, facility, on, by)
    if user.reach.approves_roles:
        raise UserRefused(
            _("Whoever approves roles gets a new password on the server only (manage.py changepassword).")
        )
    password = "-".join("".join(secrets.choice(ALPHABET) for _n in range(GROUP)) for _g in range(GROUPS))
    user.set_password(password)
    user.must_change_password = True
    user.save(update_fields=["password", "must_change_password"])
    record(action="accounts.user.password_given", subject=user, by=by, facility=facility)
    return password


@transaction.atomic
def deactivate_user(*, user: User, facility: Facility, on: date, by: User) -> User:
    """Close an account: no role of it counts and nobody signs in by it, from the next request on.

    :raises UserRefused: when it is one's own account or serves elsewhere too.
    """
    return _set_active(_own_to_manage(user, facility, on, by), False, facility, by)


@transaction.atomic
def activate_user(*, user: User, facility: Facility, on: date, by: User) -> User:
    """Open a closed account again, with the roles it has.

    :raises UserRefused: when it is one's own account or serves elsewhere too.
    """
    return _set_active(_own_to_manage(user, facility, on, by), True, facility, by)


def _set_active(user: User, active: bool, facility: Facility, by: User) -> User:
    if user.is_active != active:
        user.is_active = active
        user.save(update_fields=["is_active"])
        deed = "activated" if active else "deactivated"
        record(action=f"accounts.user.{deed}", subject=user, by=by, facility=facility)
    return user


def _own_to_manage(user: User, facility: Facility, on: date, by: User) -> User:
    """Lock an account; what concerns all of it is not for the administrator of one place among several."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.pk == by.pk:
        raise UserRefused(_("This is your own account. Ask another administrator."))
    if queries_users.serves_elsewhere(user, facility, on=on):
        raise UserRefused(
            _("This person also has a role elsewhere. Withdraw the roles for this facility instead.")
        )
    return user
