"""Who has a place in a batch, who waits for one, and who leaves."""

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from inmates.models import Inmate
from inmates.services_access import end_for_source
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier
from rutan.timetable.refusals import BookingRefused
from rutan.timetable.services_life import change_people
from rutan.timetable.services_locks import lock_regime
from training import queries, queries_clashes, wording
from training.domain.enrolment import obstacles, refusing
from training.domain.lifecycle import EnrolmentState, enrolment_may_become
from training.models import Batch, Enrolment, Lesson
from training.refusals import EnrolmentRefused, TrainingRefused
from training.services import let_instructor_in, locked_batch


@dataclass(frozen=True)
class Left:
    """What a withdrawal brought about: who moved up, and who on the waiting list could not, with the reasons."""

    enrolment: Enrolment
    moved_up: Enrolment | None
    passed_over: tuple[tuple[Enrolment, list[str]], ...]


@transaction.atomic
def enrol(*, batch: Batch, inmate: Inmate, by: User, request_key: UUID) -> Enrolment:
    """Give somebody a place in a batch and in all its lessons to come; when it is full, a place on its waiting list.

    The same ``request_key`` again answers with the first enrolment.

    :raises EnrolmentRefused: with everything in the way, of the batch and of the timetable.
    :raises KeyUsed: when the key was used for something else.
    """
    if done := earlier(Enrolment.all_objects, request_key, batch=batch, inmate=inmate):
        return done
    lock_regime(batch.facility)
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    batch = locked_batch(batch)
    found = obstacles(queries.candidate_for(batch, inmate), queries.terms_of(batch))
    full = len(refusing(found)) < len(found)
    enrolment = Enrolment(
        facility=batch.facility,
        batch=batch,
        inmate=inmate,
        state=EnrolmentState.WAITING if full else EnrolmentState.ENROLLED,
        asked_at=clock.now(),
        asked_by=by,
        enrolled_on=None if full else clock.today(),
        request_key=request_key,
    )
    clashes = [] if full else queries_clashes.clashes_of(batch, inmate)
    if refusing(found) or clashes:
        raise EnrolmentRefused(refusing(found), clashes)
    enrolment.save(force_insert=True)
    if not full:
        _take_place(enrolment, by=by)
    record(action=f"training.enrolment.{enrolment.state}", subject=enrolment, by=by, batch=batch.pk)
    return enrolment


@transaction.atomic
def withdraw(*, enrolment: Enrolment, reason: str, by: User) -> Left:
    """Take somebody out of a batch or off its waiting list; the first who waits and can come moves up.

    :raises TrainingRefused: without a reason, or when the enrolment has ended.
    """
    lock_regime(enrolment.facility)
    waiting = Enrolment.objects.of_batch(enrolment.batch).live().values("inmate")
    list(Inmate.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=waiting).order_by("pk"))
    batch = locked_batch(enrolment.batch)
    ended = end_enrolment(enrolment, EnrolmentState.WITHDRAWN, reason=reason, by=by)
    end_for_source(source=batch.access_source, inmate=ended.inmate, by=by)
    record(action="training.enrolment.withdrawn", subject=ended, by=by, reason=ended.end_reason)
    passed_over: list[tuple[Enrolment, list[str]]] = []
    for candidate in list(Enrolment.objects.of_batch(batch).waiting().select_related("inmate")):
        try:
            with transaction.atomic():
                moved = _move_up(batch, candidate, by=by)
            return Left(ended, moved, tuple(passed_over))
        except EnrolmentRefused as refusal:
            passed_over.append((candidate, refusal.messages))
    return Left(ended, None, tuple(passed_over))


@transaction.atomic
def move_up(*, enrolment: Enrolment, by: User) -> Enrolment:
    """Give somebody on the waiting list a place.

    :raises EnrolmentRefused: with everything in the way, a full batch too.
    :raises TrainingRefused: when they do not wait.
    """
    lock_regime(enrolment.facility)
    Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=enrolment.inmate_id)
    batch = locked_batch(enrolment.batch)
    locked = Enrolment.objects.select_for_update(of=("self",)).select_related("inmate").get(pk=enrolment.pk)
    if locked.state != EnrolmentState.WAITING:
        raise TrainingRefused(wording.enrolment_over(locked.inmate.full_name, EnrolmentState(locked.state)))
    return _move_up(batch, locked, by=by)


def end_enrolment(enrolment: Enrolment, state: EnrolmentState, *, reason: str = "", by: User) -> Enrolment:
    """End an enrolment and free the person's time; batch and regime row are locked already.

    :raises TrainingRefused: when it has ended already, or needs a reason and has none.
    """
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("inmate", "batch__facility")
    locked = rows.select_related("batch__instructor").get(pk=enrolment.pk)
    was = EnrolmentState(locked.state)
    if not enrolment_may_become(was, state):
        raise TrainingRefused(wording.enrolment_over(locked.inmate.full_name, was))
    if state is not EnrolmentState.COMPLETED and not reason.strip():
        raise TrainingRefused(wording.reason_missing())
    locked.state, locked.end_reason = state, reason.strip()[:300]
    locked.ended_on, locked.ended_by = clock.today(), by
    locked.save(update_fields=["state", "end_reason", "ended_on", "ended_by"])
    if was is EnrolmentState.ENROLLED:
        seat_everybody(locked.batch, by=by)
    return locked


def _move_up(batch: Batch, enrolment: Enrolment, *, by: User) -> Enrolment:
    candidate = queries.candidate_for(batch, enrolment.inmate, without=enrolment)
    found, clashes = (
        obstacles(candidate, queries.terms_of(batch)),
        queries_clashes.clashes_of(batch, enrolment.inmate),
    )
    if found or clashes:
        raise EnrolmentRefused(found, clashes)
    enrolment.state, enrolment.enrolled_on = EnrolmentState.ENROLLED, clock.today()
    enrolment.save(update_fields=["state", "enrolled_on"])
    enrolment.batch = batch
    _take_place(enrolment, by=by)
    record(action="training.enrolment.moved_up", subject=enrolment, by=by, batch=batch.pk)
    return enrolment


def _take_place(enrolment: Enrolment, *, by: User) -> None:
    try:
        seat_everybody(enrolment.batch, by=by)
    except BookingRefused as refusal:  # somebody saved after we had looked
        raise EnrolmentRefused((), refusal.reasons) from refusal
    let_instructor_in(enrolment, by=by)


def seat_everybody(batch: Batch, *, by: User) -> None:
    """Let those enrolled now, and nobody else, be expected at every lesson to come."""
    lessons = Lesson.objects.of_batch(batch).to_come(clock.now()).by_time()
    for lesson in lessons.select_related("booking__facility", "booking__room"):
        _seat(lesson, batch, by=by)


def _seat(lesson: Lesson, batch: Batch, *, by: User) -> None:
    """Say anew who comes to a lesson: everybody enrolled, led by the instructor.

    Why the lesson lies where it does in spite of a soft conflict was said when it was laid, and holds for all.
    """
    change_people(
        booking=lesson.booking,
        facilitators=[batch.instructor],
        inmates=queries.people_enrolled(batch),
        by=by,
        override_reason=lesson.booking.override_reason,
    )
