"""The rows of a register file as they were judged, a page at a time, all or those of one outcome."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from inmates import queries_holding, wording, wording_import
from inmates.domain.row_codes import Outcome
from inmates.enums import ImportState, RowVerdict
from inmates.models import ImportRow, RegisterImport
from rutan.core.dates import short_date
from rutan.core.turning import Turn, page_of

SIZE = 100
# Held rows stand on top of the preview, so many at once; the others are a tab.
ON_TOP = 10
HELD = "held"
DAYS = frozenset({"born_on", "admitted_on", "expires_on"})
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
    changes: list["ShownChange"]
    held: "Held | None"
    pk: int


@dataclass(frozen=True)
class ShownChange:
    """A field with what is stored and what the file says; a doubtful one may make somebody another person."""

    label: str
    old: str
    new: str
    doubtful: bool


@dataclass(frozen=True)
class Held:
    """How it stands with a row that waits for a human: what was said of it and why, if anything."""

    verdict: str
    reason: str
    by: str

    @property
    def waits(self) -> bool:
        """Whether nobody has said anything."""
        return not self.verdict


@dataclass(frozen=True)
class Total:
    """How many rows have an outcome; ``code`` is empty for all rows of the file."""

    code: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Preview:
    """A page of the rows; ``following`` and ``previous`` are query strings.

    ``waiting`` are the first held rows that nobody has decided, and how many there are; ``left_out`` counts the rows
    that are not stored.
    """

    rows: list[PreviewRow]
    totals: list[Total]
    following: str
    previous: str
    waiting: list[PreviewRow]
    waiting_count: int
    left_out: int


def preview_of(register_import: RegisterImport, *, turn: Turn, outcome: str = "") -> Preview:
    """Return a page of the rows of a file in its order, with every code in words.

    :param outcome: only rows of this outcome; all, where it is none.
    """
    held = queries_holding.held_rows(register_import)
    chosen = outcome if outcome in register_import.totals or outcome == HELD else ""
    rows = held if chosen == HELD else ImportRow.objects.filter(register_import=register_import)
    rows = rows.filter(outcome=chosen) if chosen not in ("", HELD) else rows
    rows = rows.select_related("decided_by")
    page = page_of(rows, turn, by="pk", size=SIZE, filters={"outcome": chosen} if chosen else {})
    is_open = register_import.state == ImportState.JUDGED
    waiting = list(queries_holding.waiting_rows(register_import)[:ON_TOP]) if is_open else []
    counts = rows_left_out(register_import).aggregate(
        every=Count("pk"), waiting=Count("pk", filter=~Q(doubts=[]) & Q(verdict=""))
    )
    return Preview(
        [_row(row) for row in page.rows],
        _totals(register_import, chosen, held.count()),
        page.following,
        page.previous,
        [_row(row) for row in waiting],
        counts["waiting"],
        counts["every"],
    )


def rows_left_out(register_import: RegisterImport) -> QuerySet[ImportRow]:
    """Rows that are not stored: those with errors, and held ones that nobody decided or that are somebody else's.

    Of a file that is stored already also those of which a decision no longer held when they were to be stored.
    """
    undecided = Q(verdict__in=("", RowVerdict.OTHER))
    if register_import.state in (ImportState.APPLIED, ImportState.UNDONE):
        undecided |= Q(verdict=RowVerdict.TAKE, inmate=None)
    held = ~Q(doubts=[]) & undecided
    rows = ImportRow.objects.filter(register_import=register_import)
    return rows.filter(Q(outcome=Outcome.ERROR.value) | held).order_by("pk")


def row_of(row: ImportRow) -> PreviewRow:
    """Return one row as the preview shows it."""
    return _row(row)


def _row(row: ImportRow) -> PreviewRow:
    return PreviewRow(
        line=row.line,
        register_number=row.register_number,
        name=row.values.get("full_name", ""),
        outcome=str(wording.OUTCOMES[Outcome(row.outcome)]),
        tone=TONES[row.outcome],
        remarks=wording.remarks(row.codes, row.cells),
        changes=[
            ShownChange(wording_import.field(name), _value(name, old), _value(name, new), name in row.doubts)
            for name, (old, new) in row.changes.items()
        ],
        held=_held(row) if row.doubts else None,
        pk=row.pk,
    )


def _held(row: ImportRow) -> Held:
    return Held(
        str(row.get_verdict_display()) if row.verdict else "",
        row.verdict_reason,
        str(row.decided_by) if row.decided_by else "",
    )


def _value(name: str, kept: str | None) -> str:
    """A value as it is shown: days as days, a dash where there is nothing."""
    if not kept:
        return "–"
    return short_date(date.fromisoformat(kept)) if name in DAYS else kept


def _totals(register_import: RegisterImport, chosen: str, held: int) -> list[Total]:
    """All rows first, then the held ones, then each outcome that some have, in the order of the outcomes."""
    counted = register_import.totals
    known = [
        Total(each.value, str(wording.OUTCOMES[each]), counted[each.value], chosen == each)
        for each in Outcome
        if each.value in counted
    ]
    if held:
        known.insert(0, Total(HELD, wording.held(), held, chosen == HELD))
    return [Total("", wording.all_rows(), sum(counted.values()), not chosen), *known] if known else []
