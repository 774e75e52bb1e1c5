"""Reading a register file that is a workbook (.xlsx), row by row and within limits that are checked before
parsing.
"""

import contextlib
import io
import itertools
import re
import zipfile
from collections.abc import Iterator, Sequence
from typing import IO, cast

import openpyxl
from openpyxl.utils.cell import range_boundaries
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from inmates.domain.cells import CellValue
from inmates.domain.columns import NO_MEANINGS, Header, Meanings, find_header
from inmates.domain.register_layout import Head, RegisterFile, head_of
from inmates.domain.register_table import MergedCells, RawRow, people_rows
from inmates.register_csv import HEADER_WITHIN, MAX_COLUMNS, MAX_ROWS, NumberedRow
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason

# What a workbook may unpack to. 20,000 people with 18 columns unpack to some 25 MB and hold 2.2 million
# pieces of markup.
MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 1_000
MAX_MARKUP = 6_000_000
# A part of over a megabyte that shrinks further than this was made to, not typed: honest sheets shrink to 1/5
# to 1/40.
_MAX_RATIO = 100
_MEGABYTE = 1024 * 1024
# The last row a spreadsheet can have; a row that claims a later number would be padded for ever.
_LAST_ROW = 1_048_576
_ENCRYPTED = 0x1
# A workbook has no document type; one that brings entities wants to have them expanded.
_DOCUMENT_TYPE = re.compile(b"<!(?:DOCTYPE|ENTITY)|" + "<!DOCTYPE".encode("utf-16-le"), re.I)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
_MAX_MERGED = 20_000


def read(content: bytes, meanings: Meanings = NO_MEANINGS) -> RegisterFile:
    """Return the rows of people on all visible sheets that have a complete header, sheet after sheet.

    Formulas count with the value the spreadsheet last computed. Sheets without such a header (a
    recapitulation) and hidden sheets are left alone.

    :raises RegisterFileUnreadable: saying why the content is no such workbook.
    """
    with _opened(content) as workbook:
        heads: dict[str, Head] = {}
        rows = list(_people(content, workbook, meanings, heads))
        return RegisterFile(rows, heads)


def tops_of(content: bytes) -> list[list[Sequence[CellValue]]]:
    """Return the first rows of each visible sheet."""
    with _opened(content) as workbook:
        return [_top(sheet) for sheet in _visible(workbook)]


@contextlib.contextmanager
def _opened(content: bytes) -> Iterator[Workbook]:
    """Open a workbook that was looked at first; whatever goes wrong in it means that it cannot be read."""
    try:
        _check_package(content)
        source = io.BytesIO(content)
        workbook = openpyxl.load_workbook(source, read_only=True, data_only=True, keep_links=False)
        try:
            yield workbook
        finally:
            workbook.close()
    except RegisterFileUnreadable:
        raise
    except Exception as error:
        # The package is sound but what is in it is not; the parsers below answer a damaged or hostile part
        # with errors of a dozen unrelated kinds.
        raise RegisterFileUnreadable(UnreadableReason.BROKEN_SPREADSHEET) from error


def _people(
    content: bytes, workbook: Workbook, meanings: Meanings, heads: dict[str, Head]
) -> Iterator[RawRow]:
    incomplete: Header | None = None
    for sheet in _visible(workbook):
        top = _top(sheet)
        header = find_header(top, meanings)
        if header is None or header.missing:
            incomplete = incomplete or header
            continue
        heads[sheet.title] = head_of(header, top)
        below = itertools.islice(_numbered(sheet), header.last + 1, None)
        merged = _merged(content, sheet)
        yield from people_rows(_bounded(below), header, sheet=sheet.title, merged=merged, meanings=meanings)
    if not heads:
        raise _headless(incomplete)


def _visible(workbook: Workbook) -> Iterator[ReadOnlyWorksheet]:
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible" and isinstance(sheet, ReadOnlyWorksheet):
            yield sheet


def _top(sheet: ReadOnlyWorksheet) -> list[Sequence[CellValue]]:
    return [cells for _, cells in itertools.islice(_numbered(sheet), HEADER_WITHIN)]


