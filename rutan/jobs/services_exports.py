"""Files of lists: asking for one, making it, handing it out, letting its bytes go."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import dates
from rutan.core.errors import Refused
from rutan.core.listing import files
from rutan.core.listing.reading import Asked
from rutan.core.request_keys import earlier
from rutan.jobs.enums import FileFormat
from rutan.jobs.models_exports import SHORTEST_REASON, ListExport
from rutan.jobs.services import request_job

EXPORT = "jobs.export_list"
ROWS_AT_MOST = 20_000
TYPES = {
    FileFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileFormat.CSV: "text/csv; charset=utf-8",
}


class ExportRefused(Refused):
    """A file of a list could not be made or handed out."""


@transaction.atomic
def request_export(
    *, asked: Asked, file_format: FileFormat, reason: str, facility: Facility, by: User, request_key: UUID
) -> ListExport:
    """Ask for a file of what is seen; the same ``request_key`` again answers with the first.

    :raises ExportRefused: when the reason says nothing.
    :raises KeyUsed: when the key was used for something else.
    """
    if len(reason := " ".join(reason.split())) < SHORTEST_REASON:
        raise ExportRefused(_("Say in ten letters or more what the file is for."))
    deed: dict[str, Any] = {
        "facility": facility,
        "requested_by": by,
        "page": asked.listing.page,
        "query": asked.stored,
        "file_format": FileFormat(file_format),
    }
    if done := earlier(ListExport.objects, request_key, **deed):
        return done
    columns = [column.key for column in asked.columns]
    export: ListExport = ListExport.objects.create(
        **deed, columns=columns, reason=reason, request_key=request_key
    )
    export.job = request_job(
        kind=EXPORT,
        arguments={"export_id": export.pk},
        by=by,
        facility=facility,
        request_key=uuid5(request_key, "job"),
    )
    export.save(update_fields=["job"])
    facts = {
        "table": export.page,
        "kind": export.file_format,
        "reason": reason,
        "looked_for": sorted(asked.texts),
    }
    record(action="jobs.export.requested", subject=export, by=by, **facts)
    return export


@dataclass(frozen=True)
class Read:
    """The rows of a list as they were at one moment, already written as a file."""

    content: bytes
    rows: int


def write(export: ListExport, asked: Asked, rows: list[Any]) -> Read:
    """Write the rows as the person sees them.

    :raises ExportRefused: when there are more than a file may hold.
    """
    if len(rows) > ROWS_AT_MOST:
        text = _("A file holds %(count)d rows at most. Narrow the list by a filter.")
        raise ExportRefused(text % {"count": ROWS_AT_MOST})
    if export.file_format == FileFormat.CSV:
        return Read(files.as_csv(asked, rows), len(rows))
    return Read(files.as_xlsx(asked, rows, facts_of(export, asked, len(rows))), len(rows))


def facts_of(export: ListExport, asked: Asked, count: int) -> list[files.Fact]:
    """What the first sheet says: who, when, why, of what, by which filters, how many."""
    by = "; ".join(f"{label}: {text}" for label, text in asked.in_words)
    said = [
        (_("List"), str(asked.listing.title)),
        (_("Facility"), export.facility.name),
        (_("Made for"), export.requested_by.full_name),
        (_("Asked for on"), dates.moment(export.created_at)),
        (_("Data read at"), dates.moment(timezone.now())),
        (_("Reason"), export.reason),
        (_("Filters"), by or _("none")),
        (_("Order"), str(asked.sort.label)),
        (_("Rows"), str(count)),
        (
            _("To be kept"),
            _("Personal data: for this purpose only. Destroy the file when it is no longer needed."),
        ),
    ]
    return [files.Fact(label, text) for label, text in said]


@transaction.atomic
def keep_file(*, export: ListExport, read: Read) -> ListExport:
    """Keep what was written; what was kept before stays as it is."""
    locked = ListExport.objects.select_for_update(of=("self",)).get(pk=export.pk)
    if locked.is_made:
        return locked
    locked.content, locked.rows, locked.size = read.content, read.rows, len(read.content)
    locked.digest, locked.made_at = sha256(read.content).hexdigest(), timezone.now()
    locked.save(update_fields=["content", "rows", "size", "digest", "made_at"])
    record(
        action="jobs.export.made",
        subject=locked,
        by=locked.requested_by,
        count=read.rows,
        digest=locked.digest,
    )
    return locked


@transaction.atomic
def take_file(*, export: ListExport, by: User) -> bytes:
    """Hand the file to whoever asked for it, and write that down each time.

    :raises ExportRefused: when there is no file: not yet, or no longer.
    """
    content = ListExport.objects.values_list("content", flat=True).get(pk=export.pk)
    if content is None:
        raise ExportRefused(_("The file is no longer kept. Have it made again if you need it."))
    record(action="jobs.export.taken", subject=export, by=by, count=export.rows, digest=export.digest)
    return bytes(content)


def type_of(export: ListExport) -> str:
    """What kind of file it is, for the browser."""
    return TYPES[FileFormat(export.file_format)]


@transaction.atomic
def let_go() -> int:
    """Let the bytes of old files go; what is known of them stays."""
    return ListExport.objects.outlived().update(content=None)
