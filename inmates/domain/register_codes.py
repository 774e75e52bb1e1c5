"""The registers (*buku register*) a person in custody stands in, and how offices spell them.

Source: domain.md 2.1 (Ditjenpas decree PAS-170.PK.01.01.02/2015). Registers D (goods) and F (discipline) are
not registers of people and are therefore not recognised.
"""

import re
from enum import StrEnum


class RegisterCode(StrEnum):
    """The code as it is written in full, with dots."""

    A_I = "A.I"  # detainee of the investigator
    A_II = "A.II"  # of the prosecutor
    A_III = "A.III"  # of the district court
    A_IV = "A.IV"  # of the high court
    A_V = "A.V"  # of the supreme court
    B_I = "B.I"  # prisoner, over 1 year
    B_IIA = "B.IIa"  # over 3 months up to 12 months
    B_IIB = "B.IIb"  # 1 day to 3 months
    B_III = "B.III"  # confinement
    B_IIIS = "B.IIIs"  # substitute for an unpaid fine
    LIFE = "SH"
    DEATH = "Mati"
    C = "C"  # hostage for debt

    @property
    def is_detainee(self) -> bool:
        """Whether the person is still before the courts (register A)."""
        return self.startswith("A.")

    @property
    def has_no_end(self) -> bool:
        """Whether nobody in this register has a date of expiry: life and death sentences."""
        return self in {RegisterCode.LIFE, RegisterCode.DEATH}


_NOT_LETTERS = re.compile(r"[\s.\-_/]+")
_BEFORE_FIRST_DIGIT = re.compile(r"[^\W\d_][^\d]*(?=\d)")

_BY_SPELLING = {_NOT_LETTERS.sub("", code).upper(): code for code in RegisterCode} | {
    "SEUMURHIDUP": RegisterCode.LIFE,
    "HUKUMANMATI": RegisterCode.DEATH,
    "PIDANAMATI": RegisterCode.DEATH,
}


def recognise(written: str) -> RegisterCode | None:
    """Return the register that is meant, with or without dots and blanks, in any case, or ``None``.

    Digits in place of Roman numerals are refused on purpose: "A3" is a cell, and a row whose columns have
    slipped must not be taken for a detainee of the district court.
    """
    return _BY_SPELLING.get(_NOT_LETTERS.sub("", written).upper())


def code_in_number(register_number: str) -> RegisterCode | None:
    """Return the register that a number such as ``BIIa.12/2026`` begins with, or ``None``."""
    found = _BEFORE_FIRST_DIGIT.match(register_number.strip())
    return recognise(found.group()) if found else None


def register_key(register_number: str) -> str:
    """Return what makes two spellings of a register number the same number.

    Case and blanks never tell two people apart, nor do dots in the letters before the first digit:
    ``B.I.12/2026`` is ``BI.12/2026``. Dots and signs after it may.
    """
    joined = "".join(register_number.split()).upper()
    found = _BEFORE_FIRST_DIGIT.match(joined)
    if not found:
        return joined
    return _NOT_LETTERS.sub("", found.group()) + "." + joined[found.end() :]
