"""What a group is called for a reader: groups are often named by their tier ("Sedang A"), which not everybody may know.

Whoever may know the tier of everybody in it reads the name; for the others it is "Group 12". People of an agency may
know the tier only of who agreed to it, so a group's name is not for them either.
"""

from collections.abc import Collection

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from rehab.models import Group, Session
from rutan.accounts.models import User
from rutan.accounts.permissions import AGENCY_ROLES, Permission
from rutan.accounts.reach import Reach
from rutan.timetable.naming import Names


def knows_tiers(reach: Reach, facility_id: int) -> bool:
    """Whether somebody may know the tier of everybody they meet at a facility."""
    of_house = reach.roles_at(facility_id) - AGENCY_ROLES
    return bool(of_house) and Permission.TIER_VIEW in reach.permissions_at(facility_id)


def plain_name(group_id: int) -> str:
    """A group by its number, which says nothing of its tier."""
    return _("Group %(number)s") % {"number": group_id}


def group_name(user: User, group: Group) -> str:
    """What a group is called for a reader."""
    return group.name if knows_tiers(user.reach, group.facility_id) else plain_name(group.pk)


def plain_titles(booking_ids: Collection[int]) -> dict[int, str]:
    """Sessions by the number of their group, or of the group of the one person they are for, by their booking's key."""
    sessions = Session.objects.filter(booking__in=booking_ids)
    groups = sessions.annotate(of_group=Coalesce(F("group"), F("placement__group")))
    return {booking: plain_name(group) for booking, group in groups.values_list("booking", "of_group")}


SESSIONS = Names(knows=knows_tiers, plain=plain_titles)
