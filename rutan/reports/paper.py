"""What the paper of a report says, from its frozen data alone."""

from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from rutan.core.dates import long_date, moment
from rutan.reports import wording
from rutan.reports.domain.layout import Cell, LaidSection, LaidTable, Row, laid_out
from rutan.reports.domain.months import Month
from rutan.reports.domain.outside import veils_of
from rutan.reports.domain.report import Report

TEMPLATE = "rutan/reports/papers/monthly.typ"


def body_of(report: Report, *, digest: str) -> dict[str, Any]:
    """Return the data of the template: texts only, in the language of the paper; no row and no name of a person.

    The paper leaves the house, so it writes out no number that is veiled.
    ``digest`` is the seal of the frozen report, which the paper carries.
    """
    veils = veils_of(report)
    return {
        "month": wording.month_in_words(Month.read(report.period)),
        "edition": str(report.edition),
        "digest": digest,
        "read_at": moment(datetime.fromisoformat(report.read_at)),
        "agreements": [
            [each.agency, each.number, long_date(date.fromisoformat(each.starts_on)), str(each.assessors)]
            for each in report.agreements
        ],
        "corrects": _correction(report),
        "legend": wording.veil_legend(veils.values()),
        "sections": [_section(section) for section in laid_out(report, veils)],
        "copies": list(report.copies),
    }


def number(value: int) -> str:
    """Return a number with points between the thousands, as it is written in Indonesian."""
    return f"{value:,}".replace(",", ".")


def written(cell: Cell) -> str:
    """Return a number, or what is written in its place."""
    return cell.sign if cell.value is None else number(cell.value)


def _correction(report: Report) -> dict[str, Any] | None:
    if report.corrects is None:
        return None
    return {
        "edition": str(report.corrects.edition),
        "number": report.corrects.number,
        "reason": report.corrects.reason,
        "changes": list(report.corrects.outside or ()),
    }


def _section(section: LaidSection) -> dict[str, Any]:
    return {
        "letter": section.letter,
        "title": section.title,
        "tables": [_table(table) for table in section.tables],
        "remarks": list(section.remarks),
    }


def _table(table: LaidTable) -> dict[str, Any]:
    heads = [{"label": head.label, "tier": head.tier} for head in table.heads]
    if table.shares:
        heads.append({"label": _("Share"), "tier": ""})
    return {
        "title": table.title,
        "heads": heads,
        "lines": [
            {"label": row.label, "level": row.level, "cells": _cells(row, table.shares)} for row in table.rows
        ],
    }


def _cells(row: Row, shares: bool) -> list[str]:
    cells = [written(cell) for cell in row.cells]
    return [*cells, share(row.cells[0].percent, row.cells[0].whole)] if shares else cells


def share(percent: int | None, whole: int | None) -> str:
    """Return a percentage with what it is of, or nothing."""
    if percent is None or whole is None:
        return ""
    return _("%(percent)d%% of %(whole)s") % {"percent": percent, "whole": number(whole)}
