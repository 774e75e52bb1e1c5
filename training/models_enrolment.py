"""Who is taught."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.guards_merging import not_of_the_merged
from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import void_for_good
from rutan.letters.models import IssuedDocument
from training import guards
from training.domain.lifecycle import LIVE, NEED_A_REASON, TAKE_A_PLACE, EnrolmentState
from training.models_courses import Batch, told_of_training
from training.wording_states import ENROLMENT_STATES


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Enrolments by reach, person, batch, state and days; figures compose these."""

    def visible_to(self, user: User) -> Self:
        """Those of people whose record the person may open today, and the certificates of batches they taught.

        An agency is told of training under way as of progress, and of how it ended as of the outcome.
        """
        issued = Q(batch__instructor=user, facility__in=user.reach.facility_ids, document__isnull=False)
        return self.filter(told_of_training(user) | issued)

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def worked_for(self, facility: Facility | None) -> Self:
        """Those of the facility somebody works for; people of an agency work for none and see those of all."""
        return self.filter(facility=facility) if facility else self

    def of(self, inmate: Inmate) -> Self:
        """All of a person, newest first."""
        return self.filter(inmate=inmate).order_by("-asked_at", "-pk")

    def of_batch(self, batch: Batch) -> Self:
        """Those of one batch."""
        return self.filter(batch=batch)

    def live(self) -> Self:
        """Enrolled or waiting."""
        return self.filter(state__in=LIVE)

    def enrolled(self) -> Self:
        """Those who are being taught."""
        return self.filter(state=EnrolmentState.ENROLLED)

    def waiting(self) -> Self:
        """Those on the waiting list, in its order."""
        return self.filter(state=EnrolmentState.WAITING).order_by("asked_at", "pk")

    def with_a_place(self) -> Self:
        """Those who take up a place of the batch."""
        return self.filter(state__in=TAKE_A_PLACE)

    def completed(self) -> Self:
        """Those who completed the course."""
        return self.filter(state=EnrolmentState.COMPLETED)

    def enrolled_between(self, first: date, last: date) -> Self:
        """Those who got their place on a day of a period, both ends included, whatever became of them."""
        return self.filter(enrolled_on__range=(first, last))

    def ended_between(self, first: date, last: date) -> Self:
        """Those that ended on a day of a period, both ends included."""
        return self.filter(ended_on__range=(first, last))

    def by_name(self) -> Self:
        """In the order of a list of people."""
        return self.order_by("inmate__full_name", "pk")


class EnrolmentManager(models.Manager["Enrolment"]):
    """Leaves out what was entered by mistake."""

    def get_queryset(self) -> EnrolmentQuerySet:
        """All enrolments that stand."""
        return EnrolmentQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class Enrolment(models.Model):
    """A person in a batch: on its waiting list, enrolled, and what came of it.

    Who asked earlier stands earlier on the waiting list. ``enrolled_on`` is the day the place was given.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="enrolments")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(
        max_length=10, choices=[(state.value, words) for state, words in ENROLMENT_STATES.items()]
    )
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    enrolled_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    end_reason = models.CharField(max_length=300, blank=True)
    document = models.OneToOneField(
        IssuedDocument, null=True, on_delete=models.PROTECT, related_name="enrolment"
    )
    request_key = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = EnrolmentManager.from_queryset(EnrolmentQuerySet)()
    all_objects = models.Manager["Enrolment"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (
            models.Index(fields=("batch", "state", "asked_at"), name="enrolment_by_batch"),
            models.Index(fields=("facility", "state", "ended_on"), name="enrolment_by_end"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("batch", "inmate"),
                condition=Q(voided_at=None) & ~Q(state=EnrolmentState.WITHDRAWN),
                name="enrolment_once_a_batch",
                violation_error_message=_("The person is in this batch already."),
            ),
            models.CheckConstraint(
                name="enrolment_ends_on_a_day",
                condition=Q(state__in=LIVE, ended_on=None, ended_by=None)
                | (~Q(state__in=LIVE) & Q(ended_on__isnull=False, ended_by__isnull=False)),
                violation_error_message=_("An enrolment that ended has a day and a name."),
            ),
            models.CheckConstraint(
                name="enrolment_place_given_on_a_day",
                condition=~Q(state__in=TAKE_A_PLACE) | Q(enrolled_on__isnull=False),
                violation_error_message=_("It is not written down when the place was given."),
            ),
            models.CheckConstraint(
                name="enrolment_ended_with_reason",
                condition=(Q(state__in=NEED_A_REASON) & ~Q(end_reason=""))
                | (~Q(state__in=NEED_A_REASON) & Q(end_reason="")),
                violation_error_message=_("Say why the person leaves the batch."),
            ),
            models.CheckConstraint(
                name="enrolment_certificate_for_the_completed",
                condition=Q(document=None) | Q(state=EnrolmentState.COMPLETED),
                violation_error_message=_("Only who has completed the course has a certificate."),
            ),
        )
        triggers = (
            guards.enrolment_of_one_facility(),
            guards.enrolment_begins(),
            guards.enrolment_certificate_of_its_own(),
            guards.enrolment_lives(),
            guards.within_capacity(),
            void_for_good(),
            not_of_the_merged("enrolment_never_of_the_merged"),
        )

    def __str__(self) -> str:
        return f"{self.inmate} · {self.batch}"

    @property
    def is_live(self) -> bool:
        """Whether the person waits or is being taught."""
        return self.state in LIVE

    @property
    def is_waiting(self) -> bool:
        """Whether the person waits for a place."""
        return self.state == EnrolmentState.WAITING
