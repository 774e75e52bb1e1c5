"""The national identity number (NIK): what makes one valid, and what it says about its holder.

Sixteen digits ``PP KK CC DD MM YY NNNN``: province, regency and district of the **first registration**, birth
date with 40 added to the day for women, serial number from 0001. There is no check digit. Source: domain.md
3.3 [V2].
"""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto

from inmates.domain.cells import CellValue, is_number, text
from inmates.domain.dates import age_on
from inmates.domain.sex import Sex

# Kemendagri province codes (Permendagri 72/2019 and the four provinces of 2022). Regencies and districts are
# not listed: they are split and renamed every few years and a number keeps the district of its first
# registration.
PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 20),
        (21,),
        range(31, 37),
        range(51, 54),
        range(61, 66),
        range(71, 77),
        (81, 82),
        range(91, 97),
    )
    for code in codes
)
_DIGITS = re.compile(r"[0-9]{16}")
_BETWEEN_DIGITS = re.compile(r"[\s.\-'’`]+")  # noqa: RUF001
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d+|\d{15,17}[.,]0+", re.I | re.A)
_SAYS_NONE = re.compile(
    r"0?|(?:tidak|tdk|blm|belum) ?(?:ada|punya|diketahui)?|nihil|kosong|n/?a|tanpa nik", re.I
)


@dataclass(frozen=True, slots=True)
class Nik:
    """A valid number."""

    digits: str

    @property
    def sex(self) -> Sex:
        return Sex.FEMALE if int(self.digits[6:8]) > 40 else Sex.MALE

    def birth_date(self, *, on: date) -> date | None:
        """Return the birth date in the century that gives an age of 0 to 110, the later one if both do.

        :returns: ``None`` if that century has no such day (29 February).
        """
        this = on.year - on.year % 100
        for century in (this, this - 100):
            born_on = self._born_in(century)
            if born_on and 0 <= age_on(on, born_on=born_on) <= 110:
                return born_on
        return None

    def agrees_with(self, born_on: date) -> bool:
        """Say whether a recorded birth date has the day, month and two-digit year of the number."""
        return self._day_month_year == (born_on.day, born_on.month, born_on.year % 100)

    @property
    def _day_month_year(self) -> tuple[int, int, int]:
        day, month, year = (int(self.digits[at : at + 2]) for at in (6, 8, 10))
        return day - 40 if day > 40 else day, month, year

    def _born_in(self, century: int) -> date | None:
        day, month, year = self._day_month_year
        try:
            return date(century + year, month, day)
        except ValueError:
            return None


class NikState(StrEnum):
    """How the number in a cell was found."""

    VALID = auto()
    MISSING = auto()
    BAD = auto()
    DAMAGED = auto()  # by a spreadsheet, which keeps fifteen digits of a number


@dataclass(frozen=True, slots=True)
class NikReading:
    state: NikState
    nik: Nik | None = None


def parse(digits: str) -> Nik | None:
    """Return the number if the sixteen digits are valid as domain.md 3.3 has it, else ``None``."""
    if not _DIGITS.fullmatch(digits):
        return None
    province, regency, district, serial = digits[:2], digits[2:4], digits[4:6], digits[12:]
    if province not in PROVINCES or regency == "00" or district == "00" or serial == "0000":
        return None
    nik = Nik(digits)
    # 2000 and 1900 stand for any two centuries: a day that is real in neither is real in none.
    return nik if nik._born_in(2000) or nik._born_in(1900) else None


def read(value: CellValue) -> NikReading:
    """Judge the cell of a register file; blanks, dots and dashes between the digits are forgiven."""
    if is_number(value):
        return NikReading(NikState.DAMAGED)
    written = text(value)
    if _SAYS_NONE.fullmatch(written):
        return NikReading(NikState.MISSING)
    if _SCIENTIFIC.fullmatch(written):
        return NikReading(NikState.DAMAGED)
    nik = parse(_BETWEEN_DIGITS.sub("", written))
    return NikReading(NikState.VALID, nik) if nik else NikReading(NikState.BAD)
