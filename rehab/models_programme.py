"""Programme templates: what a tier's track holds. Reference data that never changes; a new one is a new edition."""

from collections.abc import Iterable
from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rehab import wording
from rehab.domain.programme import LONGEST, MOST_DAYS, MOST_SESSIONS, SHORTEST
from rehab.domain.tiers import Tier

TIERS = tuple((tier.value, words) for tier, words in wording.TIERS.items())
SESSION_TYPES = tuple((kind.value, words) for kind, words in wording.SESSION_TYPES.items())


def never_changes(name: str) -> pgtrigger.Protect:
    """Refuse every change and deletion, the owner's too."""
    return pgtrigger.Protect(name=name, operation=pgtrigger.Update | pgtrigger.Delete)


class ProgrammeEditionQuerySet(models.QuerySet["ProgrammeEdition"]):
    """Editions by validity and tier."""

    def valid(self, on: date) -> Self:
        """Those that may be used on a day, also the ones a newer edition has followed."""
        return self.filter(valid_from__lte=on)

    def in_force(self, on: date) -> Self:
        """The newest edition of each tier on a day."""
        return self.valid(on).order_by("tier", "-valid_from", "-pk").distinct("tier")

    def with_units(self) -> Self:
        """With their phases and units in order, shortest programme first."""
        units = models.Prefetch("units", ProgrammeUnit.objects.order_by("position", "pk"))
        phases = Phase.objects.order_by("position", "pk").prefetch_related(units)
        return self.order_by("days", "-valid_from", "pk").prefetch_related(models.Prefetch("phases", phases))


class ProgrammeEdition(models.Model):
    """One version of a tier's programme; groups keep the version they began with."""

    tier = models.CharField(max_length=10, choices=TIERS)
    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    valid_from = models.DateField()
    days = models.PositiveSmallIntegerField()

    objects = ProgrammeEditionQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="programme_edition_is_of_a_tier",
                condition=Q(tier__in=[tier.value for tier in Tier]),
                violation_error_message=_("A programme belongs to one of the three tiers."),
            ),
            models.CheckConstraint(
                name="programme_edition_has_a_sensible_length",
                condition=Q(days__gte=1, days__lte=MOST_DAYS),
                violation_error_message=_("A programme lasts from one day to a year."),
            ),
        )
        triggers = (never_changes("programme_edition_never_changes"),)

    def __str__(self) -> str:
        return self.name


class Phase(models.Model):
    """A stretch of a programme (*tahap*)."""

    programme = models.ForeignKey(ProgrammeEdition, on_delete=models.PROTECT, related_name="phases")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=200)
    days = models.PositiveSmallIntegerField()

    objects = models.Manager["Phase"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("programme", "position"),
                name="phase_one_at_a_position",
                violation_error_message=_("The programme already has a phase at this position."),
            ),
            models.UniqueConstraint(
                fields=("programme", "code"),
                name="phase_code_once_a_programme",
                violation_error_message=_("The programme already has this phase."),
            ),
        )
        triggers = (never_changes("phase_never_changes"),)

    def __str__(self) -> str:
        return self.name


class ProgrammeUnitQuerySet(models.QuerySet["ProgrammeUnit"]):
    """What programmes consist of."""

    def sessions_by_programme(self, programmes: Iterable[int]) -> dict[int, int]:
        """How many sessions programmes have in all, by the key of the edition."""
        units = self.filter(phase__programme__in=list(programmes)).values_list("phase__programme")
        return dict(units.annotate(models.Sum("count")).order_by())


class ProgrammeUnit(models.Model):
    """So many sessions of one type within a phase, each ``minutes`` long."""

    phase = models.ForeignKey(Phase, on_delete=models.PROTECT, related_name="units")
    position = models.PositiveSmallIntegerField()
    session_type = models.CharField(max_length=30, choices=SESSION_TYPES)
    count = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()

    objects = ProgrammeUnitQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("phase", "position"),
                name="programme_unit_one_at_a_position",
                violation_error_message=_("The phase already has sessions at this position."),
            ),
            models.CheckConstraint(
                name="programme_unit_has_sensible_sessions",
                condition=Q(
                    count__gte=1, count__lte=MOST_SESSIONS, minutes__gte=SHORTEST, minutes__lte=LONGEST
                ),
                violation_error_message=_("The number or the length of the sessions is not sensible."),
            ),
        )
        triggers = (never_changes("programme_unit_never_changes"),)

    def __str__(self) -> str:
        return f"{self.count} × {self.session_type}"

    @property
    def words(self) -> str:
        """What it is called."""
        return wording.session_type(self.session_type)
