"""Where people are: the dated history of their cell places, and their absences from the facility.

The present place is also on the person's own row, where lists read it; a trigger compares both at commit.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates import guards as own_guards
from inmates.enums import AbsenceKind
from inmates.guards_merging import not_of_the_merged
from inmates.models_places import Cell
from inmates.models_stays import Stay
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

if TYPE_CHECKING:
    from inmates.models import Inmate

BY = settings.AUTH_USER_MODEL


def time_between(start: str, end: str) -> Func:
    """The time from one column to another, which is free for the next row."""
    return Func(F(start), F(end), Value("[)"), function="TSTZRANGE", output_field=DateTimeRangeField())


class CellPlaceQuerySet(models.QuerySet["CellPlace"]):
    """Places by person and time."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def of(self, inmate: "Inmate") -> Self:
        """All of a person, the last one first."""
        return self.of_rows([inmate.pk])

    def of_rows(self, keys: Sequence[int]) -> Self:
        """Those of the rows of a person, the last one first, without stays that were set aside."""
        return self.filter(inmate__in=keys, stay__merge=None).order_by("-starts_at", "-pk")

    def open(self) -> Self:
        """Where people are kept now."""
        return self.filter(ends_at=None)

    def before(self, moment: datetime) -> Self:
        """Where people were kept right before a moment."""
        return self.filter(Q(ends_at=None) | Q(ends_at__gte=moment), starts_at__lt=moment)


class CellPlaceManager(models.Manager["CellPlace"]):
    """Leaves out moves that were undone."""

    def get_queryset(self) -> CellPlaceQuerySet:
        """All places that stand."""
        return CellPlaceQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class CellPlace(models.Model):
    """The time somebody is kept in one cell, within one stay; a move ends one and begins the next."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="places")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="places")
    cell = models.ForeignKey(Cell, on_delete=models.PROTECT, related_name="places")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    recorded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = CellPlaceManager.from_queryset(CellPlaceQuerySet)()
    all_objects = models.Manager["CellPlace"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (
            models.Index(
                fields=("facility", "cell"),
                name="cell_place_open",
                condition=Q(ends_at=None, voided_at=None),
            ),
            models.Index(fields=("facility", "starts_at"), name="cell_place_by_time"),
        )
        constraints = (
            models.CheckConstraint(
                name="cell_place_ends_after_it_begins",
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                violation_error_message=_("Nobody leaves a cell before coming into it."),
            ),
            models.UniqueConstraint(
                fields=("inmate",),
                condition=Q(ends_at=None, voided_at=None),
                name="cell_place_one_at_a_time",
                violation_error_message=_("The person has a cell already."),
            ),
            ExclusionConstraint(
                name="cell_place_never_two_at_once",
                expressions=[
                    (F("inmate"), RangeOperators.EQUAL),
                    (time_between("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message=_("The person was in another cell at that time."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "cell_place_of_one_facility",
                {"inmate_id": "inmates_inmate", "stay_id": "inmates_stay", "cell_id": "inmates_cell"},
            ),
            guards.not_if("cell_place_of_the_person_of_its_stay", own_guards.OTHER_PERSON),
            guards.not_if(
                "cell_place_is_in_a_cell_in_use", own_guards.CELL_IS_CLOSED, only=own_guards.IS_OPEN
            ),
            own_guards.only_its_end("cell_place_stays_as_written", "ends_at"),
            guards.kept("cell_place_is_kept"),
            not_of_the_merged("cell_place_never_of_the_merged"),
            own_guards.cell_is_the_open_place("new.inmate_id"),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.cell_id} {self.starts_at:%Y-%m-%d}"


class AbsenceQuerySet(models.QuerySet["Absence"]):
    """Absences by person and time."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def of(self, inmate: "Inmate") -> Self:
        """All of a person, the last one first."""
        return self.of_rows([inmate.pk])

    def of_rows(self, keys: Sequence[int]) -> Self:
        """Those of the rows of a person, the last one first, without stays that were set aside."""
        return self.filter(inmate__in=keys, stay__merge=None).order_by("-left_at", "-pk")

    def open(self) -> Self:
        """Of those who are away now."""
        return self.filter(back_at=None)

    def before(self, moment: datetime) -> Self:
        """Of those who were away right before a moment."""
        return self.filter(Q(back_at=None) | Q(back_at__gte=moment), left_at__lt=moment)

    def overdue(self, moment: datetime) -> Self:
        """Of those who should have been back before a moment and are not."""
        return self.open().filter(expected_at__lt=moment)


class AbsenceManager(models.Manager["Absence"]):
    """Leaves out what was entered by mistake."""

    def get_queryset(self) -> AbsenceQuerySet:
        """All absences that stand."""
        return AbsenceQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class Absence(models.Model):
    """Somebody is taken out of the facility and comes back: hospital, court, another escorted absence.

    The place in the cell stays theirs meanwhile.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="absences")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="absences")
    kind = models.CharField(_("why"), max_length=12, choices=AbsenceKind)
    destination = models.CharField(_("where to"), max_length=200)
    letter_number = models.CharField(_("number of the letter"), max_length=100, blank=True)
    left_at = models.DateTimeField(_("left"))
    expected_at = models.DateTimeField(_("expected back"), null=True, blank=True)
    back_at = models.DateTimeField(_("came back"), null=True, blank=True)
    recorded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)
    back_recorded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = AbsenceManager.from_queryset(AbsenceQuerySet)()
    all_objects = models.Manager["Absence"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (
            models.Index(
                fields=("facility", "left_at"), name="absence_open", condition=Q(back_at=None, voided_at=None)
            ),
            models.Index(fields=("facility", "back_at"), name="absence_by_time"),
        )
        constraints = (
            models.CheckConstraint(
                name="absence_ends_after_it_begins",
                condition=Q(back_at=None) | Q(back_at__gte=F("left_at")),
                violation_error_message=_("Nobody comes back before leaving."),
            ),
            models.CheckConstraint(
                name="absence_is_expected_back_later",
                condition=Q(expected_at=None) | Q(expected_at__gte=F("left_at")),
                violation_error_message=_("The expected return lies before the leaving."),
            ),
            models.UniqueConstraint(
                fields=("inmate",),
                condition=Q(back_at=None, voided_at=None),
                name="absence_one_at_a_time",
                violation_error_message=_("The person is away already."),
            ),
            ExclusionConstraint(
                name="absence_never_two_at_once",
                expressions=[
                    (F("inmate"), RangeOperators.EQUAL),
                    (time_between("left_at", "back_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(voided_at=None),
                violation_error_message=_("The person was away at that time already."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "absence_of_one_facility", {"inmate_id": "inmates_inmate", "stay_id": "inmates_stay"}
            ),
            guards.not_if("absence_of_the_person_of_its_stay", own_guards.OTHER_PERSON),
            own_guards.only_its_end("absence_stays_as_written", "back_at", "back_recorded_by_id"),
            guards.kept("absence_is_kept"),
            not_of_the_merged("absence_never_of_the_merged"),
            own_guards.cell_is_the_open_place("new.inmate_id"),
            guards.void_for_good(),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.left_at:%Y-%m-%d}"
