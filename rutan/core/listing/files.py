"""A list as a file: exactly the rows and columns that are asked for, and nothing in it that a spreadsheet would run."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from rutan.core.listing.definition import Kind
from rutan.core.listing.reading import Asked

# A spreadsheet takes a cell that begins so for a formula and runs it; after blanks too, and written wide.
FORMULA, SPLITTERS = ("=", "+", "-", "@"), ("\t", "\r", "\n")
BYTE_ORDER_MARK = "\ufeff"  # tells Excel that it is UTF-8
LONGEST_CELL = 32_767
WIDTHS = {Kind.TEXT: 26, Kind.DAY: 13, Kind.MOMENT: 18, Kind.NUMBER: 9}
FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "       ")
LONGEST_SHEET_NAME = 31


@dataclass(frozen=True)
class Fact:
    """What a file says of itself: who made it, when, why, by which filters."""

    label: str
    text: str


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before it, if it would be one."""
    begins_like_one = unicodedata.normalize("NFKC", text).lstrip().startswith(FORMULA)
    return f"'{text}" if begins_like_one or text.startswith(SPLITTERS) else text


def values_of(asked: Asked, row: Any) -> list[Any]:
    """What the chosen columns say of a row: texts, numbers and days."""
    return [column.value(row) for column in asked.columns]


def as_csv(asked: Asked, rows: Iterable[Any]) -> bytes:
    """The rows with a head; days as 2026-11-24, so that every program can sort them."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([harmless(str(column.label)) for column in asked.columns])
    writer.writerows([_plain(value) for value in values_of(asked, row)] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def as_xlsx(asked: Asked, rows: Iterable[Any], facts: Iterable[Fact]) -> bytes:
    """A sheet that says what the file is, and a sheet of the rows; texts are written as texts."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        strong = book.add_format({"bold": True, "bottom": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        formats = {
            Kind.DAY: book.add_format({"num_format": "dd/mm/yyyy"}),
            Kind.MOMENT: book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
        }
        about = book.add_worksheet(_("About this file")[:LONGEST_SHEET_NAME])
        about.set_column(0, 0, 22)
        about.set_column(1, 1, 90)
        for line, fact in enumerate(facts):
            about.write_string(line, 0, harmless(fact.label), strong)
            about.write_string(line, 1, harmless(fact.text), wrapped)
        sheet = book.add_worksheet(
            str(asked.listing.title).translate(FORBIDDEN_IN_NAMES)[:LONGEST_SHEET_NAME]
        )
        _heads(sheet, asked, strong)
        for line, row in enumerate(rows, 1):
            for place, (column, value) in enumerate(zip(asked.columns, values_of(asked, row), strict=True)):
                _write(sheet, line, place, value, formats.get(column.kind))
    return target.getvalue()


def _heads(sheet: Any, asked: Asked, style: Any) -> None:
    for place, column in enumerate(asked.columns):
        sheet.set_column(place, place, WIDTHS[column.kind])
        sheet.write_string(0, place, harmless(str(column.label)), style)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _write(sheet: Any, line: int, place: int, value: Any, style: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, datetime):
        sheet.write_datetime(line, place, timezone.localtime(value).replace(tzinfo=None), style)
    elif isinstance(value, date):
        sheet.write_datetime(line, place, datetime(value.year, value.month, value.day), style)  # noqa: DTZ001  # a day
    elif isinstance(value, int):
        sheet.write_number(line, place, value)
    else:
        sheet.write_string(line, place, harmless(str(value))[:LONGEST_CELL])


def _plain(value: Any) -> Any:
    """A value as a file of texts has it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return timezone.localtime(value).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, int) else harmless(str(value))


def in_pieces(rows: Any, size: int = 2_000) -> Iterator[Any]:
    """Rows as they come from the database, a piece at a time."""
    return iter(rows.iterator(chunk_size=size))
