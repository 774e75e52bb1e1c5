"""Declaring that sessions cannot be held for a while."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import LostBy, NotReadyReason
from rutan.timetable.models import NotReadyPeriod, Room
from rutan.timetable.queries_affected import affected_by
from rutan.timetable.ranges import range_of
from rutan.timetable.refusals import PlannedInTheWay
from rutan.timetable.services_life import cancel_booking
from rutan.timetable.services_locks import REGIME_GUARDS, GuardRefused, guarded, lock_regime


@transaction.atomic
def declare_not_ready(
    *,
    facility: Facility,
    slot: Slot,
    reason: NotReadyReason,
    note: str = "",
    room: Room | None = None,
    by: User,
    request_key: UUID,
    cancel: bool = False,
) -> NotReadyPeriod:
    """Declare that the facility, or one room, cannot hold sessions; the same ``request_key`` answers with the first.

    In two steps: sessions planned then are named by the refusal (``queries_affected.affected_by`` lists them
    beforehand); with ``cancel`` they are cancelled, lost on the rutan's side.

    :raises PlannedInTheWay: when sessions are planned then and ``cancel`` is not given.
    :raises KeyUsed: when the key was used for something else.
    """
    deed = {"facility": facility, "room": room, "during": range_of(slot)}
    if done := earlier(NotReadyPeriod.all_objects, request_key, **deed):
        return done
    lock_regime(facility)
    now = clock.now()
    planned = affected_by(facility=facility, slot=slot, room=room, now=now)
    if planned and not cancel:
        raise PlannedInTheWay(planned, zone=facility.zone, on=timezone.localdate(now, facility.zone), by=by)
    why = f"{reason.label}: {note}" if note else str(reason.label)
    for booking in planned:
        cancel_booking(booking=booking, reason=why, lost_by=LostBy.RUTAN, by=by)
    period = NotReadyPeriod(facility=facility, during=range_of(slot), room=room, reason=reason, note=note)
    period.declared_by, period.declared_at, period.request_key = by, now, request_key
    _write(period)
    cancelled = [booking.pk for booking in planned]
    record(action="timetable.not_ready.declared", subject=period, by=by, reason=reason, cancelled=cancelled)
    return period


@transaction.atomic
def withdraw_not_ready(*, period: NotReadyPeriod, by: User) -> None:
    """Say that a period was declared by mistake; sessions that were cancelled for it stay cancelled."""
    lock_regime(period.facility)
    NotReadyPeriod.objects.filter(pk=period.pk).update(voided_at=clock.now(), voided_by=by)
    record(action="timetable.not_ready.withdrawn", subject=period, by=by)


def _write(period: NotReadyPeriod) -> None:
    try:
        with guarded(REGIME_GUARDS):
            period.save()
    except GuardRefused as error:
        zone = period.facility.zone
        on = timezone.localdate(clock.now(), zone)
        raise PlannedInTheWay((), zone=zone, on=on, by=period.declared_by) from error
