"""Groups: opened with a facilitator, closed when nobody is in them any more."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from rehab.enums import GroupState
from rehab.models import Group, Placement, ProgrammeEdition
from rehab.refusals import GroupRefused
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.accounts.queries import people_in_role
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier
from rutan.timetable.services_locks import GuardRefused, guarded

NAME_TAKEN = "group_name_once_a_facility"


@transaction.atomic
def open_group(
    *,
    facility: Facility,
    programme: ProgrammeEdition,
    name: str,
    facilitator: User,
    capacity: int,
    starts_on: date,
    by: User,
    request_key: UUID,
    ends_on: date | None = None,
) -> Group:
    """Open a group on one edition of a programme; the same ``request_key`` again answers with the first.

    :raises GroupRefused: when the name is taken, or the facilitator does not hold that role here.
    :raises KeyUsed: when the key was used for something else.
    """
    deed = {"facility": facility, "programme": programme, "name": name.strip()}
    if repeated := earlier(Group.objects, request_key, **deed):
        return repeated
    if facilitator not in people_in_role(Role.FACILITATOR, facility=facility, on=clock.today()):
        raise GroupRefused(_("%(name)s is no facilitator here.") % {"name": facilitator.full_name})
    group = Group(facility=facility, programme=programme, name=name.strip(), facilitator=facilitator)
    group.capacity, group.starts_on, group.ends_on = capacity, starts_on, ends_on
    group.opened_by, group.request_key = by, request_key
    try:
        with guarded(frozenset({NAME_TAKEN})):
            group.save()
    except GuardRefused as error:
        raise GroupRefused(_("An open group already has this name.")) from error
    record(action="rehab.group.opened", subject=group, by=by, programme=programme.code)
    return group


@transaction.atomic
def close_group(*, group: Group, by: User) -> Group:
    """Close a group in which nobody is any more; it stays readable. Twice changes nothing.

    :raises GroupRefused: while somebody is in it.
    """
    group = Group.objects.select_for_update(no_key=True, of=("self",)).get(pk=group.pk)
    if group.state == GroupState.CLOSED:
        return group
    if Placement.objects.in_group(group).active().exists():
        raise GroupRefused(_("There are still people in this group. End their placements first."))
    group.state = GroupState.CLOSED
    group.save(update_fields=["state"])
    record(action="rehab.group.closed", subject=group, by=by)
    return group
