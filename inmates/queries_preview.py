"""The rows of a register file as they were judged, a page at a time, all or those of one outcome."""

from dataclasses import dataclass

from inmates import wording
from inmates.domain.row_codes import Outcome, RowCode
from inmates.models import ImportRow, Inmate, RegisterImport
from rutan.core.turning import Turn, page_of

SIZE = 100
TONES = {"new": "now", "changed": "wait", "unchanged": "off", "warning": "wait", "error": "act"}


@dataclass(frozen=True)
class PreviewRow:
    """One row of a file as the preview shows it."""

    line: int
    register_number: str
    name: str
    outcome: str
    tone: str
    remarks: list[str]
    changes: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Total:
    """How many rows have an outcome; ``code`` is empty for all rows of the file."""

    code: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Preview:
    """A page of the rows; ``following`` and ``previous`` are query strings."""

    rows: list[PreviewRow]
    totals: list[Total]
    following: str
    previous: str


def preview_of(register_import: RegisterImport, *, turn: Turn, outcome: str = "") -> Preview:
    """Return a page of the rows of a file in its order, with every code in words.

    :param outcome: only rows of this outcome; all, where it is none.
    """
    chosen = outcome if outcome in register_import.totals else ""
    rows = ImportRow.objects.filter(register_import=register_import)
    rows = rows.filter(outcome=chosen) if chosen else rows
    page = page_of(rows, turn, by="pk", size=SIZE, filters={"outcome": chosen} if chosen else {})
    return Preview(
        [_row(row) for row in page.rows], _totals(register_import, chosen), page.following, page.previous
    )


def _row(row: ImportRow) -> PreviewRow:
    return PreviewRow(
        line=row.line,
        register_number=row.register_number,
        name=row.values.get("full_name", ""),
        outcome=str(wording.OUTCOMES[Outcome(row.outcome)]),
        tone=TONES[row.outcome],
        remarks=[str(wording.ROW_CODES[RowCode(code)]) for code in row.codes],
        changes=[(_label(name), old or "–", new or "–") for name, (old, new) in row.changes.items()],
    )


def _totals(register_import: RegisterImport, chosen: str) -> list[Total]:
    """All rows first, then each outcome that some have, in the order of the outcomes."""
    counted = register_import.totals
    known = [
        Total(each.value, str(wording.OUTCOMES[each]), counted[each.value], chosen == each)
        for each in Outcome
        if each.value in counted
    ]
    return [Total("", wording.all_rows(), sum(counted.values()), not chosen), *known] if known else []


def _label(name: str) -> str:
    field = Inmate._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))
