"""Lessons of a batch, and who was there."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import corrected_openly, same_for_ever
from rutan.timetable.enums import BookingState, LostBy
from rutan.timetable.models import Booking
from training import guards
from training.enums import Presence
from training.models_courses import Batch
from training.models_enrolment import Enrolment


class LessonQuerySet(models.QuerySet["Lesson"]):
    """Lessons by reach, batch and what became of them."""

    def visible_to(self, user: User) -> Self:
        """Those of batches the person may see."""
        return self.filter(batch__in=Batch.objects.visible_to(user).values("pk"))

    def worked_for(self, facility: Facility | None) -> Self:
        """Those of the facility somebody works for; people of an agency work for none and see those of all."""
        return self.filter(batch__facility=facility) if facility else self

    def of_batch(self, batch: Batch) -> Self:
        """Those of one batch."""
        return self.filter(batch=batch)

    def to_come(self, now: datetime) -> Self:
        """Those that are not over, nor held or cancelled."""
        states = (BookingState.DRAFT, BookingState.PUBLISHED)
        return self.filter(booking__state__in=states, booking__during__endswith__gt=now)

    def planned(self) -> Self:
        """Those of which it is not known yet what becomes of them: still to come, or not marked."""
        return self.filter(booking__state__in=(BookingState.DRAFT, BookingState.PUBLISHED))

    def held(self) -> Self:
        """Those that took place."""
        return self.filter(booking__state=BookingState.HELD)

    def by_time(self) -> Self:
        """Earliest first."""
        return self.order_by("booking__during", "pk")


@remembered
class Lesson(models.Model):
    """One lesson of a batch. Its time, room and people are its booking's."""

    booking = models.OneToOneField(Booking, on_delete=models.PROTECT, related_name="lesson")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="lessons")
    number = models.PositiveSmallIntegerField()
    topic = models.CharField(_("topic"), max_length=200, blank=True)

    objects = LessonQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("batch", "number"),
                name="lesson_number_once_a_batch",
                violation_error_message=_("The batch has a lesson of this number."),
            ),
            models.CheckConstraint(
                name="lesson_numbers_begin_at_one",
                condition=Q(number__gte=1),
                violation_error_message=_("Lessons are counted from one."),
            ),
        )
        triggers = (guards.lesson_of_one_facility(), guards.lesson_over_keeps_its_topic())

    def __str__(self) -> str:
        return self.booking.title


class LessonAttendanceQuerySet(models.QuerySet["LessonAttendance"]):
    """Marks by facility, lesson and presence."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def of_lesson(self, lesson: Lesson) -> Self:
        """Those of one lesson."""
        return self.filter(lesson=lesson)

    def at_held_lessons(self) -> Self:
        """Those of lessons that took place."""
        return self.filter(lesson__booking__state=BookingState.HELD)

    def present(self) -> Self:
        """Those who were there."""
        return self.filter(presence=Presence.PRESENT)


@remembered
class LessonAttendance(models.Model):
    """What became of one lesson for one person. Whose side it was lost on is a truth of its own beside the presence."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    lesson = models.ForeignKey(Lesson, on_delete=models.PROTECT, related_name="attendance")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="attendance")
    presence = models.CharField(max_length=10, choices=Presence)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    lost_by = models.CharField(max_length=10, choices=LostBy, default=LostBy.NONE)
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=timezone.now)
    correction = models.CharField(_("why it was corrected"), max_length=300, blank=True)

    objects = LessonAttendanceQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("lesson", "enrolment"),
                name="lesson_attendance_once_a_lesson",
                violation_error_message=_("The person is already marked for this lesson."),
            ),
            models.CheckConstraint(
                name="lesson_attendance_lost_on_a_side",
                condition=Q(presence=Presence.PRESENT, lost_by=LostBy.NONE)
                | Q(presence__in=(Presence.SICK, Presence.ABSENT), lost_by=LostBy.PERSON)
                | Q(presence=Presence.EXCUSED, lost_by__in=(LostBy.RUTAN, LostBy.PERSON)),
                violation_error_message=_("The side does not fit what was marked."),
            ),
            models.CheckConstraint(
                name="lesson_attendance_excused_with_a_reason",
                condition=~Q(presence=Presence.EXCUSED) | ~Q(reason=""),
                violation_error_message=_("Say why the person was excused."),
            ),
        )
        triggers = (
            guards.mark_of_one_batch(),
            guards.mark_of_a_lesson_held(),
            corrected_openly("lesson_attendance_tells_its_correction", "presence", "lost_by", "reason"),
            same_for_ever(
                "lesson_attendance_stays_of_its_lesson", "facility_id", "lesson_id", "enrolment_id"
            ),
        )

    def __str__(self) -> str:
        return f"{self.enrolment_id} {self.presence}"
