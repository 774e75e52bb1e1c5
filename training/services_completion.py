"""Completing a course: the attendance rule, the numbered certificate."""

from collections.abc import Collection
from dataclasses import replace
from uuid import uuid5

from django.db import transaction

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.letters.enums import DocumentKind, FactKind
from rutan.letters.paper import Paper
from rutan.letters.services import issue
from rutan.timetable.services_locks import lock_regime
from training import queries, wording
from training.domain.completion import Attended, lacks_attendance
from training.domain.lifecycle import EnrolmentState
from training.models import Batch, Enrolment, Lesson
from training.refusals import TrainingRefused
from training.services import locked_batch
from training.services_enrolment import end_enrolment

CERTIFICATE = "training/papers/certificate.typ"


@transaction.atomic
def complete(*, batch: Batch, enrolments: Collection[Enrolment], by: User) -> list[Enrolment]:
    """Let people of a batch complete its course, each with a numbered certificate; all of them or nobody.

    :raises TrainingRefused: naming everybody who was there too seldom or has a result already.
    :raises LetterRefused: when nobody signs, or certificates have no letter code.
    """
    lock_regime(batch.facility)
    people = {enrolment.inmate_id for enrolment in enrolments}
    list(Inmate.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=people).order_by("pk"))
    batch = locked_batch(batch)
    asked = Enrolment.objects.of_batch(batch).filter(pk__in=[enrolment.pk for enrolment in enrolments])
    chosen = list(asked.select_related("inmate").by_name())
    attended = queries.attended(batch)
    if ahead := Lesson.objects.of_batch(batch).planned().count():
        raise TrainingRefused(wording.lessons_ahead(ahead))
    if refused := _too_seldom(batch, chosen, attended):
        raise TrainingRefused(*refused)
    minutes = queries.minutes_attended(batch)
    return [
        _complete(batch, enrolment, replace(attended[enrolment.pk], minutes=minutes[enrolment.pk]), by=by)
        for enrolment in chosen
    ]


@transaction.atomic
def fail(*, enrolment: Enrolment, reason: str, by: User) -> Enrolment:
    """Say that somebody has not completed the course.

    :raises TrainingRefused: without a reason, or when they are not being taught.
    """
    lock_regime(enrolment.facility)
    Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=enrolment.inmate_id)
    locked_batch(enrolment.batch)
    failed = end_enrolment(enrolment, EnrolmentState.FAILED, reason=reason, by=by)
    record(action="training.enrolment.failed", subject=failed, by=by, reason=failed.end_reason)
    return failed


def _too_seldom(batch: Batch, chosen: list[Enrolment], attended: dict[int, Attended]) -> list[str]:
    needed = batch.course.attendance_percent
    return [
        wording.too_seldom(
            enrolment.inmate.full_name,
            percent=attended[enrolment.pk].percent,
            needed=needed,
            held=attended[enrolment.pk].held,
        )
        for enrolment in chosen
        if lacks_attendance(attended[enrolment.pk], needed_percent=needed)
    ]


def _complete(batch: Batch, enrolment: Enrolment, attended: Attended, *, by: User) -> Enrolment:
    ended = end_enrolment(enrolment, EnrolmentState.COMPLETED, by=by)
    ended.document = issue(
        paper=certificate_of(batch, ended, attended),
        facility=batch.facility,
        on=clock.today(),
        by=by,
        request_key=uuid5(enrolment.request_key, "certificate"),
    )
    ended.save(update_fields=["document"])
    record(action="training.enrolment.completed", subject=ended, by=by, certificate=ended.document.number)
    return ended


def certificate_of(batch: Batch, enrolment: Enrolment, attended: Attended) -> Paper:
    """Return what a certificate says: the name, the course, what it enables to, its days, and what of it was attended.

    The hours of the course are those of its plan and called so; the time attended is that of the lessons at which the
    person was marked present.
    """
    name, course = enrolment.inmate.full_name, batch.course
    period = f"{batch.starts_on.isoformat()}/{batch.ends_on.isoformat()}"
    body = {
        "name": name,
        "course": course.name,
        "batch": batch.name,
        "hours": course.hours,
        "competence": course.competence,
        "starts_on": batch.starts_on.isoformat(),
        "ends_on": batch.ends_on.isoformat(),
        "attendance_percent": attended.percent,
        "attended": {"present": attended.present, "held": attended.held, "minutes": attended.minutes},
    }
    facts = (
        (FactKind.COURSE, course.name),
        (FactKind.HOURS, str(course.hours)),
        (FactKind.ATTENDED, str(attended.minutes)),
        (FactKind.PERIOD, period),
    )
    return Paper(
        kind=DocumentKind.TRAINING_CERTIFICATE,
        template=CERTIFICATE,
        body=body,
        printed_name=name,
        facts=facts,
    )
