"""Hours of the day that are kept free: roll calls, prayers, meals, coaching programmes."""

from datetime import date
from typing import Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from inmates.models import Inmate
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core.guards import same_for_ever, void_for_good
from rutan.timetable import guards
from rutan.timetable.enums import Binds, HoursKind, Weekday
from rutan.timetable.models_rooms import Room


class ProtectedHoursQuerySet(models.QuerySet["ProtectedHours"]):
    """Protected hours by facility and days."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def touching(self, first: date, last: date) -> Self:
        """Those in force on any day from ``first`` to ``last``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)

    def by_time(self) -> Self:
        """In the order of the day."""
        return self.order_by("starts_at_time", "pk")


class ProtectedHoursManager(models.Manager["ProtectedHours"]):
    """Leaves out what was withdrawn."""

    def get_queryset(self) -> ProtectedHoursQuerySet:
        """All hours that stand."""
        return ProtectedHoursQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class ProtectedHours(models.Model):
    """Hours kept free on some weekdays (0 is Monday), from ``starts_on`` to ``ends_on``, both included.

    Hours that end at or before their start reach into the next day and belong to the day on which they start. With a
    room, hours for everybody bind that room only; hours for participants bind these wherever they are, and the room
    for everybody else. Hard ones are guarded by the database, the others by the checker alone.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="protected_hours")
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=HoursKind)
    hard = models.BooleanField(_("no session may be held then"), default=True)
    weekdays = ArrayField(models.PositiveSmallIntegerField(choices=Weekday), verbose_name=_("weekdays"))
    starts_at_time = models.TimeField(_("from"))
    ends_at_time = models.TimeField(_("until"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    room = models.ForeignKey(
        Room, verbose_name=_("room"), null=True, blank=True, on_delete=models.PROTECT, related_name="hours"
    )
    binds = models.CharField(_("binds"), max_length=12, choices=Binds, default=Binds.EVERYONE)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ProtectedHoursManager.from_queryset(ProtectedHoursQuerySet)()
    all_objects = models.Manager["ProtectedHours"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (models.Index(fields=("facility", "starts_at_time"), name="protected_hours_by_time"),)
        constraints = (
            models.CheckConstraint(
                name="hours_on_known_weekdays",
                condition=Q(weekdays__len__gt=0) & Q(weekdays__contained_by=[int(day) for day in Weekday]),
                violation_error_message=_("Choose at least one weekday."),
            ),
            models.CheckConstraint(
                name="hours_end_after_they_start",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is before the first."),
            ),
        )
        triggers = (
            same_for_ever("hours_stay_at_their_facility", "facility_id"),
            guards.room_of_facility("hours_room_of_their_facility"),
            guards.hours_touch_no_claim(),
            void_for_good(),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def for_participants(self) -> bool:
        """Whether they bind only those who take part."""
        return self.binds == Binds.PARTICIPANTS

    @property
    def every_day(self) -> bool:
        """Whether they hold on all weekdays."""
        return len(self.weekdays) == len(Weekday)

    @property
    def days_in_words(self) -> list[str]:
        """The weekdays, Monday first."""
        return [str(Weekday(day).label) for day in self.weekdays]


class ParticipantQuerySet(models.QuerySet["CoachingParticipant"]):
    """Who takes part in coaching."""

    def of(self, hours: ProtectedHours) -> Self:
        """Those of one programme."""
        return self.filter(hours=hours)

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def touching(self, first: date, last: date) -> Self:
        """Those who take part on any day from ``first`` to ``last``."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=first), starts_on__lte=last)


class ParticipantManager(models.Manager["CoachingParticipant"]):
    """Leaves out what was withdrawn."""

    def get_queryset(self) -> ParticipantQuerySet:
        """All rows that stand."""
        return ParticipantQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class CoachingParticipant(models.Model):
    """Somebody who takes part in a coaching programme, first and last day included."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    hours = models.ForeignKey(ProtectedHours, on_delete=models.PROTECT, related_name="participants")
    inmate = models.ForeignKey(Inmate, on_delete=models.PROTECT, related_name="coaching")
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = ParticipantManager.from_queryset(ParticipantQuerySet)()
    all_objects = models.Manager["CoachingParticipant"]()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.CheckConstraint(
                name="participant_ends_after_starting",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day is before the first."),
            ),
            ExclusionConstraint(
                name="participant_once_at_a_time",
                expressions=[
                    (F("hours"), RangeOperators.EQUAL),
                    (F("inmate"), RangeOperators.EQUAL),
                    (
                        Func(
                            F("starts_on"),
                            F("ends_on"),
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(voided_at=None),
                violation_error_message=_("The person already takes part at that time."),
            ),
        )
        triggers = (
            same_for_ever("participant_stays_in_the_programme", "facility_id", "hours_id", "inmate_id"),
            guards.participant_of_facility(),
            guards.participant_touches_no_claim(),
            void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.inmate} – {self.hours}"
