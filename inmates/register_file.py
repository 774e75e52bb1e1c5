"""From the bytes of a register file to its rows of people.

What a file is, is told by its content; its name is only a name (exports of other systems call a web page
``.xls``). Workbooks are read by :mod:`inmates.register_xlsx`, text by :mod:`inmates.register_csv`; which rows
are people, and which column is which, is decided by :mod:`inmates.domain.register_table` and
:mod:`inmates.domain.columns`.
"""

import itertools

from inmates import register_csv, register_xlsx
from inmates.domain.cells import lines
from inmates.domain.columns import DEFAULT_LENGTH, LENGTHS
from inmates.domain.register_table import RawRow, people_rows
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason

__all__ = ["MAX_BYTES", "RegisterFileUnreadable", "UnreadableReason", "read_register_file"]

MAX_BYTES = 20 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
# Old Office files and encrypted new ones are both "compound files"; the latter have a stream of this name.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_register_file(content: bytes) -> list[RawRow]:
    """Return the rows of people in the file, in its order, each with the line on which it begins.

    :raises RegisterFileUnreadable: if the file as a whole cannot be read; nothing else is raised for any
        bytes.
    """
    if len(content) > MAX_BYTES:
        raise RegisterFileUnreadable(UnreadableReason.TOO_LARGE, MAX_BYTES)
    if not content.strip(b"\x00\t\n\r \xef\xbb\xbf\xfe\xff"):
        raise RegisterFileUnreadable(UnreadableReason.EMPTY)
    if content.startswith(_COMPOUND):
        locked = _ENCRYPTED_STREAM in content
        raise RegisterFileUnreadable(
            UnreadableReason.PASSWORD_PROTECTED if locked else UnreadableReason.OLD_SPREADSHEET
        )
    is_package = content.startswith((_ZIP, _EMPTY_ZIP))
    rows = register_xlsx.rows_of(content) if is_package else _rows_of_text(content)
    _check_lengths(rows)
    return rows


def _rows_of_text(content: bytes) -> list[RawRow]:
    header, rows = register_csv.rows_of(register_csv.decode(content))
    if header is None:
        raise RegisterFileUnreadable(UnreadableReason.NO_HEADER)
    if header.missing:
        raise RegisterFileUnreadable(UnreadableReason.MISSING_COLUMNS, *header.missing)
    return list(people_rows(itertools.islice(rows, header.last + 1, None), header))


def _check_lengths(rows: list[RawRow]) -> None:
    for row in rows:
        for column, cell in row.values.items():
            longest = LENGTHS.get(column, DEFAULT_LENGTH)
            # Blanks may be many; only what is left of the cell is stored.
            if isinstance(cell, str) and len(cell) > longest and len(lines(cell)) > longest:
                raise RegisterFileUnreadable(UnreadableReason.CELL_TOO_LONG, row.line, column)
