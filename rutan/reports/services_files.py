"""Taking a sealed report out of the house: that it was taken is written down."""

from dataclasses import dataclass

from django.db import transaction

from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.letters.services import take_out
from rutan.reports.enums import TAKEN
from rutan.reports.models import ReportEdition


@dataclass(frozen=True)
class TakenFile:
    """A file as it was sealed."""

    name: str
    content: bytes
    content_type: str


PDF, XLSX = "pdf", "xlsx"
TYPES = {PDF: "application/pdf", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


@transaction.atomic
def take_file(*, edition: ReportEdition, kind: str, by: User) -> TakenFile:
    """Return the paper or the spreadsheet of a sealed edition, and write down who took it."""
    assert edition.document is not None  # a sealed edition has its paper
    if kind == PDF:
        content = take_out(document=edition.document, by=by)
    else:
        content = bytes(edition.xlsx or b"")
        record(action=TAKEN, subject=edition, by=by, kind=kind, number=edition.number)
    return TakenFile(file_name(edition, kind), content, TYPES[kind])


def file_name(edition: ReportEdition, kind: str) -> str:
    """Return ``laporan-BNA-2026-10-edisi-1.pdf``."""
    return f"laporan-{edition.facility.code}-{edition.month}-edisi-{edition.edition}.{kind}"
