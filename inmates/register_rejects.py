"""Rows that were not stored, as a file in the layout they came in, with the reason beside each: to mend and load again."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import xlsxwriter

from inmates.domain.cells import CellValue, text
from inmates.domain.register_layout import Head, RegisterFile, cells_of
from inmates.register_csv import DELIMITERS
from rutan.core.spreadsheets import harmless

# The heading of the column of reasons, in the language of the file; it means nothing to the reader of such files.
REASON = "Alasan"
BYTE_ORDER_MARK = "\ufeff"
LONGEST_TEXT = 32_767
_LONGEST_SHEET_NAME = 31
_FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "       ")

# Why a row was left out, by its sheet and line.
Reasons = Mapping[tuple[str, int], str]


def as_csv(file: RegisterFile, reasons: Reasons) -> bytes:
    """Return the rows with a reason as text, sheet after sheet, each below its heading."""
    target = io.StringIO(newline="")
    # A sign that a reader would not try is not repeated.
    known = file.delimiter if file.delimiter in DELIMITERS else ";"
    writer = csv.writer(target, delimiter=known)
    for sheet in file.heads:
        writer.writerows([_as_text(cell) for cell in row] for row in _rows(file, sheet, reasons))
    return (BYTE_ORDER_MARK + target.getvalue()).encode("utf-8")


def as_xlsx(file: RegisterFile, reasons: Reasons) -> bytes:
    """Return the rows with a reason as a workbook, in the sheets they came from."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        taken: set[str] = set()
        for sheet in file.heads:
            page = book.add_worksheet(_sheet_name(sheet, taken))
            for line, row in enumerate(_rows(file, sheet, reasons)):
                for column, cell in enumerate(row):
                    _write(page, line, column, cell, day)
    return target.getvalue()


def _rows(file: RegisterFile, sheet: str, reasons: Reasons) -> Iterator[list[CellValue]]:
    """The heading of a sheet and its rows that have a reason, each with the reason as its last cell."""
    head = file.heads[sheet]
    own = _column_of_reasons(head)
    width = max(len(row) for row in head.rows)
    rows = [raw for raw in file.rows if raw.sheet == sheet and (sheet, raw.line) in reasons]
    if not rows:
        return
    for at, upper in enumerate(head.rows, start=1):
        yield _with(list(upper), REASON if at == len(head.rows) else None, own, width)
    for raw in rows:
        yield _with(cells_of(raw, head), reasons[sheet, raw.line], own, width)


def _column_of_reasons(head: Head) -> int | None:
    """Where a file that was mended has the reasons of the last time."""
    last = [text(cell) for cell in head.rows[-1]]
    return last.index(REASON) if REASON in last else None


def _with(cells: list[CellValue], reason: str | None, own: int | None, width: int) -> list[CellValue]:
    if own is not None:
        cells += [None] * (own + 1 - len(cells))
        cells[own] = reason
        return cells
    return [*cells[:width], *[None] * (width - len(cells)), reason]


def _as_text(cell: CellValue) -> str:
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else harmless(str(cell))


def _write(page: Any, line: int, column: int, cell: CellValue, day: Any) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, bool):
        page.write_boolean(line, column, cell)
    elif isinstance(cell, int | float) and math.isfinite(cell):
        page.write_number(line, column, cell)
    elif isinstance(cell, date) and cell.year >= 1900:
        page.write_datetime(line, column, cell, day)
    elif isinstance(cell, time | timedelta | date):
        page.write_string(line, column, str(cell))
    else:
        page.write_string(line, column, harmless(str(cell))[:LONGEST_TEXT])


def _sheet_name(title: str, taken: set[str]) -> str:
    """A name that a workbook may have, once."""
    plain = title.translate(_FORBIDDEN_IN_NAMES).strip(" '")[: _LONGEST_SHEET_NAME - 3] or REASON
    name, number = plain, 1
    while name.casefold() in taken:
        number += 1
        name = f"{plain} {number}"
    taken.add(name.casefold())
    return name


def reasons_by_place(found: Sequence[tuple[str, int, str]]) -> Reasons:
    """Order reasons by sheet and line."""
    return {(sheet, line): reason for sheet, line, reason in found}


__all__ = ["REASON", "as_csv", "as_xlsx", "reasons_by_place"]
