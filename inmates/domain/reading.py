"""From a raw row to a cleaned one and the codes that it earns by itself."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from inmates.domain import dates, nik, register_codes, sex
from inmates.domain.cell_faults import Cells, cut, faults_of
from inmates.domain.cells import CellValue, lines, text
from inmates.domain.columns import Column
from inmates.domain.places import Places
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_row import RegisterRow
from inmates.domain.register_table import RawRow
from inmates.domain.row_codes import RowCode

_NIK_CODES = {
    nik.NikState.MISSING: RowCode.MISSING_NIK,
    nik.NikState.BAD: RowCode.BAD_NIK,
    nik.NikState.DAMAGED: RowCode.NIK_DAMAGED_BY_SPREADSHEET,
}
# Nobody was admitted longer ago than anybody lives; such a day is a slip of the hand ("1025").
_LONGEST = timedelta(days=100 * 366)


@dataclass(frozen=True, slots=True)
class RowReading:
    """A cleaned row and every code that needs neither the other rows nor what is stored."""

    row: RegisterRow
    codes: frozenset[RowCode]
    cells: Cells


def read_row(raw: RawRow, *, on: date, places: Places) -> RowReading:
    """Clean ``raw`` and judge it by itself on the day ``on``."""
    cells = faults_of(raw)
    raw = cut(raw, cells)
    identity = nik.read(raw[Column.NIK])
    birth_place, birth_date = _birth(raw)
    row = RegisterRow(
        register_number=text(raw[Column.REGISTER_NUMBER]),
        register_code=_register_code(raw),
        full_name=text(raw[Column.FULL_NAME]),
        alias=text(raw[Column.ALIAS]),
        nik=identity.nik.digits if identity.nik else "",
        birth_place=birth_place,
        born_on=dates.read_birth_date(birth_date, on=on),
        sex=sex.recognise(text(raw[Column.SEX])),
        religion=text(raw[Column.RELIGION]),
        education=text(raw[Column.EDUCATION]),
        occupation=text(raw[Column.OCCUPATION]),
        address=lines(raw[Column.ADDRESS]),
        offence=lines(raw[Column.OFFENCE]),
        admitted_on=_admission(raw, on=on),
        expires_on=dates.read_date(raw[Column.EXPIRES_ON], on=on),
        cell=places.find(_place(raw)) or "",
        remark=lines(raw[Column.REMARK]),
    )
    codes = frozenset((*_errors(row, on=on), *_warnings(row, identity), *cells))
    return RowReading(row, codes, cells)


def _errors(row: RegisterRow, *, on: date) -> Iterator[RowCode]:
    if not row.full_name:
        yield RowCode.MISSING_NAME
    if not row.register_number:
        yield RowCode.MISSING_REGISTER_NUMBER
    if row.register_code is None:
        yield RowCode.UNKNOWN_REGISTER_CODE
    if row.born_on is None:
        yield RowCode.BAD_BIRTH_DATE
    elif not dates.YOUNGEST <= dates.age_on(on, born_on=row.born_on) <= dates.OLDEST:
        yield RowCode.IMPLAUSIBLE_AGE
    if row.admitted_on is None:
        yield RowCode.BAD_ADMISSION_DATE
    elif row.admitted_on > on:
        yield RowCode.ADMISSION_IN_FUTURE
    if row.sex is None:
        yield RowCode.UNKNOWN_SEX
    if row.expires_on and row.admitted_on and row.expires_on < row.admitted_on:
        yield RowCode.EXPIRY_BEFORE_ADMISSION


def _warnings(row: RegisterRow, identity: nik.NikReading) -> Iterator[RowCode]:
    if identity.nik is None:
        yield _NIK_CODES[identity.state]
    else:
        if row.born_on and not identity.nik.agrees_with(row.born_on):
            yield RowCode.NIK_BIRTH_DATE_MISMATCH
        if row.sex and identity.nik.sex != row.sex:
            yield RowCode.NIK_SEX_MISMATCH
    if row.expires_on is None and not (row.register_code and row.register_code.has_no_end):
        yield RowCode.MISSING_EXPIRY_DATE
    if not row.cell:
        yield RowCode.UNKNOWN_BLOCK


def _register_code(raw: RawRow) -> RegisterCode | None:
    # Without a column of its own the register is what the number begins with. An empty cell in such a column
    # is an omission that the office has to mend.
    if Column.REGISTER_CODE in raw.values:
        return register_codes.recognise(text(raw[Column.REGISTER_CODE]))
    return register_codes.code_in_number(text(raw[Column.REGISTER_NUMBER]))


def _birth(raw: RawRow) -> tuple[str, CellValue]:
    """Return place and date of birth, which may stand in one column ("Banjarnegara, 13 Maret 1970")."""
    place = text(raw[Column.BIRTH_PLACE])
    if Column.BORN_ON in raw.values:
        return place, raw[Column.BORN_ON]
    together = raw[Column.BIRTH_PLACE_AND_DATE]
    if not isinstance(together, str):
        return place, together
    written = text(together)
    digit = next((at for at, character in enumerate(written) if character.isdecimal()), len(written))
    return written[:digit].rstrip(" ,/;-"), written[digit:]


def _admission(raw: RawRow, *, on: date) -> date | None:
    admitted_on = dates.read_date(raw[Column.ADMITTED_ON], on=on)
    return admitted_on if admitted_on and on - admitted_on < _LONGEST else None


def _place(raw: RawRow) -> str:
    if place := text(raw[Column.PLACE]):
        return place
    return f"{text(raw[Column.BLOCK])} {text(raw[Column.CELL_IN_BLOCK])}"
