"""Who is kept apart from whom, from when to when, and why."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates import guards_apart
from inmates.apart_terms import Terms
from inmates.domain.keeping_apart import Nearness, Restriction, Standing, standing
from inmates.enums import ApartPart, ApartReason, CustodyState, Housing
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

if TYPE_CHECKING:
    from inmates.models import Inmate

BY = settings.AUTH_USER_MODEL
NEAR: dict[str, Nearness | None] = {
    Housing.NONE: None,
    Housing.CELL: Nearness.SAME_CELL,
    Housing.BLOCK: Nearness.SAME_BLOCK,
}


def _days() -> Func:
    """The days of a row, the last one too; without one it goes on."""
    return Func(
        F("starts_on"), F("ends_on"), Value("[]"), function="DATERANGE", output_field=DateRangeField()
    )


def _once(name: str, condition: Q) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name,
        expressions=[
            (F("first"), RangeOperators.EQUAL),
            (F("second"), RangeOperators.EQUAL),
            (_days(), RangeOperators.OVERLAPS),
        ],
        condition=Q(closed_at=None, voided_at=None) & condition,
        violation_error_message=_("These two are kept apart already in that time."),
    )


class KeepApartQuerySet(models.QuerySet["KeepApart"]):
    """Rows by people, day and what they keep out of."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def of(self, inmate: "Inmate") -> Self:
        """All of one person, the last one first."""
        return self.filter(Q(first=inmate) | Q(second=inmate)).order_by("-starts_on", "-pk")

    def open(self) -> Self:
        """Those that nobody has closed."""
        return self.filter(closed_at=None)

    def in_force(self, on: date) -> Self:
        """Those that hold on a day."""
        return self.open().filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def not_over(self, on: date) -> Self:
        """Those that hold on a day or later."""
        return self.open().filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def over(self, on: date) -> Self:
        """Those that were closed, or whose last day has passed."""
        return self.filter(Q(closed_at__isnull=False) | Q(ends_on__lt=on))

    def on_sessions(self) -> Self:
        """Those about sessions."""
        return self.filter(sessions=True)

    def both_here(self) -> Self:
        """Those whose people are both in custody."""
        here = {"state": CustodyState.IN_CUSTODY, "voided_at": None}
        return self.filter(
            **{f"{who}__{key}": value for who in ("first", "second") for key, value in here.items()}
        )


class KeepApartManager(models.Manager["KeepApart"]):
    """Leaves out what was entered by mistake."""

    def get_queryset(self) -> KeepApartQuerySet:
        """All rows that stand."""
        return KeepApartQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class KeepApart(models.Model):
    """Two people of one facility who may not be together, in the order of their keys so that a pair is one pair.

    A row stays as it was opened until it is closed, once; opened again is another row. It outlasts a departure: whoever
    comes back is kept apart again.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="kept_apart_as_first")
    second = models.ForeignKey(
        "inmates.Inmate", on_delete=models.PROTECT, related_name="kept_apart_as_second"
    )
    first_part = models.CharField(max_length=10, choices=ApartPart, default=ApartPart.UNKNOWN)
    second_part = models.CharField(max_length=10, choices=ApartPart, default=ApartPart.UNKNOWN)
    housing = models.CharField(_("cells"), max_length=10, choices=Housing, blank=True)
    sessions = models.BooleanField(_("sessions"), default=False)
    reason = models.CharField(_("reason"), max_length=20, choices=ApartReason)
    detail = models.TextField(_("what happened"), max_length=2000, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"), null=True, blank=True)
    reopens = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="reopened_as")
    opened_by = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    closed_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True, editable=False)
    close_reason = models.CharField(max_length=500, blank=True)
    voided_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, editable=False)
    void_reason = models.CharField(max_length=500, blank=True)

    objects = KeepApartManager.from_queryset(KeepApartQuerySet)()
    all_objects = models.Manager["KeepApart"]()

    class Meta:
        base_manager_name = "all_objects"
        indexes = (
            models.Index(
                fields=("facility", "first"),
                name="keep_apart_open_first",
                condition=Q(closed_at=None, voided_at=None),
            ),
            models.Index(
                fields=("facility", "second"),
                name="keep_apart_open_second",
                condition=Q(closed_at=None, voided_at=None),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="keep_apart_is_a_pair",
                condition=Q(first__lt=F("second")),
                violation_error_message=_("Nobody is kept apart from themselves."),
            ),
            models.CheckConstraint(
                name="keep_apart_from_something",
                condition=~Q(housing="") | Q(sessions=True),
                violation_error_message=_("Say what the two are kept out of: cells, blocks or sessions."),
            ),
            models.CheckConstraint(
                name="keep_apart_ends_after_it_begins",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day lies before the first."),
            ),
            models.CheckConstraint(
                name="keep_apart_another_reason_in_words",
                condition=~Q(reason=ApartReason.OTHER) | ~Q(detail=""),
                violation_error_message=_("Say what the reason is."),
            ),
            models.CheckConstraint(
                name="keep_apart_closed_with_reason",
                condition=Q(closed_at=None, closed_by=None, close_reason="")
                | (Q(closed_at__gte=F("opened_at"), closed_by__isnull=False) & ~Q(close_reason="")),
                violation_error_message=_("Say why the two may be together again."),
            ),
            models.CheckConstraint(
                name="keep_apart_voided_with_reason",
                condition=Q(voided_at=None, voided_by=None, void_reason="")
                | (Q(voided_at__isnull=False, voided_by__isnull=False) & ~Q(void_reason="")),
                violation_error_message=_("Say what was wrong."),
            ),
            _once("keep_apart_once_from_cells", ~Q(housing="")),
            _once("keep_apart_once_from_sessions", Q(sessions=True)),
        )
        triggers = (
            guards.of_one_facility(
                "keep_apart_of_one_facility",
                {
                    "first_id": "inmates_inmate",
                    "second_id": "inmates_inmate",
                    "reopens_id": "inmates_keepapart",
                },
            ),
            guards.same_for_ever("keep_apart_stays_with_its_pair", "facility_id", "first_id", "second_id"),
            guards_apart.begins_open(),
            guards_apart.reopens_its_pair(),
            guards_apart.stays_as_opened(),
            guards_apart.waits_for_claims(),
            guards.void_for_good(),
            guards.kept("keep_apart_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.first_id} | {self.second_id}"

    @property
    def restriction(self) -> Restriction:
        """What the rules read of it."""
        return Restriction(
            self.first_id, self.second_id, NEAR[self.housing], self.sessions, self.starts_on, self.ends_on
        )

    @property
    def terms(self) -> Terms:
        """What was said of it, to say the same again."""
        return Terms(
            Housing(self.housing),
            self.sessions,
            ApartReason(self.reason),
            self.detail,
            self.starts_on,
            self.ends_on,
        )

    def standing(self, on: date) -> Standing:
        """Where it stands on a day."""
        return standing(self.starts_on, self.ends_on, is_closed=self.closed_at is not None, on=on)

    def other_than(self, inmate: "Inmate") -> "Inmate":
        """The other one of the two."""
        return self.second if self.first_id == inmate.pk else self.first
