"""Turn a number into an account or a role that the administrator of a facility may see, or 404."""

from typing import NoReturn

from django.http import Http404

from rutan.accounts.models import RoleAssignment, SavedList, User
from rutan.accounts.queries_users import managed_at
from rutan.accounts.scope import current
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal


def open_user(facility: Facility, user_id: int) -> User:
    """Return somebody who has, had or may get a role at the facility or at one of its partners.

    :raises Http404: when there is nobody like that; the try is written down.
    """
    return managed_at(facility).filter(pk=user_id).first() or _refuse("accounts.user", user_id)


def open_assignment(facility: Facility, assignment_id: int) -> RoleAssignment:
    """Return a role at the facility or at one of its partners.

    :raises Http404: when it is another facility's, was withdrawn or is not there.
    """
    found = RoleAssignment.objects.concerning(facility).filter(pk=assignment_id).first()
    return found or _refuse("accounts.roleassignment", assignment_id)


def open_saved_list(user: User, facility: Facility, list_id: int) -> SavedList:
    """Return a list of the person's own, also one that was removed.

    :raises Http404: when it is somebody else's, another facility's or not there.
    """
    found = SavedList.all_objects.own_of(user.pk, facility).filter(pk=list_id).first()
    return found or _refuse("accounts.savedlist", list_id)


def _refuse(subject_type: str, subject_id: int) -> NoReturn:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
