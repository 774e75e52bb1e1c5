"""What is taught, and the batches in which it is."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Self

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count, F, Q
from django.utils.translation import gettext_lazy as _

from inmates.enums import ConsentSubject
from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import same_for_ever
from training import guards
from training.domain.lifecycle import LIVE, OPEN_BATCHES, TAKE_A_PLACE, BatchState, EnrolmentState
from training.wording_states import BATCH_STATES


class CourseQuerySet(models.QuerySet["Course"]):
    """Courses by whether they are taught."""

    def taught(self) -> Self:
        """Those that new batches may be opened of."""
        return self.filter(is_taught=True)

    def taught_first(self) -> Self:
        """In the order of a list."""
        return self.order_by("-is_taught", "name", "pk")


@remembered
class Course(models.Model):
    """A course of skills training, the same for all facilities. One that is no longer taught is kept."""

    code = models.CharField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=150)
    description = models.TextField(_("description"), blank=True)
    hours = models.PositiveSmallIntegerField(
        _("hours"), validators=[MinValueValidator(1)], help_text=_("Teaching hours, as the certificate says.")
    )
    competence = models.TextField(
        _("competence"), help_text=_("What somebody can do afterwards; it stands on the certificate.")
    )
    attendance_percent = models.PositiveSmallIntegerField(
        _("attendance needed, percent"),
        default=80,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
        help_text=_("Share of the lessons held at which somebody must have been present."),
    )
    is_taught = models.BooleanField(_("is taught"), default=True)
    request_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="course_has_hours",
                condition=Q(hours__gte=1),
                violation_error_message=_("A course has at least one hour."),
            ),
            models.CheckConstraint(
                name="course_asks_for_a_share",
                condition=Q(attendance_percent__lte=100),
                violation_error_message=_("The attendance needed lies between 0 and 100 percent."),
            ),
        )

    def __str__(self) -> str:
        return self.name


def told_of_training(user: User, way: str = "") -> Q:
    """Enrolments of which the person may know: those under way as progress, those that ended as the outcome.

    :param way: how an enrolment is reached from the rows that are filtered.
    """

    def of(subject: ConsentSubject, states: Iterable[EnrolmentState]) -> Q:
        people = Inmate.objects.told_to(user, subject).values("pk")
        return Q(**{f"{way}inmate__in": people, f"{way}state__in": tuple(states)})

    ended = set(EnrolmentState) - set(LIVE)
    return of(ConsentSubject.PROGRESS, LIVE) | of(ConsentSubject.OUTCOME, sorted(ended))


class BatchQuerySet(models.QuerySet["Batch"]):
    """Batches by reach, facility, state and days."""

    def visible_to(self, user: User) -> Self:
        """Those of whole facilities, those one teaches, and those in which somebody is of whom one may be told that."""
        theirs = Batch.objects.filter(told_of_training(user, "enrolments__"), enrolments__voided_at=None)
        return self.filter(
            Q(facility__in=user.reach.whole_facility_ids)
            | Q(instructor=user, facility__in=user.reach.facility_ids)
            | Q(pk__in=theirs.values("pk"))
        )

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def worked_for(self, facility: Facility | None) -> Self:
        """Those of the facility somebody works for; people of an agency work for none and see those of all."""
        return self.filter(facility=facility) if facility else self

    def taught_by(self, user: User) -> Self:
        """Those a person teaches."""
        return self.filter(instructor=user)

    def open(self) -> Self:
        """Planned or running: somebody may still be enrolled."""
        return self.filter(state__in=OPEN_BATCHES)

    def ended(self) -> Self:
        """Finished or called off."""
        return self.exclude(state__in=OPEN_BATCHES)

    def running(self) -> Self:
        """Those that are being taught."""
        return self.filter(state=BatchState.RUNNING)

    def taught_within(self, first: date, last: date) -> Self:
        """Those that began and whose days touch a period, both ends included."""
        began = (BatchState.RUNNING, BatchState.COMPLETED)
        return self.filter(state__in=began, starts_on__lte=last, ends_on__gte=first)

    def counted(self) -> Self:
        """With ``taken`` places and how many are ``waiting``."""
        stands = Q(enrolments__voided_at=None)
        return self.annotate(
            taken=Count("enrolments", filter=stands & Q(enrolments__state__in=TAKE_A_PLACE)),
            waiting=Count("enrolments", filter=stands & Q(enrolments__state=EnrolmentState.WAITING)),
        )

    def newest_first(self) -> Self:
        """In the order of a list."""
        return self.order_by("-starts_on", "-pk")


@remembered
class Batch(models.Model):
    """People who are taught a course together, by one instructor, from–to."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="batches")
    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.PROTECT, related_name="batches"
    )
    name = models.CharField(_("name"), max_length=100)
    capacity = models.PositiveSmallIntegerField(_("places"))
    instructor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("instructor"),
        on_delete=models.PROTECT,
        related_name="taught_batches",
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    state = models.CharField(
        max_length=10,
        choices=[(state.value, words) for state, words in BATCH_STATES.items()],
        default=BatchState.PLANNED,
    )
    end_reason = models.CharField(max_length=300, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    objects = BatchQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("facility", "state", "starts_on"), name="batch_by_state"),)
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "course", "name"),
                name="batch_name_once_a_course",
                violation_error_message=_("This course has a batch of this name already."),
            ),
            models.CheckConstraint(
                name="batch_has_places",
                condition=Q(capacity__gte=1),
                violation_error_message=_("A batch has at least one place."),
            ),
            models.CheckConstraint(
                name="batch_ends_after_it_starts",
                condition=Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The batch ends before it starts."),
            ),
            models.CheckConstraint(
                name="batch_cancelled_with_reason",
                condition=~Q(state=BatchState.CANCELLED) | ~Q(end_reason=""),
                violation_error_message=_("Say why the batch is called off."),
            ),
        )
        triggers = (
            guards.batch_begins_planned(),
            guards.batch_lives(),
            guards.batch_over_teaches_nobody(),
            same_for_ever("batch_stays_what_it_is", "instructor_id", "opened_by_id", "request_key"),
        )

    def __str__(self) -> str:
        return f"{self.course} {self.name}"

    @property
    def access_source(self) -> str:
        """What the instructor's access to the people of the batch is named after."""
        return f"batch:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether somebody may still be enrolled."""
        return self.state in OPEN_BATCHES
