"""Sentences for the codes of a register file."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inmates import wording_columns
from inmates.domain.columns import Column
from inmates.domain.row_codes import Outcome, RowCode
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason

ROW_CODES: dict[RowCode, str | Promise] = {
    RowCode.MISSING_NAME: _("The name is missing."),
    RowCode.MISSING_REGISTER_NUMBER: _("The register number is missing."),
    RowCode.UNKNOWN_REGISTER_CODE: _("The register code is not known."),
    RowCode.BAD_BIRTH_DATE: _("The birth date cannot be read."),
    RowCode.IMPLAUSIBLE_AGE: _("The age would be under 12 or over 100."),
    RowCode.BAD_ADMISSION_DATE: _("The admission date cannot be read."),
    RowCode.ADMISSION_IN_FUTURE: _("The admission lies in the future."),
    RowCode.UNKNOWN_SEX: _("The sex is not known."),
    RowCode.DUPLICATE_IN_FILE: _("The register number stands in the file twice."),
    RowCode.EXPIRY_BEFORE_ADMISSION: _("The expiry date is before the admission."),
    RowCode.CELL_TOO_LONG: _("A text is longer than can be stored."),
    RowCode.CONTROL_CHARACTER: _("A text has characters that cannot be read."),
    RowCode.MISSING_NIK: _("The NIK is missing."),
    RowCode.BAD_NIK: _("The NIK is not valid or already somebody else's; it is not stored."),
    RowCode.NIK_DAMAGED_BY_SPREADSHEET: _("The spreadsheet has spoiled the NIK; it is not stored."),
    RowCode.NIK_BIRTH_DATE_MISMATCH: _("The NIK and the birth date do not agree."),
    RowCode.NIK_SEX_MISMATCH: _("The NIK and the sex do not agree."),
    RowCode.MISSING_EXPIRY_DATE: _("The expiry date is missing."),
    RowCode.UNKNOWN_BLOCK: _("The cell is not known; the person is stored without a place."),
    RowCode.KEPT_APART: _("The person may not be kept in the cell of the file and stays where they are."),
}
OUTCOMES: dict[Outcome, str | Promise] = {
    Outcome.NEW: _("new"),
    Outcome.CHANGED: _("changed"),
    Outcome.UNCHANGED: _("unchanged"),
    Outcome.WARNING: _("with a remark"),
    Outcome.ERROR: _("not stored"),
}
REASONS: dict[UnreadableReason, str | Promise] = {
    UnreadableReason.EMPTY: _("The file is empty."),
    UnreadableReason.TOO_LARGE: _("The file is too large."),
    UnreadableReason.NOT_A_TABLE: _("This is no table. Save the register as XLSX or CSV."),
    UnreadableReason.OLD_SPREADSHEET: _("This is an old spreadsheet (.xls). Save it as .xlsx."),
    UnreadableReason.PASSWORD_PROTECTED: _("The file is protected by a password. Save it without one."),
    UnreadableReason.OTHER_SPREADSHEET: _("This kind of spreadsheet is not read. Save it as .xlsx or CSV."),
    UnreadableReason.WEB_PAGE: _("This is a web page with a spreadsheet's name. Save it as .xlsx."),
    UnreadableReason.BROKEN_SPREADSHEET: _("The spreadsheet is damaged. Open it and save it again."),
    UnreadableReason.EXPANDS_TOO_FAR: _("What is packed in the file is far too large."),
    UnreadableReason.TOO_MANY_ROWS: _("The file has too many rows."),
    UnreadableReason.TOO_MANY_COLUMNS: _("The file has too many columns."),
    UnreadableReason.UNCLOSED_QUOTE: _("A quoted text is never closed. First line of it: {details}."),
    UnreadableReason.CELL_TOO_LONG: _("A text is too long: {details}."),
    UnreadableReason.NO_HEADER: _("No line with the names of the columns was found."),
    UnreadableReason.NO_ROWS: _(
        "There are headings, but no row of a person below them: nothing is imported."
    ),
    UnreadableReason.MISSING_COLUMNS: _("Columns are missing: {details}."),
}


def remarks(codes: Iterable[str], cells: Mapping[Any, Sequence[str]]) -> list[str]:
    """Say what a row carries, a sentence for each code; where a code is about single cells, with their columns.

    :param cells: the columns by code, as they are kept with a row.
    """
    return [_remark(RowCode(code), cells.get(code, ())) for code in codes]


def _remark(code: RowCode, columns: Sequence[str]) -> str:
    said = str(ROW_CODES[code])
    if not columns:
        return said
    return f"{said.rstrip('.')}: {wording_columns.columns([Column(each) for each in columns])}."


def unreadable(refusal: RegisterFileUnreadable) -> str:
    """Say why a file was refused as a whole."""
    known = {column.value: column for column in Column}
    words = [
        wording_columns.columns([known[each]]) if each in known else str(each) for each in refusal.details
    ]
    return str(REASONS[refusal.reason]).format(details=", ".join(words))


def all_rows() -> str:
    """What the rows of every outcome together are called."""
    return str(_("All rows"))


def held() -> str:
    """What rows are called that would make somebody another person."""
    return str(_("to decide"))
