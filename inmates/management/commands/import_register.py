"""Import a register file from the command line."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from inmates import queries, services, wording, wording_import
from inmates.domain import holding
from inmates.domain.judging import JudgedRow, Judgement
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason
from rutan.accounts.scope import acting
from rutan.agencies.models import Facility


class Command(BaseCommand):
    """Judge a file on a day and store its good rows."""

    help = "Imports a register file (CSV or XLSX) into a facility."

    def add_arguments(self, parser: CommandParser) -> None:
        """The day is today unless given; --dry-run stores nothing."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--facility", required=True, help="code of the facility, such as BNA")
        parser.add_argument(
            "--on", type=date.fromisoformat, help="the day on which the file is judged (YYYY-MM-DD)"
        )
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import, and print what became of each row; row errors are no failure of the command."""
        facility = Facility.objects.filter(code=options["facility"]).first()
        if facility is None:
            raise CommandError(f"there is no facility {options['facility']}")
        try:
            content = options["file"].read_bytes()
            judgement = self.judged(
                content, facility, options["on"] or timezone.localdate(), options["dry_run"]
            )
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        except RegisterFileUnreadable as refusal:
            raise CommandError(wording.unreadable(refusal)) from refusal
        self.stdout.write(json.dumps(judgement.as_json()) if options["json"] else in_words(judgement))

    def judged(self, content: bytes, facility: Facility, on: date, dry_run: bool) -> Judgement:
        """Judge only, or judge and store."""
        if dry_run:
            return queries.judge_register(content, facility=facility, on=on)
        with acting(user=None, facility=facility, route="command:import_register"):
            return services.import_register(content=content, facility=facility, on=on, by=None)


def in_words(judgement: Judgement) -> str:
    """A line for each row that carries a code or is held for a human, then the totals."""
    if not judgement.rows:
        return str(wording.REASONS[UnreadableReason.NO_ROWS])
    lines = [
        f"{row.line}: {row.register_number or '–'}: {wording.OUTCOMES[row.outcome]}: {' '.join(said)}"
        for row in judgement.rows
        if (said := [*_held(row), *wording.remarks(row.codes, row.cells)])
    ]
    held = sum(bool(_held(row)) for row in judgement.rows)
    totals = ", ".join(
        f"{wording.OUTCOMES[outcome]} {count}" for outcome, count in sorted(judgement.totals.items())
    )
    return "\n".join([*lines, totals, *([wording_import.rows_waiting(held)] if held else [])])


def _held(row: JudgedRow) -> list[str]:
    """That nothing of a row is written, since it would make somebody another person and nobody can be asked here."""
    doubtful = holding.doubts(row.changes)
    return [wording_import.held_back(row)] if doubtful and holding.by_itself(doubtful) is None else []
