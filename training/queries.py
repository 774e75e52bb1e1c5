"""Reads about batches and the people in them."""

from collections.abc import Mapping
from datetime import timedelta

from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, Sum

from inmates.enums import CustodyState
from inmates.models import Inmate
from inmates.queries_apart import apart_from, may_be_named
from rutan.core import clock
from rutan.core.seen import sign_of
from rutan.timetable.enums import BookingState, LostBy
from rutan.timetable.models import Claim
from training.domain.completion import Attended
from training.domain.enrolment import BatchTerms, Candidate
from training.domain.lifecycle import TAKE_A_PLACE, BatchState, EnrolmentState
from training.enums import Presence
from training.models import Batch, Enrolment, Lesson, LessonAttendance

RUTANS_LOSS = Q(attendance__lost_by=LostBy.RUTAN)


def candidate_for(batch: Batch, inmate: Inmate, *, without: Enrolment | None = None) -> Candidate:
    """Return what the rules ask of a person; ``without`` leaves their own place on the waiting list aside."""
    own = Enrolment.objects.of_batch(batch).filter(inmate=inmate)
    others = own.exclude(pk=without.pk) if without else own
    states = set(others.values_list("state", flat=True))
    return Candidate(
        name=inmate.full_name,
        facility_id=inmate.facility_id,
        in_custody=inmate.state == CustodyState.IN_CUSTODY,
        release_on=None if inmate.is_detainee else inmate.expires_on,
        is_waiting=EnrolmentState.WAITING in states,
        is_enrolled=bool(states & TAKE_A_PLACE),
        apart=_kept_apart_in(batch, inmate),
    )


def _kept_apart_in(batch: Batch, inmate: Inmate) -> tuple[str, ...]:
    """Who of those with a place somebody may not be with: a name each, or "" for who may not know it."""
    apart = apart_from(inmate, since=clock.today())
    if not apart:
        return ()
    there = Enrolment.objects.of_batch(batch).with_a_place().filter(inmate__in=apart)
    names = there.order_by("inmate__full_name", "pk").values_list("inmate__full_name", flat=True)
    named = may_be_named()
    return tuple(dict.fromkeys(name if named else "" for name in names))


def terms_of(batch: Batch) -> BatchTerms:
    """Return what a batch asks for and how full it is."""
    return BatchTerms(
        name=str(batch),
        facility_id=batch.facility_id,
        state=BatchState(batch.state),
        ends_on=batch.ends_on,
        capacity=batch.capacity,
        taken=Enrolment.objects.of_batch(batch).with_a_place().count(),
    )


def people_enrolled(batch: Batch) -> list[Inmate]:
    """Those who are being taught, by their keys: as bookings lock them."""
    enrolled = Enrolment.objects.of_batch(batch).enrolled().select_related("inmate").order_by("inmate_id")
    return [enrolment.inmate for enrolment in enrolled]


def expected_at(lesson: Lesson) -> list[Enrolment]:
    """The enrolments of those a lesson's booking holds, by name; whoever left since then is still among them."""
    claimed = Claim.objects.of(lesson.booking).filter(inmate__isnull=False).values("inmate")
    taught = Enrolment.objects.of_batch(lesson.batch).filter(inmate__in=claimed, enrolled_on__isnull=False)
    latest: dict[int, Enrolment] = {}
    for enrolment in taught.select_related("inmate").order_by("pk"):
        latest[enrolment.inmate_id] = enrolment
    return sorted(latest.values(), key=lambda each: (each.inmate.full_name, each.pk))


def attended(batch: Batch) -> dict[int, Attended]:
    """Return, by the key of each enrolment, at how many of the lessons held the person was present.

    A lesson that was lost on the centre's side counts for neither.
    """
    marked = Q(attendance__lesson__booking__state=BookingState.HELD) & ~RUTANS_LOSS
    counted = Enrolment.objects.of_batch(batch).annotate(
        held=Count("attendance", filter=marked),
        present=Count("attendance", filter=marked & Q(attendance__presence=Presence.PRESENT)),
    )
    rows = counted.values_list("pk", "present", "held")
    return {pk: Attended(present=present, held=held) for pk, present, held in rows}


def minutes_attended(batch: Batch) -> dict[int, int]:
    """Return, by the key of each enrolment, how many minutes the lessons took at which the person was present.

    The same lessons count as for :func:`attended`.
    """
    during = "attendance__lesson__booking__during"
    took = ExpressionWrapper(F(f"{during}__endswith") - F(f"{during}__startswith"), DurationField())
    there = Q(attendance__lesson__booking__state=BookingState.HELD, attendance__presence=Presence.PRESENT)
    rows = Enrolment.objects.of_batch(batch).annotate(took=Sum(took, filter=there & ~RUTANS_LOSS))
    return {
        pk: round(time / timedelta(minutes=1)) if time else 0 for pk, time in rows.values_list("pk", "took")
    }


def sign_of_marks(marks: Mapping[int, LessonAttendance]) -> str:
    """A sign of what is marked, for a sheet that is filled in on it."""
    return sign_of((key, row.presence, row.reason, row.lost_by) for key, row in marks.items())


def marks_of(lesson: Lesson) -> dict[int, LessonAttendance]:
    """What is marked at a lesson, by the key of the enrolment."""
    return {mark.enrolment_id: mark for mark in LessonAttendance.objects.of_lesson(lesson)}
