"""Register files that were handed in, and what became of each row."""

import pgtrigger
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inmates.domain.lifecycle import NEXT
from inmates.enums import ImportState, RowVerdict
from rutan.agencies.models import Facility
from rutan.core import guards

# A row has no facility of its own: its file's is meant.
STRANGER_IN_A_ROW = """exists (
    select from inmates_inmate p join inmates_registerimport i on i.facility_id <> p.facility_id
    where p.id = new.inmate_id and i.id = new.register_import_id)
    or exists (
    select from inmates_registerentry e join inmates_registerimport i on i.facility_id <> e.facility_id
    where e.id = new.entry_id and i.id = new.register_import_id)"""
NAMES_SOMEBODY = "new.inmate_id is not null or new.entry_id is not null"
STATE_OF_ITS_FILE = "(select i.state from inmates_registerimport i where i.id = new.register_import_id)"
# What came of a file that was applied: only that it was undone may be written afterwards, once.
APPLIED = "totals", "problem", "job_id", "applied_by_id", "applied_at", "mapping"
REWRITTEN = (
    "old.state in ('applied', 'undone') and ("
    + " or ".join(f"old.{name}::text is distinct from new.{name}::text" for name in APPLIED)
    + " or new.state not in ('applied', 'undone') or (old.state = 'undone'"
    " and (old.undone_at, old.undone_by_id) is distinct from (new.undone_at, new.undone_by_id)))"
)
BY = settings.AUTH_USER_MODEL


class RegisterImport(models.Model):
    """One file: kept as it came, judged on a day, applied after somebody has looked."""

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    request_key = models.UUIDField(unique=True)
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    digest = models.CharField(max_length=64)
    judged_on = models.DateField()
    state = models.CharField(max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    mapping = models.JSONField(default=dict, help_text="heading → column, as named by the office")
    totals = models.JSONField(default=dict)
    problem = models.CharField(max_length=300, blank=True)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    applied_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    applied_at = models.DateTimeField(null=True, editable=False)
    undone_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, editable=False)

    objects = models.Manager["RegisterImport"]()

    class Meta:
        indexes = (models.Index(fields=("facility", "-id"), name="register_import_newest"),)
        constraints = (
            models.CheckConstraint(
                name="register_import_undone_by_somebody",
                condition=Q(state=ImportState.UNDONE, undone_at__isnull=False, undone_by__isnull=False)
                | (~Q(state=ImportState.UNDONE) & Q(undone_at=None, undone_by=None)),
                violation_error_message=_("An import that was undone names who undid it."),
            ),
        )
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
            guards.not_if("register_import_applied_stays", REWRITTEN, on=pgtrigger.Update),
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
    cells = models.JSONField(default=dict, help_text="code → columns in which it was earned")
    values = models.JSONField(default=dict)
    changes = models.JSONField(default=dict, help_text="field → [old, new]")
    doubts = ArrayField(
        models.CharField(max_length=20), default=list, help_text="by which the row may be somebody else"
    )
    verdict = models.CharField(max_length=8, choices=RowVerdict, blank=True)
    verdict_reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey(BY, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, editable=False)
    # Filled when the row wrote something: whom it made or changed, and the line it wrote into their history.
    inmate = models.ForeignKey(
        "inmates.Inmate", null=True, on_delete=models.PROTECT, related_name="import_rows"
    )
    entry = models.ForeignKey(
        "inmates.RegisterEntry", null=True, on_delete=models.PROTECT, related_name="import_rows"
    )

    objects = models.Manager["ImportRow"]()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("register_import", "sheet", "line"),
                name="import_row_once_a_line",
                violation_error_message=_("The line was read twice."),
            ),
            models.CheckConstraint(
                name="import_row_decided_by_somebody",
                condition=Q(verdict="", decided_by=None, decided_at=None)
                | (~Q(verdict="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                violation_error_message=_("A row that was decided names who decided it."),
            ),
        )
        triggers = (
            guards.same_for_ever("import_row_stays_in_its_file", "register_import_id", "sheet", "line"),
            guards.not_if("import_row_of_one_facility", STRANGER_IN_A_ROW, only=NAMES_SOMEBODY),
            guards.kept("import_row_is_kept"),
            guards.not_if(
                "import_row_of_an_applied_import_stays",
                f"{STATE_OF_ITS_FILE} in ('applied', 'undone')",
            ),
            guards.not_if(
                "import_row_is_decided_in_the_preview",
                f"{STATE_OF_ITS_FILE} <> 'judged'",
                on=pgtrigger.Update,
                only="old.verdict <> new.verdict",
            ),
        )

    def __str__(self) -> str:
        return f"{self.line}: {self.outcome}"
