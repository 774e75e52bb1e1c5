"""Courses and batches."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from inmates.enums import GrantPurpose
from inmates.services_access import end_for_source, grant_to_user
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier
from rutan.timetable.enums import LostBy
from rutan.timetable.services_life import cancel_booking
from rutan.timetable.services_locks import lock_regime
from training import wording
from training.domain.lifecycle import BatchState, EnrolmentState, batch_may_become
from training.models import Batch, Course, Enrolment, Lesson
from training.refusals import TrainingRefused


@transaction.atomic
def add_course(*, facts: Mapping[str, Any], by: User, request_key: UUID) -> Course:
    """Add a course for all facilities; the same ``request_key`` again answers with the first one.

    :raises TrainingRefused: when another course has the code.
    :raises KeyUsed: when the key was used for something else.
    """
    if done := earlier(Course.objects, request_key, code=facts["code"]):
        return done
    if Course.objects.filter(code=facts["code"]).exists():
        raise TrainingRefused(wording.course_code_taken(facts["code"]))
    course = Course.objects.create(request_key=request_key, **facts)
    record(action="training.course.added", subject=course, by=by, code=course.code)
    return course


@transaction.atomic
def change_course(*, course: Course, facts: Mapping[str, Any], by: User) -> Course:
    """Change a course; certificates that were issued keep what they said."""
    locked = Course.objects.select_for_update(of=("self",)).get(pk=course.pk)
    changed = sorted(name for name, value in facts.items() if getattr(locked, name) != value)
    for name in changed:
        setattr(locked, name, facts[name])
    if changed:
        locked.save(update_fields=changed)
        record(action="training.course.changed", subject=locked, by=by, fields=changed)
    return locked


@transaction.atomic
def open_batch(
    *,
    facility: Facility,
    course: Course,
    name: str,
    capacity: int,
    instructor: User,
    starts_on: date,
    ends_on: date,
    by: User,
    request_key: UUID,
) -> Batch:
    """Plan a batch of a course; the same ``request_key`` again answers with the first one.

    :raises TrainingRefused: when the course has a batch of that name already.
    :raises KeyUsed: when the key was used for something else.
    """
    if done := earlier(Batch.objects, request_key, facility=facility, course=course, name=name):
        return done
    # Two officers may give the same name at the same moment: the course is the row they meet at.
    Course.objects.select_for_update(no_key=True).get(pk=course.pk)
    if Batch.objects.at(facility).filter(course=course, name=name).exists():
        raise TrainingRefused(wording.batch_name_taken(name))
    batch = Batch.objects.create(
        facility=facility,
        course=course,
        name=name,
        capacity=capacity,
        instructor=instructor,
        starts_on=starts_on,
        ends_on=ends_on,
        opened_by=by,
        request_key=request_key,
    )
    record(action="training.batch.opened", subject=batch, by=by, course=course.code, capacity=capacity)
    return batch


@transaction.atomic
def start_batch(*, batch: Batch, by: User) -> Batch:
    """Let a planned batch begin.

    :raises TrainingRefused: when it is not planned.
    """
    locked = locked_batch(batch)
    _move(locked, BatchState.RUNNING)
    record(action="training.batch.started", subject=locked, by=by)
    return locked


@transaction.atomic
def close_batch(*, batch: Batch, by: User) -> Batch:
    """End a running batch: whoever still waits leaves the list, and the instructor's access to its people ends.

    :raises TrainingRefused: when it is not running, or somebody in it has no result yet.
    """
    lock_regime(batch.facility)
    locked = locked_batch(batch)
    if taught := Enrolment.objects.of_batch(locked).enrolled().count():
        raise TrainingRefused(wording.still_taught(taught))
    _refuse_move(locked, BatchState.COMPLETED)
    _wind_up(locked, reason=wording.batch_is_over(), by=by)
    _move(locked, BatchState.COMPLETED)
    record(action="training.batch.closed", subject=locked, by=by)
    return locked


@transaction.atomic
def cancel_batch(*, batch: Batch, reason: str, by: User) -> Batch:
    """Call a batch off: its people are taken out of it, its lessons to come are cancelled.

    :raises TrainingRefused: when it is over already, or no reason is given.
    """
    if not reason.strip():
        raise TrainingRefused(wording.no_reason_for_cancelling())
    lock_regime(batch.facility)
    locked = locked_batch(batch)
    locked.end_reason = reason.strip()[:300]
    _refuse_move(locked, BatchState.CANCELLED)
    for lesson in Lesson.objects.of_batch(locked).to_come(clock.now()).select_related("booking__facility"):
        cancel_booking(booking=lesson.booking, reason=locked.end_reason, lost_by=LostBy.RUTAN, by=by)
    _wind_up(locked, reason=locked.end_reason, by=by)
    _move(locked, BatchState.CANCELLED)
    record(action="training.batch.cancelled", subject=locked, by=by, reason=locked.end_reason)
    return locked


def locked_batch(batch: Batch) -> Batch:
    """Lock a batch and read it anew."""
    rows = Batch.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("course", "facility", "instructor").get(pk=batch.pk)


def let_instructor_in(enrolment: Enrolment, *, by: User) -> None:
    """Open the record of somebody who has a place to whoever teaches the batch."""
    batch = enrolment.batch
    grant_to_user(
        inmate=enrolment.inmate,
        user=batch.instructor,
        source=batch.access_source,
        purpose=GrantPurpose.TRAINING,
        starts_on=clock.today(),
        by=by,
    )


def _refuse_move(batch: Batch, following: BatchState) -> None:
    state = BatchState(batch.state)
    if not batch_may_become(state, following):
        raise TrainingRefused(wording.wrong_move(state))


def _move(batch: Batch, following: BatchState) -> None:
    _refuse_move(batch, following)
    batch.state = following
    batch.save(update_fields=["state", "end_reason"])


def _wind_up(batch: Batch, *, reason: str, by: User) -> None:
    """Nobody waits or is taught any longer, and nobody reads on."""
    Enrolment.objects.of_batch(batch).live().update(
        state=EnrolmentState.WITHDRAWN, ended_on=clock.today(), ended_by=by, end_reason=reason
    )
    end_for_source(source=batch.access_source, by=by)
