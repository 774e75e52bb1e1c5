"""What may be said about a row of a register file: names others script against (contracts.md)."""

from collections.abc import Iterable
from enum import StrEnum, auto


class RowCode(StrEnum):
    """Errors first, then warnings, in the order in which they are listed for a row."""

    MISSING_NAME = auto()
    MISSING_REGISTER_NUMBER = auto()
    UNKNOWN_REGISTER_CODE = auto()
    BAD_BIRTH_DATE = auto()
    IMPLAUSIBLE_AGE = auto()
    BAD_ADMISSION_DATE = auto()
    ADMISSION_IN_FUTURE = auto()
    UNKNOWN_SEX = auto()
    DUPLICATE_IN_FILE = auto()
    EXPIRY_BEFORE_ADMISSION = auto()
    CELL_TOO_LONG = auto()
    CONTROL_CHARACTER = auto()
    MISSING_NIK = auto()
    BAD_NIK = auto()
    NIK_DAMAGED_BY_SPREADSHEET = auto()
    NIK_BIRTH_DATE_MISMATCH = auto()
    NIK_SEX_MISMATCH = auto()
    MISSING_EXPIRY_DATE = auto()
    UNKNOWN_BLOCK = auto()
    KEPT_APART = auto()

    @property
    def is_error(self) -> bool:
        """Whether a row with the code is not imported."""
        return self in ERRORS


ERRORS = frozenset(list(RowCode)[: list(RowCode).index(RowCode.MISSING_NIK)])
WARNINGS = frozenset(RowCode) - ERRORS
_ORDER = {code: place for place, code in enumerate(RowCode)}


class Outcome(StrEnum):
    """What importing the row does.

    ``WARNING`` is a new or changed row that carries warnings, or one whose move is held. A row that says nothing new
    is ``UNCHANGED`` whatever it carries: importing the same file again must change nothing, and the totals must say so.
    """

    NEW = auto()
    CHANGED = auto()
    UNCHANGED = auto()
    WARNING = auto()
    ERROR = auto()


def in_order(codes: Iterable[RowCode]) -> tuple[RowCode, ...]:
    """Return the codes, each once, in the order of the contract."""
    return tuple(sorted(set(codes), key=_ORDER.__getitem__))
