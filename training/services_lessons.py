"""Lessons of a batch: laying them, and writing down who was there."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock, dates
from rutan.core.request_keys import earlier
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import ActivityKind, LostBy
from rutan.timetable.models import Room
from rutan.timetable.services import lay_booking
from rutan.timetable.services_life import hold_booking
from rutan.timetable.services_locks import lock_regime
from training import queries, wording
from training.domain.lifecycle import BatchState
from training.enums import Presence
from training.models import Batch, Enrolment, Lesson, LessonAttendance
from training.refusals import CorrectionUnexplained, TrainingRefused
from training.services import locked_batch


@dataclass(frozen=True)
class Mark:
    """What became of a lesson for one person; ``lost_by`` is asked for excused ones alone."""

    presence: Presence
    reason: str = ""
    lost_by: LostBy = LostBy.PERSON

    @property
    def side(self) -> LostBy:
        """Whose side the lesson was lost on."""
        if self.presence is Presence.PRESENT:
            return LostBy.NONE
        return self.lost_by if self.presence is Presence.EXCUSED else LostBy.PERSON


@transaction.atomic
def lay_lesson(
    *,
    batch: Batch,
    room: Room,
    slot: Slot,
    topic: str,
    by: User,
    request_key: UUID,
    override_reason: str = "",
) -> Lesson:
    """Lay a lesson into the timetable for everybody enrolled and the instructor.

    The same ``request_key`` again answers with the first one.

    :raises BookingRefused: with everything in the way and the nearest free times.
    :raises TrainingRefused: when the batch is over, or the lesson lies outside its days.
    :raises KeyUsed: when the key was used for something else.
    """
    if done := earlier(Lesson.objects, request_key, "booking__request_key", batch=batch):
        return done
    lock_regime(batch.facility)
    batch = locked_batch(batch)
    _refuse_outside(batch, slot)
    booking = lay_booking(
        facility=batch.facility,
        room=room,
        slot=slot,
        title=f"{batch.course.name} {batch.name}",
        kind=ActivityKind.TRAINING,
        facilitators=[batch.instructor],
        inmates=queries.people_enrolled(batch),
        by=by,
        request_key=request_key,
        override_reason=override_reason,
    )
    last = Lesson.objects.of_batch(batch).aggregate(last=Max("number"))["last"] or 0
    lesson = Lesson.objects.create(booking=booking, batch=batch, number=last + 1, topic=topic)
    record(action="training.lesson.laid", subject=lesson, by=by, facility=batch.facility, batch=batch.pk)
    return lesson


@transaction.atomic
def mark_lesson(
    *,
    lesson: Lesson,
    marks: Mapping[Enrolment, Mark],
    by: User,
    seen: str | None = None,
    correction: str = "",
) -> None:
    """Write down who was at a lesson that has begun; it counts as held from now on. A later marking corrects.

    :param seen: the sign of the marks the sheet was filled in on; without it whatever is stored is written over.
    :param correction: why marks that are stored already are changed; each of them keeps it.
    :raises CorrectionUnexplained: when stored marks would change and nobody says why.
    :raises TrainingRefused: when somebody who was expected is left out.
    :raises BookingLocked: when the lesson was cancelled or has not begun.
    """
    lock_regime(lesson.batch.facility)
    locked_batch(lesson.batch)
    expected, standing = queries.expected_at(lesson), queries.marks_of(lesson)
    if seen is not None and _changed_since(seen, standing, marks):
        raise TrainingRefused(wording.marked_meanwhile())
    if missing := [each.inmate.full_name for each in expected if each not in marks]:
        raise TrainingRefused(wording.unmarked(missing))
    given = {each: mark for each, mark in marks.items() if each in expected}
    if not correction.strip() and _corrected(standing, given):
        raise CorrectionUnexplained(wording.correction_unexplained(), fields=["correction"])
    hold_booking(booking=lesson.booking, by=by)
    _write(lesson, standing, given, by, correction.strip()[:300])
    facts = {"present": sum(mark.presence is Presence.PRESENT for mark in given.values()), "of": len(given)}
    record(action="training.lesson.marked", subject=lesson, by=by, facility=lesson.batch.facility, **facts)


def _write(
    lesson: Lesson,
    standing: Mapping[int, LessonAttendance],
    given: Mapping[Enrolment, Mark],
    by: User,
    correction: str,
) -> None:
    """Write the marks that say something new."""
    for enrolment, mark in given.items():
        row = standing.get(enrolment.pk)
        if row and _stored(row) == _values(mark):
            continue
        if row:
            row.correction = correction
        row = row or LessonAttendance(facility_id=enrolment.facility_id, lesson=lesson, enrolment=enrolment)
        row.presence, row.reason, row.lost_by = _values(mark)
        row.marked_by, row.marked_at = by, clock.now()
        row.save()


def _corrected(standing: Mapping[int, LessonAttendance], given: Mapping[Enrolment, Mark]) -> bool:
    """Whether somebody who is marked would be marked otherwise."""
    return any(
        _stored(standing[each.pk]) != _values(mark) for each, mark in given.items() if each.pk in standing
    )


def _stored(row: LessonAttendance) -> tuple[str, str, str]:
    return row.presence, row.reason, row.lost_by


def _values(mark: Mark) -> tuple[str, str, str]:
    return mark.presence, mark.reason[:300], mark.side


def _changed_since(
    seen: str, standing: Mapping[int, LessonAttendance], marks: Mapping[Enrolment, Mark]
) -> bool:
    """Whether other marks are stored than the sheet was filled in on, and than it would store."""
    if seen == queries.sign_of_marks(standing):
        return False
    return set(standing) != {each.pk for each in marks} or _corrected(standing, marks)


def marks_from(sheet: Mapping[Enrolment, tuple[Presence, str, LostBy]]) -> dict[Enrolment, Mark]:
    """An attendance sheet as a form gives it."""
    return {enrolment: Mark(*facts) for enrolment, facts in sheet.items()}


def _refuse_outside(batch: Batch, slot: Slot) -> None:
    if not batch.is_open:
        raise TrainingRefused(wording.wrong_move(BatchState(batch.state)))
    day = timezone.localdate(slot.starts_at, batch.facility.zone)
    if not batch.starts_on <= day <= batch.ends_on:
        raise TrainingRefused(
            wording.outside_batch(dates.long_date(batch.starts_on), dates.long_date(batch.ends_on))
        )
