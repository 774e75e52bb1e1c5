"""Periods in which sessions cannot be held."""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import DateTimeRangeField
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import same_for_ever, void_for_good
from rutan.timetable import guards
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import NotReadyReason
from rutan.timetable.models_rooms import Room
from rutan.timetable.ranges import bounded, range_of, slot_of


class NotReadyQuerySet(models.QuerySet["NotReadyPeriod"]):
    """Periods by facility and time."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def touching(self, slot: Slot) -> Self:
        """Those that overlap a slot."""
        return self.filter(during__overlap=range_of(slot))

    def not_over(self, now: datetime) -> Self:
        """Those that last or are still to come."""
        return self.filter(during__endswith__gt=now)

    def by_time(self) -> Self:
        """Earliest first."""
        return self.order_by("during", "pk")


class NotReadyManager(models.Manager["NotReadyPeriod"]):
    """Leaves out what was withdrawn."""

    def get_queryset(self) -> NotReadyQuerySet:
        """All periods that stand."""
        return NotReadyQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class NotReadyPeriod(models.Model):
    """From a time to a time the facility, or one room, cannot hold sessions; sessions lost to it are the rutan's."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="not_ready_periods")
    during = DateTimeRangeField()
    room = models.ForeignKey(
        Room,
        verbose_name=_("room"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="not_ready_periods",
    )
    reason = models.CharField(_("reason"), max_length=10, choices=NotReadyReason)
    note = models.CharField(_("note"), max_length=300, blank=True)
    declared_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    declared_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = NotReadyManager.from_queryset(NotReadyQuerySet)()
    all_objects = models.Manager["NotReadyPeriod"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (GistIndex(fields=("facility", "during"), name="not_ready_period_by_time"),)
        constraints = (
            models.CheckConstraint(
                name="not_ready_period_is_bounded",
                condition=bounded(),
                violation_error_message=_("The period ends before it starts."),
            ),
        )
        triggers = (
            same_for_ever("not_ready_stays_at_its_facility", "facility_id"),
            guards.room_of_facility("not_ready_room_of_its_facility"),
            guards.not_ready_touches_no_claim(),
            void_for_good(),
        )

    def __str__(self) -> str:
        return str(self.get_reason_display())

    @property
    def slot(self) -> Slot:
        """When it is."""
        return slot_of(self.during)
