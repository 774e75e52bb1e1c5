"""Turn a user and an id into a batch, an enrolment, a lesson or a course, or 404."""

from typing import NoReturn

from django.http import Http404

from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import current
from rutan.audit.services import Refusal
from training.models import Batch, Course, Enrolment, Lesson


def open_batch(user: User, batch_id: int) -> Batch:
    """Return a batch the user may see, of the facility that is worked for.

    :raises Http404: when out of reach or not there; both look alike, and the try is written down.
    """
    rows = Batch.objects.visible_to(user).worked_for(current().facility).counted().filter(pk=batch_id)
    found = rows.select_related("course", "facility", "instructor").first()
    return found or _refuse("training.batch", batch_id)


def open_own_batch(user: User, batch_id: int, whole: Permission = Permission.TRAINING_EDIT) -> Batch:
    """Return a batch the user may work with: any with the ``whole`` permission, else one they teach.

    :raises Http404: as ``open_batch``.
    """
    batch = open_batch(user, batch_id)
    return batch if teaches(user, batch, whole) else _refuse("training.batch", batch_id)


def open_enrolment(user: User, enrolment_id: int) -> Enrolment:
    """Return the enrolment of a person whose record the user may open.

    :raises Http404: as ``open_batch``.
    """
    rows = Enrolment.objects.visible_to(user).worked_for(current().facility).filter(pk=enrolment_id)
    found = rows.select_related(
        "inmate", "facility", "batch__course", "batch__instructor", "document"
    ).first()
    return found or _refuse("training.enrolment", enrolment_id)


def open_own_enrolment(user: User, enrolment_id: int) -> Enrolment:
    """Return an enrolment in a batch the user may work with.

    :raises Http404: as ``open_batch``.
    """
    enrolment = open_enrolment(user, enrolment_id)
    own = teaches(user, enrolment.batch, Permission.TRAINING_EDIT)
    return enrolment if own else _refuse("training.enrolment", enrolment_id)


def open_lesson(user: User, lesson_id: int) -> Lesson:
    """Return a lesson at which the user may mark attendance.

    :raises Http404: as ``open_batch``.
    """
    rows = Lesson.objects.visible_to(user).worked_for(current().facility).filter(pk=lesson_id)
    related = ("batch__course", "batch__facility", "batch__instructor", "booking__facility", "booking__room")
    found = rows.select_related(*related).first()
    if found is None or not teaches(user, found.batch, Permission.ATTENDANCE_MARK):
        _refuse("training.lesson", lesson_id)
    return found


def open_course(course_id: int) -> Course:
    """Return a course; whoever may open the page may open any.

    :raises Http404: when it is not there.
    """
    return Course.objects.filter(pk=course_id).first() or _refuse("training.course", course_id)


def teaches(user: User, batch: Batch, whole: Permission) -> bool:
    """Whether somebody may work with a batch: by a permission for all of them, or because they teach it."""
    return current().may(whole) or batch.instructor_id == user.pk


def _refuse(subject_type: str, subject_id: int) -> NoReturn:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
