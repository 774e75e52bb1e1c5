"""What an office calls the columns of its register files."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates import wording_columns
from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards

COLUMNS = tuple((column.value, words) for column, words in wording_columns.COLUMNS.items())


class ColumnMappingQuerySet(models.QuerySet["ColumnMapping"]):
    """Headings by facility."""

    def at(self, facility: Facility) -> Self:
        """Those one facility has named."""
        return self.filter(facility=facility).select_related("recorded_by").order_by("heading")


@remembered
class ColumnMapping(models.Model):
    """A heading, as compared (:func:`inmates.domain.columns.heading_key`), and the column it means at this facility.

    Without a column the heading is not read, whatever it would mean elsewhere.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    heading = models.CharField(max_length=200)
    column = models.CharField(max_length=30, choices=COLUMNS, blank=True)
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(default=timezone.now, editable=False)

    objects = ColumnMappingQuerySet.as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("facility", "heading"),
                name="column_mapping_once_a_heading",
                violation_error_message=_("This heading has a meaning already."),
            ),
        )
        triggers = (
            guards.same_for_ever("column_mapping_stays_of_its_heading", "facility_id", "heading"),
            guards.kept("column_mapping_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.heading} → {self.column}"
