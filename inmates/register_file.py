"""From the bytes of a register file to its rows of people.

What a file is, is told by its content; its name is only a name (exports of other systems call a web page
``.xls``). Workbooks are read by :mod:`inmates.register_xlsx`, text by :mod:`inmates.register_csv`; which rows
are people, and which column is which, is decided by :mod:`inmates.domain.register_table` and
:mod:`inmates.domain.columns`.
"""

import itertools

from inmates import register_csv, register_xlsx
from inmates.domain.cell_faults import CONTROL, is_too_long
from inmates.domain.columns import NO_MEANINGS, Meanings
from inmates.domain.naming import FileColumn, columns_in
from inmates.domain.register_layout import RegisterFile, head_of
from inmates.domain.register_table import RawRow, people_rows
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason

__all__ = [
    "MAX_BYTES",
    "RegisterFileUnreadable",
    "UnreadableReason",
    "columns_of_file",
    "read_register",
    "read_register_file",
]

MAX_BYTES = 20 * 1024 * 1024

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
# Old Office files and encrypted new ones are both "compound files"; the latter have a stream of this name.
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")


def read_register_file(content: bytes, meanings: Meanings = NO_MEANINGS) -> list[RawRow]:
    """Return the rows of people in the file, in its order, each with the line on which it begins.

    :param meanings: what the office has said its headings mean.
    :raises RegisterFileUnreadable: if the file as a whole cannot be read; nothing else is raised for any
        bytes.
    """
    return read_register(content, meanings).rows


def read_register(content: bytes, meanings: Meanings = NO_MEANINGS) -> RegisterFile:
    """Return the rows of people as :func:`read_register_file`, with the headings they stand under."""
    return register_xlsx.read(content, meanings) if _is_package(content) else _read_text(content, meanings)


def columns_of_file(content: bytes, meanings: Meanings = NO_MEANINGS) -> tuple[FileColumn, ...]:
    """Return the columns of the file with what they are taken for, of the table that has most of them.

    :raises RegisterFileUnreadable: if the file cannot be read at all.
    """
    tops = (
        register_xlsx.tops_of(content)
        if _is_package(content)
        else register_csv.tops_of(register_csv.decode(content))
    )
    return max((columns_in(top, meanings) for top in tops), key=len, default=())


def _is_package(content: bytes) -> bool:
    """Look at the first bytes: whether it is a workbook, else it is taken for text.

    :raises RegisterFileUnreadable: for what is plainly neither.
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
    return content.startswith((_ZIP, _EMPTY_ZIP))


def _read_text(content: bytes, meanings: Meanings) -> RegisterFile:
    text = register_csv.decode(content)
    header, rows, delimiter = register_csv.rows_of(text, meanings)
    if header is None:
        is_text = CONTROL.search(text) is None
        raise RegisterFileUnreadable(UnreadableReason.NO_HEADER if is_text else UnreadableReason.NOT_A_TABLE)
    if header.missing:
        raise RegisterFileUnreadable(UnreadableReason.MISSING_COLUMNS, *header.missing)
    top = [cells for _, cells in itertools.islice(rows, header.last + 1)]
    people = list(people_rows(rows, header, meanings=meanings))
    _refuse_swallowed(people)
    return RegisterFile(people, {"": head_of(header, top)}, delimiter)


def _refuse_swallowed(rows: list[RawRow]) -> None:
    """Refuse a text file in which a quote that is closed much further down has swallowed whole lines.

    There may be people in them, of whom nobody would hear if it were no more than an error of one row.
    """
    for row in rows:
        for column, cell in row.values.items():
            if isinstance(cell, str) and "\n" in cell.strip() and is_too_long(column, cell):
                raise RegisterFileUnreadable(UnreadableReason.CELL_TOO_LONG, row.line, column)