def _headless(incomplete: Header | None) -> RegisterFileUnreadable:
    if incomplete is None:
        return RegisterFileUnreadable(UnreadableReason.NO_HEADER)
    return RegisterFileUnreadable(UnreadableReason.MISSING_COLUMNS, *incomplete.missing)


def _numbered(sheet: ReadOnlyWorksheet) -> Iterator[NumberedRow]:
    # One column more than there may be shows that there are too many, without unfolding rows of 16,384 cells.
    rows = sheet.iter_rows(max_col=MAX_COLUMNS + 1, max_row=_LAST_ROW, values_only=True)  # type: ignore[misc]
    return cast(Iterator[NumberedRow], enumerate(rows, start=1))


def _bounded(rows: Iterator[NumberedRow]) -> Iterator[NumberedRow]:
    """Pass on the rows that are not blank, counting them, without the padding after their last cell."""
    count = 0
    # openpyxl fills gaps with one and the same empty row, up to a million times.
    blank: Sequence[CellValue] | None = None
    for line, cells in rows:
        if cells is blank:
            continue
        width = next((at for at in range(len(cells), 0, -1) if cells[at - 1] is not None), 0)
        if not width:
            blank = cells
            continue
        count += 1
        if count > MAX_ROWS:
            raise RegisterFileUnreadable(UnreadableReason.TOO_MANY_ROWS, MAX_ROWS)
        if width > MAX_COLUMNS:
            raise RegisterFileUnreadable(UnreadableReason.TOO_MANY_COLUMNS, MAX_COLUMNS)
        yield line, cells[:width]


def _check_package(content: bytes) -> None:
    """Look at what the ZIP file holds before any of it is parsed.

    :raises RegisterFileUnreadable: for what is no workbook, is locked, or would unpack beyond the limits.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise RegisterFileUnreadable(UnreadableReason.PASSWORD_PROTECTED)
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MAX_PARTS or unpacked > MAX_UNPACKED or any(_is_bomb(part) for part in parts):
            raise RegisterFileUnreadable(UnreadableReason.EXPANDS_TOO_FAR)
        if not {"[Content_Types].xml", "xl/workbook.xml"} <= set(package.namelist()):
            raise RegisterFileUnreadable(UnreadableReason.OTHER_SPREADSHEET)
        _check_markup(package, parts)


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > _MEGABYTE and part.file_size > _MAX_RATIO * part.compress_size


def _check_markup(package: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> None:
    # zipfile never unpacks more than the size a part declares, which has been added up already.
    markup = 0
    for part in parts:
        if not part.filename.endswith((".xml", ".rels")):
            continue
        with package.open(part) as source:
            for chunk in _chunks(source):
                markup += chunk.count(b"<")
                if _DOCUMENT_TYPE.search(chunk):
                    raise RegisterFileUnreadable(UnreadableReason.BROKEN_SPREADSHEET)
        if markup > MAX_MARKUP:
            raise RegisterFileUnreadable(UnreadableReason.EXPANDS_TOO_FAR)


def _chunks(source: IO[bytes]) -> Iterator[bytes]:
    """Yield the content in pieces, each beginning with the end of the last: nothing is cut in two unseen."""
    tail = b""
    while chunk := source.read(_MEGABYTE):
        yield tail + chunk
        tail = chunk[-200:]


def _merged(content: bytes, sheet: ReadOnlyWorksheet) -> MergedCells:
    """Return the sheet's cells merged downwards, which openpyxl does not tell when it reads row by row."""
    ranges: dict[int, dict[int, int]] = {}
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(_part_of(sheet)) as source:
        found = (match for chunk in _chunks(source) for match in _MERGED.findall(chunk))
        for reference in itertools.islice(found, _MAX_MERGED):
            left, top, _, bottom = range_boundaries(reference.decode("ascii"))
            if left and top and bottom and bottom > top:
                ranges.setdefault(left - 1, {})[top] = bottom
    return MergedCells(ranges)


def _part_of(sheet: ReadOnlyWorksheet) -> str:
    # openpyxl has no public name for the part a sheet is read from; a test notices should this one go.
    return str(sheet._worksheet_path)  # type: ignore[attr-defined]
