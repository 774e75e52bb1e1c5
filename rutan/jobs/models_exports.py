"""Files that people had made of a list: who, what, why, and the file itself for a few days."""

from datetime import datetime, timedelta
from typing import Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rutan.agencies.models import Facility
from rutan.audit.history import remembered
from rutan.core import guards
from rutan.jobs.enums import FileFormat

KEPT_FOR = timedelta(days=7)
SHORTEST_REASON = 10

# A file is made once and never made otherwise; all that happens to it later is that its bytes go.
ANOTHER_FILE = """(old.made_at is not null and (new.made_at, new.digest, new.rows, new.size)
        is distinct from (old.made_at, old.digest, old.rows, old.size))
    or (old.content is not null and new.content is not null and new.content <> old.content)
    or (old.made_at is not null and old.content is null and new.content is not null)"""


class ListExportQuerySet(models.QuerySet["ListExport"]):
    """Files of lists by requester, facility and age."""

    def asked_by(self, user_id: int) -> Self:
        """A person's own."""
        return self.filter(requested_by_id=user_id)

    def at(self, facility: Facility) -> Self:
        """Those of one facility."""
        return self.filter(facility=facility)

    def outlived(self) -> Self:
        """Those whose bytes have been kept long enough."""
        return self.filter(content__isnull=False, made_at__lt=timezone.now() - KEPT_FOR)

    def without_content(self) -> Self:
        """Without the bytes, for lists."""
        return self.defer("content")


@remembered(without=("content",))
class ListExport(models.Model):
    """A file of a list that somebody asked for, with the reason; it opens for nobody else.

    ``query`` is plain texts, as ``rutan.core.listing`` keeps them; ``columns`` are those the person saw. The bytes go
    after a week (``KEPT_FOR``); who had which rows, and the digest of the file, stay.
    """

    facility = models.ForeignKey(Facility, on_delete=models.PROTECT, related_name="+")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    page = models.CharField(max_length=60)
    query = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    file_format = models.CharField(max_length=4, choices=FileFormat)
    reason = models.CharField(_("reason"), max_length=300)
    request_key = models.UUIDField(unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    job = models.ForeignKey("jobs.Job", null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(null=True)
    rows = models.PositiveIntegerField(null=True)
    size = models.PositiveIntegerField(null=True)
    digest = models.CharField(max_length=64, blank=True)
    content = models.BinaryField(null=True)

    objects = ListExportQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=("facility", "created_at", "id"), name="list_export_by_day"),)
        constraints = (
            models.CheckConstraint(
                name="list_export_says_why",
                condition=Q(reason__regex=rf"^.{{{SHORTEST_REASON},}}$"),
                violation_error_message=_("Say in ten letters or more what the file is for."),
            ),
            models.CheckConstraint(
                name="list_export_is_made_whole",
                condition=Q(made_at=None, rows=None, size=None, digest="", content=None)
                | Q(
                    made_at__isnull=False,
                    rows__isnull=False,
                    size__isnull=False,
                    digest__regex=r"^[0-9a-f]{64}$",
                ),
                violation_error_message=_("A file that was made has its rows and its digest."),
            ),
            models.CheckConstraint(
                name="list_export_made_after_it_was_asked_for",
                condition=Q(made_at=None) | Q(made_at__gte=F("created_at")),
                violation_error_message=_("A file is made after it was asked for."),
            ),
        )
        triggers = (
            guards.same_for_ever(
                "list_export_stays_what_was_asked_for",
                "facility_id",
                "requested_by_id",
                "page",
                "query::text",
                "columns::text",
                "file_format",
                "reason",
                "request_key",
                "created_at",
            ),
            guards.not_if("list_export_is_made_once", ANOTHER_FILE, on=pgtrigger.Update),
            guards.of_one_facility("list_export_of_one_facility", {"job_id": "jobs_job"}),
            guards.kept("list_export_is_kept"),
        )

    def __str__(self) -> str:
        return f"{self.page} {self.pk}"

    @property
    def is_made(self) -> bool:
        """Whether the file was made."""
        return self.made_at is not None

    @property
    def is_kept(self) -> bool:
        """Whether its bytes are still there, by its age: they go within hours of that."""
        goes_at = self.goes_at
        return goes_at is not None and timezone.now() < goes_at

    @property
    def goes_at(self) -> datetime | None:
        """When its bytes go."""
        return self.made_at + KEPT_FOR if self.made_at else None

    @property
    def file_name(self) -> str:
        """``daftar-BNA-2026-11-24-12.xlsx``: no name of a person."""
        day = timezone.localdate(self.created_at).isoformat()
        return f"daftar-{self.facility.code}-{day}-{self.pk}.{self.file_format}"


__all__ = ["KEPT_FOR", "SHORTEST_REASON", "ListExport"]
