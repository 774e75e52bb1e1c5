"""Rows of a register file that wait for a human, and what was decided about them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from inmates.domain.holding import Seen, Verdict
from inmates.models import ImportRow, RegisterImport


@dataclass(frozen=True)
class Decision:
    """What somebody said of a held row, and the changes they saw."""

    verdict: Verdict
    seen: Seen


# By sheet and line.
Decisions = Mapping[tuple[str, int], Decision]


def held_rows(register_import: RegisterImport) -> QuerySet[ImportRow]:
    """Rows that would make somebody another person, in the order of the file."""
    return ImportRow.objects.filter(register_import=register_import).exclude(doubts=[]).order_by("pk")


def waiting_rows(register_import: RegisterImport) -> QuerySet[ImportRow]:
    """Those of them that nobody has decided."""
    return held_rows(register_import).filter(verdict="")


def decisions_of(register_import: RegisterImport) -> Decisions:
    """Return what was decided about the rows of a file."""
    return {
        (row.sheet, row.line): Decision(Verdict(row.verdict), row.changes)
        for row in held_rows(register_import).exclude(verdict="")
    }
