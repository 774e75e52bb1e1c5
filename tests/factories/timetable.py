"""Rooms, protected hours and sessions for tests, made by the services as people make them; days lie ahead of today."""

import uuid
from datetime import datetime, time, timedelta

from django.utils import timezone

from rutan.timetable import services, services_hours, services_life, services_readiness, services_rooms
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import ActivityKind, Binds, HoursKind, LostBy, NotReadyReason
from rutan.timetable.models import Room
from tests.factories import accounts


def monday():
    """The Monday of the week after next: far enough from today for anything to be planned."""
    today = timezone.localdate()
    return today - timedelta(days=today.weekday()) + timedelta(weeks=2)


def slot(starts="08.00", ends="09.30", *, facility=None, day=0, on=None):
    """A slot of that Monday, or ``day`` days later, on the wall clock of a facility."""
    zone = (facility or accounts.facility()).zone
    date = on or monday() + timedelta(days=day)
    return Slot(*(datetime.combine(date, clock(text), tzinfo=zone) for text in (starts, ends)))


def clock(text):
    """ "08.30"."""
    return time(*map(int, text.split(".")))


def room(*, facility, code="RK1", name=None, capacity=12, by=None):
    """A room; the same code again gives the same row."""
    return Room.objects.filter(facility=facility, code=code).first() or services_rooms.add_room(
        facility=facility,
        code=code,
        name=name or f"Ruang {code}",
        capacity=capacity,
        by=by or accounts.second_person(),
        request_key=uuid.uuid4(),
    )


def hours(starts="07.00", ends="07.30", *, facility, name="Apel pagi", inmates=(), **fields):
    """Protected hours, hard and for everybody every day unless said; with ``inmates`` a coaching programme of theirs."""
    facts = {"kind": HoursKind.ROLL_CALL, "hard": True, "weekdays": range(7), "starts_on": accounts.LONG_AGO}
    if inmates:
        facts |= {"kind": HoursKind.COACHING, "binds": Binds.PARTICIPANTS}
    by = fields.pop("by", None) or accounts.second_person()
    kept = services_hours.protect_hours(
        facility=facility,
        name=name,
        starts_at_time=clock(starts),
        ends_at_time=clock(ends),
        by=by,
        **(facts | fields),
    )
    services_hours.add_participants(hours=kept, inmates=inmates, starts_on=accounts.LONG_AGO, by=by)
    return kept


def booking(*, facility, room, when=None, inmates=(), facilitators=(), **fields):
    """A published session; with ``publish=False`` a draft."""
    facts = {"title": "Kelompok 2", "kind": ActivityKind.OTHER, "request_key": uuid.uuid4()}
    return services.lay_booking(
        facility=facility,
        room=room,
        slot=when or slot(facility=facility),
        facilitators=facilitators,
        inmates=inmates,
        by=fields.pop("by", None) or accounts.second_person(),
        **(facts | fields),
    )


def past_booking(*, facility, room, when=None, **fields):
    """A session of last week, entered afterwards with a reason."""
    when = when or slot(facility=facility, day=-21)
    return booking(facility=facility, room=room, when=when, override_reason="Dicatat kemudian", **fields)


def held(booking, *, by=None):
    """Mark a session as held."""
    return services_life.hold_booking(booking=booking, by=by or accounts.second_person())


def cancelled(booking, *, reason="Petugas dipanggil", lost_by=LostBy.RUTAN, by=None):
    """Call a session off."""
    return services_life.cancel_booking(
        booking=booking, reason=reason, lost_by=lost_by, by=by or accounts.second_person()
    )


def not_ready(*, facility, when, room=None, reason=NotReadyReason.UTILITIES, **fields):
    """A period in which sessions cannot be held."""
    return services_readiness.declare_not_ready(
        facility=facility,
        slot=when,
        room=room,
        reason=reason,
        by=fields.pop("by", None) or accounts.second_person(),
        request_key=fields.pop("request_key", None) or uuid.uuid4(),
        **fields,
    )
