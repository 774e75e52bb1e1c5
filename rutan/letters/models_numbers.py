"""Where the numbers of letters come from."""

from datetime import date
from typing import Self

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.letters.domain.numbers import DEFAULT_PATTERN, PATTERN
from rutan.letters.enums import DocumentKind


def days_of_validity() -> Func:
    """Return the days from ``starts_on`` to ``ends_on``, both included, as a range."""
    return Func(
        F("starts_on"), F("ends_on"), Value("[]"), function="DATERANGE", output_field=DateRangeField()
    )


class LetterCodeQuerySet(models.QuerySet["LetterCode"]):
    """Letter codes by validity."""

    def valid(self, *, on: date) -> Self:
        """Those in force on a day."""
        return self.filter(Q(ends_on=None) | Q(ends_on__gte=on), starts_on__lte=on)

    def reaching(self, facility: Facility) -> Self:
        """The facility's own and those of all facilities, its own first."""
        found = self.filter(Q(facility=facility) | Q(facility=None))
        return found.order_by(F("facility").asc(nulls_last=True), "pk")


@remembered
class LetterCode(models.Model):
    """Which classification and which pattern the numbers of one kind of paper have, from–to.

    Without a facility it holds for all that have none of their own.
    """

    facility = models.ForeignKey(Facility, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=30, choices=DocumentKind)
    classification = models.CharField(max_length=20)
    pattern = models.CharField(max_length=80, default=DEFAULT_PATTERN)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    objects = LetterCodeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="letter_code_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The letter code ends before it starts."),
            ),
            models.CheckConstraint(
                name="letter_code_pattern_holds_the_number",
                condition=Q(pattern__regex=PATTERN),
                violation_error_message=_("The pattern of a letter's number holds the running number."),
            ),
            ExclusionConstraint(
                name="letter_code_one_at_a_time",
                expressions=[
                    (Coalesce("facility", Value(0, models.BigIntegerField())), RangeOperators.EQUAL),
                    (F("kind"), RangeOperators.EQUAL),
                    (days_of_validity(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This kind of paper has another letter code at that time."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.classification}"


class NumberSeries(models.Model):
    """The running number of one classification in one year: locked by whoever issues, so that none is left out."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    classification = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects = models.Manager["NumberSeries"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "classification", "year"),
                name="number_series_once_a_year",
                violation_error_message=_("The numbers of this classification and year are counted already."),
            ),
        )
        triggers = (
            guards.same_for_ever(
                "number_series_stays_what_it_counts", "facility_id", "classification", "year"
            ),
            # A number that was given is never given again, and none is left out.
            guards.not_if(
                "number_series_counts_on",
                "new.last not in (old.last, old.last + 1)",
                on=pgtrigger.Update,
            ),
            guards.kept("number_series_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.classification} {self.year}: {self.last}"
