"""From the rows of a sheet to the rows of people: what stands above, between and below them is left out.

Left out are the letterhead and the header (repeated on every page or not), the row that numbers the columns,
blank lines, headings between groups, totals ("Jumlah 72 orang") and signature blocks. Everything that might
be a person is kept, however broken: it is reported with its errors and never lost in silence.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from inmates.domain import dates, register_codes, sex
from inmates.domain.cells import CellValue, text
from inmates.domain.columns import NO_MEANINGS, Column, Header, Meanings, header_in

# Columns that offices merge downwards over the people they hold for; a merged name or number would be one
# person on two rows, and is not filled down.
_GROUPING = (Column.PLACE, Column.BLOCK, Column.CELL_IN_BLOCK, Column.REGISTER_CODE)
# How lines begin that are about the list and not about a person.
_ABOUT_THE_LIST = re.compile(
    r"(?:(?:sub ?)?(?:jumlah|jml|total)|rekap(?:itulasi)?|mengetahui|menyetujui|mengesahkan|diketahui|kepala|"
    r"karutan|plt|plh|kasubsi|kasi|nip|nrp|petugas|pembuat|dibuat|dicetak|cetak|tanggal cetak|tgl\.? cetak|"
    r"keadaan|sumber|catatan|keterangan|halaman|hal|page|ttd|tertanda|demikian|daftar|laporan|diperbarui)\b|"
    r"a\.?n\.|ka\.",
    re.I,
)
# A line with so many values is a person's whatever it begins with ("Sumber Rejeki" is a name too).
_MANY_VALUES = 5
_REGISTER_NUMBER = re.compile(r"[A-Z][A-Z.\s/-]{0,12}\d", re.I | re.A)
_ORDER = {column: place for place, column in enumerate(Column)}
_COUNT = re.compile(r"\d{1,6}[.)]?", re.A)
_FEWEST_NUMBERED = 3
_COLUMN_NUMBER = re.compile(r"\(?\d{1,2}\)?", re.A)


@dataclass(frozen=True, slots=True)
class MergedCells:
    """Cells merged downwards: for each column (from 0), the last row of a merged range by its first."""

    ranges: Mapping[int, Mapping[int, int]] = field(default_factory=dict)

    def covers(self, column: int, *, first: int, line: int) -> bool:
        """Say whether the cell on ``line`` is part of a merged cell that begins on the row ``first``."""
        return line <= self.ranges.get(column, {}).get(first, first)


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row of a person as it stands in the file.

    ``line`` is the line of the text file, or the row of the sheet, on which it begins; ``sheet`` is empty for
    a text file. ``values`` has only the columns that the file has; ``cells`` is the row as it stands there.
    """

    line: int
    sheet: str
    values: Mapping[Column, CellValue]
    cells: Sequence[CellValue] = field(default=(), compare=False, repr=False)

    def __getitem__(self, column: Column) -> CellValue:
        return self.values.get(column)


def people_rows(
    rows: Iterable[tuple[int, Sequence[CellValue]]],
    header: Header,
    *,
    sheet: str = "",
    merged: MergedCells | None = None,
    meanings: Meanings = NO_MEANINGS,
) -> Iterator[RawRow]:
    """Yield the rows of people among the numbered ``rows`` below ``header``.

    A header that stands again further down is obeyed from there on, should its columns have changed places.
    """
    merged = merged or MergedCells()
    # For each grouping column: the row and the value of the last cell that had one.
    above: dict[int, tuple[int, CellValue]] = {}
    for line, cells in rows:
        if not any(cell is not None and cell != "" for cell in cells):
            continue
        if again := header_in(cells, meanings):
            header = header if again.missing else again
            continue
        values = {
            column: cells[index] if index < len(cells) else None for column, index in header.places.items()
        }
        if _is_numbering(cells) or not _is_person(values):
            continue
        yield RawRow(line, sheet, _filled_down(values, header, line, merged, above), cells)


def _filled_down(
    values: dict[Column, CellValue],
    header: Header,
    line: int,
    merged: MergedCells,
    above: dict[int, tuple[int, CellValue]],
) -> dict[Column, CellValue]:
    for column in _GROUPING:
        index = header.places.get(column)
        if index is None:
            continue
        if text(values[column]):
            above[index] = line, values[column]
        elif index in above and merged.covers(index, first=above[index][0], line=line):
            values[column] = above[index][1]
    return values


def _is_person(values: Mapping[Column, CellValue]) -> bool:
    """Say whether a row is about a person, as opposed to a blank, a heading, a total or a signature.

    It is when it has a register number; else when it has two values, of which the running number may be one,
    and something only a person's row has: a running number, a register, a date, a sex or a long number.
    """
    filled = {column: written for column, cell in values.items() if (written := text(cell))}
    if not filled.keys() - {Column.RUNNING_NUMBER}:
        return False
    counted = bool(_COUNT.fullmatch(filled.get(Column.RUNNING_NUMBER, "")))
    first = next(
        filled[column]
        for column in sorted(filled, key=lambda column: _ORDER[column])
        if not (column == Column.RUNNING_NUMBER and counted)
    )
    if _ABOUT_THE_LIST.match(first) and len(filled) < _MANY_VALUES:
        return False
    if _REGISTER_NUMBER.match(filled.get(Column.REGISTER_NUMBER, "")):
        return True
    return len(filled) > 1 and (counted or _has_evidence(values))


def _has_evidence(values: Mapping[Column, CellValue]) -> bool:
    return (
        register_codes.recognise(text(values.get(Column.REGISTER_CODE))) is not None
        or sex.recognise(text(values.get(Column.SEX))) is not None
        or any(dates.is_date(values.get(column)) for column in (Column.BORN_ON, Column.ADMITTED_ON))
        or len(re.findall(r"\d", text(values.get(Column.NIK)))) >= 10
    )


def _is_numbering(cells: Sequence[CellValue]) -> bool:
    """Say whether a row only numbers the columns: (1) (2) (3), as tables in official letters do."""
    numbers: list[int] = []
    for cell in cells:
        if not (written := text(cell)):
            continue
        if not _COLUMN_NUMBER.fullmatch(written):
            return False
        numbers.append(int(written.strip("()")))
    return len(numbers) >= _FEWEST_NUMBERED and all(
        after - before == 1 for before, after in itertools.pairwise(numbers)
    )
