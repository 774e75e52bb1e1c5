"""Rows of the register that are one person: what was merged into what, and what was found to be two people.

A merge links and rewrites nothing: signed results, decisions and attendance stay where they were signed. Everything an
undo must give back stands on the merge itself.
"""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates import guards_merging
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

if TYPE_CHECKING:
    from inmates.models import Inmate

BY = settings.AUTH_USER_MODEL


class MergeQuerySet(models.QuerySet["Merge"]):
    """Merges by facility, row and whether they last."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def lasting(self) -> Self:
        """Those that were not undone."""
        return self.filter(undone_at=None)

    def into(self, inmate: "Inmate") -> Self:
        """What was merged into a row and still is, the last one first."""
        return self.lasting().filter(kept=inmate).order_by("-merged_at", "-pk")

    def of(self, inmate: "Inmate") -> Self:
        """The one by which a row was merged into another, while it lasts."""
        return self.lasting().filter(merged=inmate)


@remembered
class Merge(models.Model):
    """One row of the register linked to another of the same person at the same facility.

    ``remembered`` holds what the undo gives back: state and cell of the merged row, the places and absences it ended,
    the loose ends it raised, and the facts of the kept row it replaced.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="merges")
    merged = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="merged_by_merges")
    reason = models.CharField(_("reason"), max_length=300)
    former_uuid = models.UUIDField(editable=False)
    remembered = models.JSONField(default=dict, editable=False)
    merged_by = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now, editable=False)
    request_key = models.UUIDField(null=True, unique=True, editable=False)
    undone_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    undo_reason = models.CharField(max_length=300, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="merge_of_two_rows",
                condition=~Q(kept=F("merged")),
                violation_error_message=_("A row is not merged with itself."),
            ),
            models.CheckConstraint(
                name="merge_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say how it is known that both are one person."),
            ),
            models.CheckConstraint(
                name="merge_undone_with_a_reason",
                condition=Q(undone_at=None, undone_by=None, undo_reason="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undo_reason="")),
                violation_error_message=_("Say who undid it and why."),
            ),
            models.UniqueConstraint(
                fields=("merged",),
                condition=Q(undone_at=None),
                name="merge_once_a_row",
                violation_error_message=_("This row is merged already."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "merge_of_one_facility", {"kept_id": "inmates_inmate", "merged_id": "inmates_inmate"}
            ),
            guards.same_for_ever("merge_stays_of_its_rows", "facility_id", "kept_id", "merged_id"),
            guards_merging.no_chains(),
            guards.ends_once("merge_stands_as_written", "undone_at", "undone_by_id", "undo_reason"),
            guards.kept("merge_is_kept"),
            guards_merging.merged_is_linked("new.merged_id"),
            guards_merging.undone_gives_back(),
        )

    def __str__(self) -> str:
        return f"{self.merged_id} → {self.kept_id}"


class ApartQuerySet(models.QuerySet["Apart"]):
    """Pairs that were told apart."""

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def standing(self) -> Self:
        """Those nobody has opened again."""
        return self.filter(reopened_at=None)


@remembered
class Apart(models.Model):
    """Two rows that look alike and are two people, as somebody has found; the one with the lower key stands first."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    told_by = models.ForeignKey(BY, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=timezone.now, editable=False)
    reopened_at = models.DateTimeField(null=True, editable=False)
    reopened_by = models.ForeignKey(BY, null=True, editable=False, on_delete=models.PROTECT, related_name="+")

    objects = ApartQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="apart_in_order",
                condition=Q(one__lt=F("other")),
                violation_error_message=_("A pair is of two rows, the older one first."),
            ),
            models.CheckConstraint(
                name="apart_reopened_by_somebody",
                condition=Q(reopened_at=None, reopened_by=None)
                | Q(reopened_at__isnull=False, reopened_by__isnull=False),
                violation_error_message=_("Say who opened the question again."),
            ),
            models.UniqueConstraint(
                fields=("one", "other"),
                condition=Q(reopened_at=None),
                name="apart_once_a_pair",
                violation_error_message=_("These two were told apart already."),
            ),
        )
        triggers = (
            guards.of_one_facility(
                "apart_of_one_facility", {"one_id": "inmates_inmate", "other_id": "inmates_inmate"}
            ),
            guards.ends_once("apart_stands_as_written", "reopened_at", "reopened_by_id"),
            guards.kept("apart_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.one_id} ≠ {self.other_id}"
