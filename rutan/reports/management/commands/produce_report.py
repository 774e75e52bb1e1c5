"""Produce a report from the command line: both files and one line of JSON."""

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone, translation

from rutan.accounts.models import User
from rutan.accounts.scope import acting
from rutan.agencies.models import Facility
from rutan.jobs.domain.lifecycle import State
from rutan.jobs.models import Job
from rutan.jobs.wait import wait_or_run
from rutan.reports import services
from rutan.reports.domain.months import Month
from rutan.reports.enums import ReportKind
from rutan.reports.models import ReportEdition
from rutan.reports.queries_editions import latest_sealed
from rutan.reports.refusals import ReportRefused
from rutan.reports.services_files import PDF, XLSX, file_name

NOT_POSSIBLE = 2  # an unfinished month, or a name nobody knows
WAITS = 3  # the draft is made, but a second person must approve it


class Command(BaseCommand):
    """Queue the report unless a sealed edition exists, wait for it, write both files."""

    help = "Produces a report of a facility as PDF and XLSX; prints JSON."

    def add_arguments(self, parser: CommandParser) -> None:
        """The actor is the system unless --by names somebody; files go to the current folder unless --out."""
        parser.add_argument("kind", choices=ReportKind.values)
        parser.add_argument("--facility", required=True, help="code of the facility, such as BNA")
        parser.add_argument("--period", required=True, help="the month (YYYY-MM); it must be over")
        parser.add_argument("--by", help="username of whoever asks")
        parser.add_argument("--out", type=Path, default=Path(), help="folder for the files")

    def handle(self, *args: Any, **options: Any) -> None:
        """Produce, and print number, edition, paths and the digest of the PDF."""
        facility = _known(Facility.objects.filter(code=options["facility"]), "facility", options["facility"])
        by = (
            _known(User.objects.filter(username=options["by"]), "user", options["by"])
            if options["by"]
            else None
        )
        with timezone.override(facility.zone), translation.override("id"):
            edition = produced(facility, options["period"], by)
            self.stdout.write(json.dumps(written(edition, options["out"])))


def produced(facility: Facility, period: str, by: User | None) -> ReportEdition:
    """Return the sealed edition of a month, made now if there is none."""
    try:
        month = services.month_to_report(facility, period)
    except ReportRefused as refusal:
        raise CommandError(" ".join(refusal.messages), returncode=NOT_POSSIBLE) from refusal
    if latest_sealed(facility, month) is None:
        with acting(user=by, facility=facility, route="command:produce_report"):
            job = services.request_monthly(facility=facility, period=period, by=by, request_key=uuid4())
        _finished(wait_or_run(job))
    return _sealed(facility, month)


def written(edition: ReportEdition, folder: Path) -> dict[str, Any]:
    """Write both files as they were sealed, and say what they are."""
    assert edition.document is not None  # a sealed edition has its paper
    pdf, xlsx = folder / file_name(edition, PDF), folder / file_name(edition, XLSX)
    folder.mkdir(parents=True, exist_ok=True)
    pdf.write_bytes(bytes(edition.document.pdf))
    xlsx.write_bytes(bytes(edition.xlsx or b""))
    return {
        "number": edition.number,
        "edition": edition.edition,
        "pdf": str(pdf),
        "xlsx": str(xlsx),
        "sha256": edition.document.pdf_digest,
    }


def _known(found: Any, what: str, name: str) -> Any:
    row = found.first()
    if row is None:
        raise CommandError(f"there is no {what} {name}", returncode=NOT_POSSIBLE)
    return row


def _finished(job: Job) -> None:
    if job.state != State.DONE:
        raise CommandError(job.error or f"the work was ended: {job.state}")


def _sealed(facility: Facility, month: Month) -> ReportEdition:
    edition = latest_sealed(facility, month)
    if edition is None:
        raise CommandError("the draft is made and waits for the head's approval", returncode=WAITS)
    return edition
