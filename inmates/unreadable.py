"""The refusal of a file that is no register file."""

from enum import StrEnum, auto

from rutan.core.errors import Refused


class UnreadableReason(StrEnum):
    """Why a file cannot be read; beside a reason stands what ``details`` of the refusal hold, if anything."""

    EMPTY = auto()
    TOO_LARGE = auto()  # the greatest size in bytes
    NOT_A_TABLE = auto()  # a picture, a PDF, a program …
    OLD_SPREADSHEET = auto()  # .xls: to be saved as .xlsx
    PASSWORD_PROTECTED = auto()
    OTHER_SPREADSHEET = auto()  # .ods, .xlsb, or another kind of ZIP file
    WEB_PAGE = auto()  # an HTML or XML table with a spreadsheet's name
    BROKEN_SPREADSHEET = auto()
    EXPANDS_TOO_FAR = auto()  # what is packed in it is out of proportion
    TOO_MANY_ROWS = auto()  # the greatest number
    TOO_MANY_COLUMNS = auto()  # the greatest number
    UNCLOSED_QUOTE = auto()  # the line on which the quoted text begins
    CELL_TOO_LONG = auto()  # the line, and the name of the column if it is known
    NO_HEADER = auto()
    NO_ROWS = auto()  # headings, and nobody below them
    MISSING_COLUMNS = auto()  # the names of the columns (inmates.domain.columns.Column)


class RegisterFileUnreadable(Refused):
    """The file was refused as a whole; nothing of it was judged.

    ``reason`` is a code for :mod:`inmates.wording`; ``details`` are the values its sentence needs.
    """

    def __init__(self, reason: UnreadableReason, *details: str | int) -> None:
        super().__init__(reason, *details)
        self.reason = reason
        self.details = details
