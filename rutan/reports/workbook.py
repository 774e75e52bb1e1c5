"""The spreadsheet of a report, from its frozen data alone: numbers as numbers, no formulas, the same bytes each time.

It leaves the house like the paper, and hides the same numbers.
"""

import io
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from rutan.reports import wording
from rutan.reports.domain.layout import LaidSection, LaidTable, laid_out
from rutan.reports.domain.outside import veils_of
from rutan.reports.domain.report import Report
from rutan.reports.domain.veiling import SIGNS

WIDTH_OF_LABELS, WIDTH_OF_NUMBERS, WIDTH_OF_TEXT = 58, 14, 90
LONGEST_SHEET_NAME = 31
FORBIDDEN_IN_NAMES = str.maketrans("[]:*?/\\", "       ")


@dataclass(frozen=True)
class Cover:
    """What the spreadsheet says of itself, beside the frozen data."""

    month: str
    number: str
    digest: str
    made_at: datetime


def workbook_of(report: Report, cover: Cover) -> bytes:
    """Return the workbook: a cover, a sheet for each section, a sheet that says what each figure counts."""
    target = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with wording.on_paper(), xlsxwriter.Workbook(target, options) as book:
        book.set_properties({"title": cover.number, "created": cover.made_at.replace(microsecond=0)})
        styles = _styles(book)
        _write_cover(book, styles, report, cover)
        for section in laid_out(report, veils_of(report)):
            _write_section(book, styles, section)
        _write_sources(book, styles, report)
    return target.getvalue()


def _styles(book: Any) -> dict[str, Any]:
    kinds = {
        "title": {"bold": True, "font_size": 14},
        "heading": {"bold": True, "bottom": 1},
        "heading_right": {"bold": True, "bottom": 1, "align": "right"},
        "under": {"indent": 1},
        "label": {},
        "number": {"num_format": "#,##0"},
        "veiled": {"align": "right"},
        "percent": {"num_format": "0%"},
        "text": {"text_wrap": True, "valign": "top"},
    }
    return {name: book.add_format(kind) for name, kind in kinds.items()}


def _sheet(book: Any, name: str, *widths: int) -> Any:
    sheet = book.add_worksheet(name.translate(FORBIDDEN_IN_NAMES)[:LONGEST_SHEET_NAME].strip())
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return sheet


def _write_cover(book: Any, styles: dict[str, Any], report: Report, cover: Cover) -> None:
    sheet = _sheet(book, _("Report"), 28, WIDTH_OF_TEXT)
    sheet.write_string(0, 0, f"{_('Coordination report')} {cover.month}", styles["title"])
    facts = [
        (_("Facility"), report.facility["name"]),
        (_("Number"), cover.number),
        (_("Edition"), str(report.edition)),
        (_("First and last day"), f"{report.first_day} – {report.last_day}"),
        (_("Data read at"), report.read_at),
        (_("Seal (SHA-256)"), cover.digest),
        *((_("Agreement"), f"{each.agency}: {each.number}") for each in report.agreements),
    ]
    if report.corrects:
        facts.append((_("Corrects"), f"{report.corrects.number}: {report.corrects.reason}"))
        facts += [(_("Changed"), change) for change in report.corrects.outside or ()]
    facts += [(_("How to read it"), sentence) for sentence in wording.veil_legend(veils_of(report).values())]
    for line, (label, value) in enumerate(facts, 2):
        sheet.write_string(line, 0, label, styles["text"])
        sheet.write_string(line, 1, value, styles["text"])


def _write_section(book: Any, styles: dict[str, Any], section: LaidSection) -> None:
    columns = max([len(table.heads) + 2 for table in section.tables], default=1)
    sheet = _sheet(book, f"{section.letter}. {section.title}", WIDTH_OF_LABELS, *[WIDTH_OF_NUMBERS] * columns)
    sheet.write_string(0, 0, f"{section.letter}. {section.title}", styles["title"])
    line = 2
    for table in section.tables:
        line = _write_table(sheet, styles, table, line) + 1
    for remark in section.remarks:
        sheet.write_string(line, 0, remark, styles["text"])
        line += 1


def _write_table(sheet: Any, styles: dict[str, Any], table: LaidTable, line: int) -> int:
    heads = [head.label for head in table.heads] + ([_("Of"), _("Share")] if table.shares else [])
    sheet.write_string(line, 0, table.title, styles["heading"])
    for column, head in enumerate(heads, 1):
        sheet.write_string(line, column, head, styles["heading_right"])
    for row in table.rows:
        line += 1
        sheet.write_string(line, 0, row.label, styles["under" if row.level else "label"])
        for column, cell in enumerate(row.cells, 1):
            _write_number(sheet, styles, (line, column), cell.value, cell.veil)
        first = row.cells[0]
        if table.shares and first.whole and first.value is not None:
            sheet.write_number(line, 2, first.whole, styles["number"])
            sheet.write_number(line, 3, first.value / first.whole, styles["percent"])
    return line + 1


def _write_number(
    sheet: Any, styles: dict[str, Any], place: tuple[int, int], value: int | None, veil: str
) -> None:
    if value is None:
        sheet.write_string(*place, SIGNS[veil], styles["veiled"])
    else:
        sheet.write_number(*place, value, styles["number"])


def _write_sources(book: Any, styles: dict[str, Any], report: Report) -> None:
    sheet = _sheet(book, _("Sources"), 38, WIDTH_OF_LABELS, WIDTH_OF_NUMBERS, WIDTH_OF_NUMBERS, WIDTH_OF_TEXT)
    heads = (_("Code"), _("Figure"), _("How many"), _("Counts"), _("What is counted"))
    for column, head in enumerate(heads):
        sheet.write_string(0, column, head, styles["heading"])
    veils = veils_of(report)
    for line, figure in enumerate(report.figures.values(), 1):
        veil = veils.get(figure.code, "")
        sheet.write_string(line, 0, figure.code)
        sheet.write_string(line, 1, figure.label, styles["text"])
        _write_number(sheet, styles, (line, 2), None if veil else figure.value, veil)
        sheet.write_string(line, 3, str(wording.UNITS[figure.unit]))
        sheet.write_string(line, 4, figure.definition, styles["text"])
