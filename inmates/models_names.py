"""What somebody was called before: names and NIKs that were corrected, with what the correction rests on."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

if TYPE_CHECKING:
    from inmates.models import Inmate


class FormerNameQuerySet(models.QuerySet["FormerName"]):
    """Former names by person."""

    def of(self, inmate: "Inmate") -> Self:
        """All of a person, the last one first."""
        return self.filter(inmate=inmate).order_by("-until_at", "-pk")


class FormerNameManager(models.Manager["FormerName"]):
    """Leaves out those of merges that were undone."""

    def get_queryset(self) -> FormerNameQuerySet:
        """All that stand."""
        return FormerNameQuerySet(self.model, using=self._db).filter(voided_at=None)


@remembered
class FormerName(models.Model):
    """The name and NIK that stood until they were corrected; the row history alone does not know the reason."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    inmate = models.ForeignKey("inmates.Inmate", on_delete=models.PROTECT, related_name="former_names")
    full_name = models.CharField(_("name"), max_length=200)
    nik = models.CharField(_("NIK"), max_length=16, blank=True)
    reason = models.CharField(_("reason"), max_length=300)
    document_number = models.CharField(_("number of the court document"), max_length=100, blank=True)
    until_at = models.DateTimeField(default=timezone.now, editable=False)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True, editable=False)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    objects = FormerNameManager.from_queryset(FormerNameQuerySet)()
    all_objects = models.Manager["FormerName"]()

    class Meta:
        base_manager_name = "all_objects"
        constraints = (
            models.CheckConstraint(
                name="former_name_has_a_reason",
                condition=~Q(reason=""),
                violation_error_message=_("Say why the name or the NIK was corrected."),
            ),
        )
        triggers = (
            guards.of_one_facility("former_name_of_one_facility", {"inmate_id": "inmates_inmate"}),
            guards.ends_once("former_name_stands_as_written", "voided_at", "voided_by_id"),
            guards.void_for_good(),
            guards.kept("former_name_is_kept"),
        )

    def __str__(self) -> str:
        return self.full_name

    @property
    def masked_nik(self) -> str:
        """As the case file shows one: first four and last four digits."""
        return f"{self.nik[:4]}{'•' * 8}{self.nik[-4:]}" if self.nik else ""
