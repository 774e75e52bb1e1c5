"""The tables of a report with their numbers filled in: what page, PDF and spreadsheet show alike.

For readers outside the house some numbers are not there (:mod:`.outside`): a cell then has a veil and neither a value
nor a share, so that nothing made of it can give the number away.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from string import ascii_uppercase

from rutan.reports.domain.report import Head, Report, Section, Table
from rutan.reports.domain.splitting import percent
from rutan.reports.domain.veiling import SIGNS


@dataclass(frozen=True)
class Cell:
    """One number; ``whole`` and ``percent`` where it is a part of another figure and that is not zero.

    ``veil`` says how it is written where ``value`` is None.
    """

    code: str
    value: int | None
    whole: int | None = None
    percent: int | None = None
    veil: str = ""

    @property
    def sign(self) -> str:
        """What stands in the place of a number that is not shown."""
        return SIGNS[self.veil]


@dataclass(frozen=True)
class Row:
    """A line of a table with its numbers."""

    label: str
    level: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class LaidTable:
    """A table with its numbers; ``shares`` when some of its numbers are parts of others."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]

    @property
    def shares(self) -> bool:
        """Whether a column for shares is wanted: in a table of one column that has any."""
        return len(self.heads) == 1 and any(row.cells[0].percent is not None for row in self.rows)


@dataclass(frozen=True)
class LaidSection:
    """A section as it stands on the paper: its letter comes from its place, the introduction is A."""

    letter: str
    code: str
    title: str
    tables: tuple[LaidTable, ...]
    remarks: tuple[str, ...]


def laid_out(report: Report, veils: Mapping[str, str] | None = None) -> tuple[LaidSection, ...]:
    """Return all sections with their numbers, but for those that are veiled."""
    letters = ascii_uppercase[1:]
    return tuple(
        _section(report, section, letter, veils or {})
        for letter, section in zip(letters, report.sections, strict=False)
    )


def all_cells(section: LaidSection) -> Iterator[Cell]:
    """Every number of a section, in order."""
    for table in section.tables:
        for row in table.rows:
            yield from row.cells


def _section(report: Report, section: Section, letter: str, veils: Mapping[str, str]) -> LaidSection:
    tables = tuple(_table(report, table, veils) for table in section.tables)
    return LaidSection(letter, section.code, section.title, tables, section.remarks)


def _table(report: Report, table: Table, veils: Mapping[str, str]) -> LaidTable:
    rows = tuple(
        Row(line.label, line.level, tuple(_cell(report, code, veils) for code in line.cells))
        for line in table.lines
    )
    return LaidTable(table.title, table.heads, rows)


def _cell(report: Report, code: str, veils: Mapping[str, str]) -> Cell:
    figure = report.figures[code]
    if code in veils:
        return Cell(code, None, veil=veils[code])
    if figure.of in veils:
        return Cell(code, figure.value)
    whole = report.figures[figure.of].value if figure.of else 0
    return Cell(code, figure.value, whole or None, percent(figure.value, whole))
