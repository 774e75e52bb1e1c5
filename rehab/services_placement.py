"""Placing people on a track, and ending it."""

from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from inmates.enums import GrantPurpose
from inmates.models import Inmate
from inmates.services_access import end_for_source, grant_to_user
from rehab.domain.lifecycle import PlacementState, placement_may_become
from rehab.domain.placement import Obstacle
from rehab.enums import GroupState
from rehab.models import Group, Placement, Session
from rehab.queries_placement import obstacles_of, terms_of, upcoming_sessions
from rehab.queries_tiers import decisions_of, standing_decision
from rehab.refusals import PlacementRefused
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock, dates
from rutan.core.request_keys import earlier
from rutan.timetable.enums import LostBy
from rutan.timetable.queries_checker import people_of
from rutan.timetable.refusals import BookingRefused
from rutan.timetable.services_life import cancel_booking, change_people
from rutan.timetable.services_locks import GuardRefused, guarded, lock_regime

GUARDS = {
    "placement_group_not_over_full": Obstacle.GROUP_FULL,
    "placement_one_at_a_time": Obstacle.ALREADY_PLACED,
}
NEED_A_REASON = frozenset({PlacementState.DROPPED_OUT, PlacementState.REFERRED, PlacementState.WITHDRAWN})


@transaction.atomic
def place_on_track(
    *, inmate: Inmate, group: Group, starts_on: date, by: User, request_key: UUID
) -> Placement:
    """Place somebody in a group from a day on; the facilitator sees their record, the planned sessions count them in.

    The same ``request_key`` again answers with the first placement.

    :raises PlacementRefused: naming every obstacle, not only the first.
    :raises KeyUsed: when the key was used for something else.
    """
    if repeated := earlier(Placement.objects, request_key, inmate=inmate, group=group, starts_on=starts_on):
        return repeated
    # Two officers may give the last place away at the same moment: the locks are taken in the house's order.
    lock_regime(inmate.facility)
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    locked = Group.objects.select_for_update(no_key=True, of=("self",))
    group = locked.select_related("programme", "facilitator").get(pk=group.pk)
    _refuse(inmate, group, starts_on)
    try:
        with guarded(frozenset(GUARDS)):
            placement = _write(inmate, group, starts_on, by, request_key)
    except GuardRefused as error:
        raise PlacementRefused(obstacles_of(inmate, group, starts_on=starts_on)) from error
    grant_to_user(
        inmate=inmate,
        user=group.facilitator,
        source=group.access_source,
        purpose=GrantPurpose.GROUP,
        starts_on=min(starts_on, clock.today()),
        by=by,
    )
    _join(group, inmate, starts_on, by)
    record(action="rehab.placement.created", subject=placement, by=by, inmate=inmate.pk, group=group.pk)
    return placement


def _refuse(inmate: Inmate, group: Group, starts_on: date) -> None:
    sentences = [_("This group is closed.")] if group.state == GroupState.CLOSED else []
    found = obstacles_of(inmate, group, starts_on=starts_on)
    if found or sentences:
        raise PlacementRefused(found, *sentences)


def _write(inmate: Inmate, group: Group, starts_on: date, by: User, request_key: UUID) -> Placement:
    decision = standing_decision(decisions_of(inmate))
    assert decision is not None  # without one there is an obstacle
    return Placement.objects.create(
        facility_id=inmate.facility_id,
        inmate=inmate,
        group=group,
        decision=decision,
        starts_on=starts_on,
        ends_on=terms_of(group, taken=0).last_day(starts_on),
        placed_by=by,
        placed_at=clock.now(),
        request_key=request_key,
    )


def _join(group: Group, inmate: Inmate, starts_on: date, by: User) -> None:
    """Count somebody in at the sessions that are planned from their first day on."""
    for session in upcoming_sessions([group], starts_on=starts_on):
        facilitators, people = people_of(session.booking)
        try:
            change_people(
                booking=session.booking, facilitators=facilitators, inmates=[*people, inmate], by=by
            )
        except BookingRefused as refusal:
            raise PlacementRefused((), *refusal.reasons) from refusal


@transaction.atomic
def end_placement(
    *, placement: Placement, state: PlacementState, ended_on: date, by: User, reason: str = ""
) -> Placement:
    """End a placement as completed, dropped out or otherwise; sessions to come no longer count the person in.

    The group's facilitator no longer sees the record. The same end again changes nothing.

    :raises PlacementRefused: when it is over already, the day lies in the future, or a reason is missing.
    """
    lock_regime(placement.facility)
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=placement.inmate_id)
    rows = Placement.objects.select_for_update(of=("self",)).select_related("group")
    placement = rows.get(pk=placement.pk)
    if (placement.state, placement.ended_on) == (state.value, ended_on):
        return placement
    if refusals := _refusals_to_end(placement, state, ended_on, reason):
        raise PlacementRefused((), *refusals)
    placement.state, placement.ended_on, placement.end_reason = state.value, ended_on, reason.strip()
    placement.ended_by = by
    placement.save(update_fields=["state", "ended_on", "end_reason", "ended_by"])
    _leave(placement, inmate, by)
    end_for_source(source=placement.group.access_source, inmate=inmate, by=by)
    facts = {"inmate": inmate.pk, "group": placement.group_id, "state": state.value}
    record(action="rehab.placement.ended", subject=placement, by=by, **facts)
    return placement


def _refusals_to_end(placement: Placement, state: PlacementState, ended_on: date, reason: str) -> list[str]:
    found = []
    if not placement_may_become(PlacementState(placement.state), state):
        found.append(_("This placement is over already."))
    if ended_on > clock.today():
        found.append(_("The day on which it ended lies in the future."))
    if state in NEED_A_REASON and not reason.strip():
        found.append(_("Write down why it ended."))
    if state is PlacementState.COMPLETED and ended_on < placement.ends_on and not reason.strip():
        text = _("The programme lasts until %(day)s. Write down why it is completed before that.")
        found.append(text % {"day": dates.long_date(placement.ends_on)})
    return found


def _leave(placement: Placement, inmate: Inmate, by: User) -> None:
    """Take somebody off what is planned: group sessions go on without them, their own are called off."""
    for session in upcoming_sessions([placement.group], starts_on=clock.today()):
        facilitators, people = people_of(session.booking)
        if inmate in people:
            remaining = [person for person in people if person != inmate]
            change_people(booking=session.booking, facilitators=facilitators, inmates=remaining, by=by)
    own = Session.objects.filter(placement=placement).to_come(clock.now()).select_related("booking__facility")
    for session in own:
        reason = _("The placement has ended.")
        cancel_booking(booking=session.booking, reason=reason, lost_by=LostBy.NONE, by=by)
