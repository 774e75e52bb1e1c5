"""Courses, batches, lessons and people in them, made the way the services make them."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.utils import timezone

from rutan.accounts.permissions import Role
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models import Room
from tests.factories import accounts
from training.domain.lifecycle import BatchState
from training.models import Batch, Course
from training.services import open_batch
from training.services_enrolment import enrol
from training.services_lessons import lay_lesson

DAYS = 90


def course(*, code="BAR", name="Barista", hours=40, **fields):
    """A course; the same code again gives the same row."""
    facts = {"name": name, "hours": hours, "competence": "menyeduh dan menyajikan kopi", **fields}
    return Course.objects.get_or_create(code=code, defaults=facts)[0]


def instructor(*, facility, username="instruktur-uji"):
    """Somebody who teaches at a facility."""
    return accounts.user_with(Role.INSTRUCTOR, facility=facility, username=username)


def batch(*, facility, by=None, name="Angkatan 1", capacity=3, running=False, **fields):
    """A batch that began ten days ago and goes on for weeks, unless said otherwise."""
    today = timezone.localdate()
    facts = {
        "course": fields.pop("course", None) or course(),
        "instructor": fields.pop("instructor", None)
        or instructor(facility=facility, username=f"instruktur-{Batch.objects.count()}"),
        "starts_on": today - timedelta(days=10),
        "ends_on": today + timedelta(days=DAYS),
        **fields,
    }
    made = open_batch(
        facility=facility,
        name=name,
        capacity=capacity,
        by=by or accounts.second_person(),
        request_key=uuid4(),
        **facts,
    )
    if running:
        Batch.objects.filter(pk=made.pk).update(state=BatchState.RUNNING)
        made.refresh_from_db()
    return made


def enrolment(*, batch, inmate, by=None, **fields):
    """Somebody in a batch, or on its waiting list when it is full."""
    return enrol(batch=batch, inmate=inmate, by=by or accounts.second_person(), request_key=uuid4(), **fields)


def room(*, facility, code="R1", capacity=None):
    """A room; the same code again gives the same row."""
    facts = {"name": f"Ruang {code}", "capacity": capacity}
    return Room.objects.get_or_create(facility=facility, code=code, defaults=facts)[0]


def slot(*, days=1, hour=9, minutes=90):
    """A time of a day from today, on the clock of Java."""
    day = timezone.localdate() + timedelta(days=days)
    starts_at = timezone.make_aware(datetime.combine(day, time(hour)))
    return Slot(starts_at, starts_at + timedelta(minutes=minutes))


def lesson(*, batch, days=1, hour=9, minutes=90, by=None, room_code="R1", **fields):
    """A lesson of a batch; one in the past is laid with a reason."""
    return lay_lesson(
        batch=batch,
        room=room(facility=batch.facility, code=room_code),
        slot=slot(days=days, hour=hour, minutes=minutes),
        topic=fields.pop("topic", ""),
        by=by or accounts.second_person(),
        request_key=uuid4(),
        override_reason="Dicatat kemudian" if days <= 0 else "",
        **fields,
    )
