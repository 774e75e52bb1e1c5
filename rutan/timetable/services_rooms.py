"""The facility's rooms, and the hours within which sessions are offered."""

from datetime import time
from uuid import UUID

from django.db import transaction

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier
from rutan.timetable import wording
from rutan.timetable.models import Booking, Regime, Room
from rutan.timetable.refusals import RoomRefused
from rutan.timetable.services_locks import ROOM_GUARDS, GuardRefused, guarded, lock_regime


@transaction.atomic
def ensure_regime(facility: Facility) -> Regime:
    """Return the facility's regime row, made if it is not there: without it nothing can be published."""
    return lock_regime(facility)


@transaction.atomic
def set_day(*, facility: Facility, day_starts_at_time: time, day_ends_at_time: time, by: User) -> Regime:
    """Say between which times of day sessions are offered. It refuses nothing; protected hours do."""
    regime = lock_regime(facility)
    regime.day_starts_at_time, regime.day_ends_at_time = day_starts_at_time, day_ends_at_time
    regime.save(update_fields=["day_starts_at_time", "day_ends_at_time"])
    record(action="timetable.regime.changed", subject=regime, by=by, day=str(regime))
    return regime


@transaction.atomic
def add_room(
    *, facility: Facility, code: str, name: str, capacity: int | None, by: User, request_key: UUID
) -> Room:
    """Add a room; the same ``request_key`` again answers with the first one.

    :raises RoomRefused: when another room has the code.
    :raises KeyUsed: when the key was used for something else.
    """
    if done := earlier(Room.all_objects, request_key, facility=facility, code=code):
        return done
    room = Room(facility=facility, code=code, name=name, capacity=capacity, request_key=request_key)
    return _saved(room, "timetable.room.added", by)


@transaction.atomic
def change_room(*, room: Room, code: str, name: str, capacity: int | None, by: User) -> Room:
    """Name a room anew, or count its places anew.

    :raises RoomRefused: when another room has the code.
    """
    locked = Room.objects.select_for_update(of=("self",)).get(pk=room.pk)
    locked.code, locked.name, locked.capacity = code, name, capacity
    return _saved(locked, "timetable.room.changed", by)


@transaction.atomic
def give_up_room(*, room: Room, by: User) -> None:
    """Take a room out of use; what was held in it stays as it was.

    :raises RoomRefused: while sessions are planned in it.
    """
    lock_regime(room.facility)
    planned = Booking.objects.filter(room=room).changeable().not_over(clock.now()).count()
    if planned:
        raise RoomRefused(wording.room_in_use(room.name, planned))
    Room.objects.filter(pk=room.pk).update(voided_at=clock.now(), voided_by=by)
    record(action="timetable.room.given_up", subject=room, by=by)


def _saved(room: Room, action: str, by: User) -> Room:
    try:
        with guarded(ROOM_GUARDS):
            room.save()
    except GuardRefused as error:
        raise RoomRefused(wording.room_code_taken(room.code), fields=["code"]) from error
    record(action=action, subject=room, by=by, code=room.code, capacity=room.capacity)
    return room
