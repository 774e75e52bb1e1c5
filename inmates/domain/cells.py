"""What one cell of a register file holds, and how it becomes clean text.

Text is kept as typed, a formula (``=HYPERLINK(...)``) or a tag (``<script>``) included: making it harmless is
the job of whatever prints it (autoescape in pages, the formula guard in exports). Only blanks and invisible
characters, which nobody typed on purpose, are put in order.
"""

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from rutan.core.domain.signs import is_hidden

CellValue = str | bool | int | float | datetime | date | time | timedelta | None

# A lone dash, dot or row of them is how offices fill a cell that has nothing in it; the others are what a
# spreadsheet shows in place of a value that could not be computed.
_PLACEHOLDER = re.compile(r"[-–—_.\s]+|#N/A|#REF!|#VALUE!|#NAME\?|#DIV/0!|#NULL!|#NUM!")
# An apostrophe that an export put before what looks like a formula (rutan.core.spreadsheets).
_ESCAPED = re.compile("'[-=+@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def text(value: CellValue) -> str:
    """Return the cell as one line, runs of blanks (line breaks too) as one, without invisible characters."""
    clean = " ".join(_visible(_typed(value)).split())
    return "" if _PLACEHOLDER.fullmatch(clean) else clean


def lines(value: CellValue) -> str:
    """Return the cell with its line breaks, each line cleaned as by :func:`text`, without empty lines."""
    cleaned = (" ".join(_visible(line).split()) for line in _typed(value).splitlines())
    clean = "\n".join(line for line in cleaned if line)
    return "" if _PLACEHOLDER.fullmatch(clean) else clean


def is_number(value: CellValue) -> bool:
    """Say whether a spreadsheet holds the cell as a number (``True`` and ``False`` are not numbers here)."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _typed(value: CellValue) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        # What an export wrote so that it is no formula is what it was before.
        return value[1:] if _ESCAPED.match(value) else value
    if isinstance(value, float) and value.is_integer():
        # Spreadsheets hold whole numbers as 12.0; nobody typed the ".0".
        return str(int(value))
    return str(value)


def _visible(value: str) -> str:
    if value.isascii() and value.isprintable():
        return value
    return "".join(
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", value)
        # A NUL cannot be stored, a direction mark makes a name read otherwise than it is.
        if character.isspace() or not is_hidden(character)
    )
