"""Register files that were handed in, and what became of each row."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.domain.lifecycle import NEXT
from inmates.enums import ImportState
from rutan.agencies.models import Facility
from rutan.core import guards

# A row has no facility of its own: its file's is meant.
STRANGER_IN_A_ROW = """exists (
    select from inmates_inmate p join inmates_registerimport i on i.facility_id <> p.facility_id
    where p.id = new.inmate_id and i.id = new.register_import_id)"""


class RegisterImport(models.Model):
    """One file: kept as it came, judged on a day, applied after somebody has looked."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    judged_on = models.DateField()
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    totals = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    applied_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager["RegisterImport"]()

    class Meta:
        indexes = (models.Index(fields=("facility", "-id"), name="register_import_newest"),)
        triggers = (
            guards.same_for_ever(
                "register_import_stays_the_file",
                "facility_id",
                "file_name",
                "content",
                "digest",
                "judged_on",
                "uploaded_by_id",
                "uploaded_at",
                "request_key",
            ),
            guards.of_one_facility("register_import_of_one_facility", {"job_id": "jobs_job"}),
            guards.not_if("register_import_lives", f"not ({guards.ways(NEXT)})", on=pgtrigger.Update),
            guards.not_if(
                "register_import_applied_stays",
                "old.state = 'applied'"
                " and (old.state, old.totals::text, old.problem, old.job_id, old.applied_by_id, old.applied_at) is distinct"
                " from (new.state, new.totals::text, new.problem, new.job_id, new.applied_by_id, new.applied_at)",
                on=pgtrigger.Update,
            ),
            guards.kept("register_import_is_kept"),
        )

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of a file as it was judged, and the person it made or changed."""

    register_import = models.ForeignKey(RegisterImport, on_delete=models.PROTECT, related_name="rows")
    sheet = models.CharField(max_length=100, blank=True)
    line = models.PositiveIntegerField()
    register_number = models.CharField(max_length=60, blank=True)
    outcome = models.CharField(max_length=10)
    codes = ArrayField(models.CharField(max_length=40), default=list)
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict, help_text="field → [old, new]")
    inmate = models.ForeignKey(
        "inmates.Inmate", null=True, on_delete=models.PROTECT, related_name="import_rows"
    )

    objects = models.Manager["ImportRow"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("register_import", "sheet", "line"),
                name="import_row_once_a_line",
                violation_error_message=_("The line was read twice."),
            ),
        )
        triggers = (
            guards.same_for_ever("import_row_stays_in_its_file", "register_import_id", "sheet", "line"),
            guards.not_if("import_row_of_one_facility", STRANGER_IN_A_ROW),
            guards.kept("import_row_is_kept"),
            guards.not_if(
                "import_row_of_an_applied_import_stays",
                "exists (select from inmates_registerimport i where i.id = new.register_import_id and i.state = 'applied')",
            ),
        )

    def __str__(self) -> str:
        return f"{self.line}: {self.outcome}"
