"""Protected hours, and who takes part in a coaching programme."""

from collections.abc import Callable, Collection
from datetime import date, time
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier
from rutan.timetable.enums import Binds, HoursKind
from rutan.timetable.models import CoachingParticipant, ProtectedHours, Room
from rutan.timetable.queries_affected import affected_by_hours
from rutan.timetable.refusals import PlannedInTheWay
from rutan.timetable.services_locks import REGIME_GUARDS, GuardRefused, guarded, lock_regime


@transaction.atomic
def protect_hours(
    *,
    facility: Facility,
    name: str,
    kind: HoursKind,
    hard: bool,
    weekdays: Collection[int],
    starts_at_time: time,
    ends_at_time: time,
    starts_on: date,
    ends_on: date | None = None,
    room: Room | None = None,
    binds: Binds = Binds.EVERYONE,
    by: User,
    request_key: UUID | None = None,
) -> ProtectedHours:
    """Keep hours free, 0 of the weekdays being Monday; the same ``request_key`` again answers with the first ones.

    :raises PlannedInTheWay: when they are hard and sessions are planned then; they name them. Else as ``earlier``.
    """
    if done := earlier(ProtectedHours.all_objects, request_key, facility=facility, name=name):
        return done
    lock_regime(facility)
    hours = ProtectedHours(
        facility=facility,
        name=name,
        kind=kind,
        hard=hard,
        weekdays=sorted(set(weekdays)),
        starts_at_time=starts_at_time,
        ends_at_time=ends_at_time,
        starts_on=starts_on,
        ends_on=ends_on,
        room=room,
        binds=binds,
        request_key=request_key,
    )
    _write(hours, hours.save, by)
    record(action="timetable.hours.protected", subject=hours, by=by, name=name, hard=hard)
    return hours


@transaction.atomic
def change_hours(*, hours: ProtectedHours, by: User, **changes: Any) -> ProtectedHours:
    """Change protected hours from now on; ``changes`` are named as for ``protect_hours``.

    :raises PlannedInTheWay: when sessions are planned in the new hours.
    """
    lock_regime(hours.facility)
    locked = ProtectedHours.objects.select_for_update(of=("self",)).get(pk=hours.pk)
    for field, value in changes.items():
        setattr(locked, field, sorted(set(value)) if field == "weekdays" else value)
    _write(locked, lambda: locked.save(update_fields=list(changes)), by)
    record(action="timetable.hours.changed", subject=locked, by=by, fields=sorted(changes))
    return locked


@transaction.atomic
def withdraw_hours(*, hours: ProtectedHours, by: User) -> None:
    """Protect these hours no longer, as if they had never been; to end them on a day, change their last day."""
    lock_regime(hours.facility)
    ProtectedHours.objects.filter(pk=hours.pk).update(voided_at=clock.now(), voided_by=by)
    record(action="timetable.hours.withdrawn", subject=hours, by=by, name=hours.name)


@transaction.atomic
def add_participants(
    *,
    hours: ProtectedHours,
    inmates: Collection[Inmate],
    starts_on: date,
    ends_on: date | None = None,
    by: User,
) -> list[CoachingParticipant]:
    """Let people take part in a coaching programme; who takes part at that time already stays as they are.

    :raises PlannedInTheWay: when sessions of theirs are planned in its hours.
    """
    lock_regime(hours.facility)
    last = ends_on or date.max
    have = CoachingParticipant.objects.of(hours).touching(starts_on, last).values_list("inmate_id", flat=True)
    rows = [
        CoachingParticipant(
            facility=hours.facility, hours=hours, inmate=inmate, starts_on=starts_on, ends_on=ends_on
        )
        for inmate in inmates
        if inmate.pk not in set(have)
    ]
    _write(hours, lambda: CoachingParticipant.objects.bulk_create(rows), by, joining=rows)
    if rows:
        people = sorted(row.inmate_id for row in rows)
        record(action="timetable.participants.added", subject=hours, by=by, inmates=people)
    return rows


@transaction.atomic
def end_participation(*, participant: CoachingParticipant, ends_on: date, by: User) -> None:
    """Somebody takes part until a day, that day included; before their first day the row is withdrawn as a mistake."""
    lock_regime(participant.facility)
    row = CoachingParticipant.objects.filter(pk=participant.pk)
    if ends_on < participant.starts_on:
        row.update(voided_at=clock.now(), voided_by=by)
    else:
        row.update(ends_on=ends_on)
    record(
        action="timetable.participants.ended",
        subject=participant.hours,
        by=by,
        inmates=[participant.inmate_id],
        ends_on=ends_on.isoformat(),
    )


def _write(
    hours: ProtectedHours,
    write: Callable[[], object],
    by: User,
    *,
    joining: Collection[CoachingParticipant] = (),
) -> None:
    try:
        with guarded(REGIME_GUARDS):
            write()
    except GuardRefused as error:
        now, zone = clock.now(), hours.facility.zone
        bookings = affected_by_hours(hours, now=now, joining=joining)
        raise PlannedInTheWay(bookings, zone=zone, on=timezone.localdate(now, zone), by=by) from error
