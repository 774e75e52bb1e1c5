"""Turn a user and an id into a decision, group, placement or session of the facility that is worked for, or 404.

Permissions are those held at that facility: a role at another one must not open its rows here.
"""

from typing import NoReturn

from django.http import Http404

from inmates.models import Inmate
from rehab.models import Group, Placement, Session, TierDecision
from rutan.accounts.models import User
from rutan.accounts.scope import current
from rutan.audit.services import Refusal


def open_decision(user: User, decision_id: int) -> TierDecision:
    """Return a decision on a person the user may reach.

    :raises Http404: when out of reach or not there; both look alike, and the try is written down.
    """
    reached = TierDecision.objects.filter(inmate__in=Inmate.objects.visible_to(user))
    people = ("inmate", "decided_by", "second_by", "edition")
    return reached.filter(pk=decision_id, facility=current().facility).select_related(
        *people
    ).first() or _refuse("rehab.tierdecision", decision_id)


def open_placement(user: User, placement_id: int) -> Placement:
    """Return a placement of a person the user may reach.

    :raises Http404: as ``open_decision``.
    """
    reached = Placement.objects.filter(inmate__in=Inmate.objects.visible_to(user))
    rows = reached.filter(pk=placement_id, facility=current().facility)
    related = ("inmate", "group__programme", "group__facilitator")
    return rows.select_related(*related).first() or _refuse("rehab.placement", placement_id)


def open_group(user: User, group_id: int) -> Group:
    """Return a group of a facility whose people the user may all reach, or one the user facilitates.

    :raises Http404: as ``open_decision``.
    """
    rows = Group.objects.visible_to(user).filter(pk=group_id, facility=current().facility)
    return rows.select_related("programme", "facilitator", "facility").first() or _refuse(
        "rehab.group", group_id
    )


def open_session(user: User, session_id: int) -> Session:
    """Return a session of a facility whose people the user may all reach, or one the user leads.

    :raises Http404: as ``open_decision``.
    """
    rows = Session.objects.visible_to(user).filter(pk=session_id, booking__facility=current().facility)
    related = ("booking__facility", "booking__room", "group", "placement__group", "unit__phase")
    return rows.select_related(*related).first() or _refuse("rehab.session", session_id)


def _refuse(subject_type: str, subject_id: int) -> NoReturn:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
