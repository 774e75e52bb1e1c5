"""Cells that cannot be stored as they stand: longer than what is stored, or with characters nobody can have typed.

Such a cell makes its own row an error, and no other: the row says in which columns it is.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from inmates.domain.cells import CellValue, lines
from inmates.domain.columns import DEFAULT_LENGTH, LENGTHS, Column
from inmates.domain.register_table import RawRow
from inmates.domain.row_codes import RowCode

# What a broken export or a copied binary leaves in a text; blanks and ends of lines are none.
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")

# The columns in which a code was earned.
Cells = Mapping[RowCode, tuple[Column, ...]]


def faults_of(raw: RawRow) -> Cells:
    """Return the columns of a row whose cells are too long or hold control characters, by the code they earn."""
    cells = [(column, raw[column]) for column in Column if isinstance(raw[column], str)]
    found = {
        RowCode.CELL_TOO_LONG: tuple(column for column, cell in cells if is_too_long(column, cell)),
        RowCode.CONTROL_CHARACTER: tuple(column for column, cell in cells if CONTROL.search(str(cell))),
    }
    return {code: columns for code, columns in found.items() if columns}


def is_too_long(column: Column, cell: CellValue) -> bool:
    """Say whether more stands in a cell than is stored; blanks may be many, only what is left of it is kept."""
    longest = LENGTHS.get(column, DEFAULT_LENGTH)
    return isinstance(cell, str) and len(cell) > longest and len(lines(cell)) > longest


def cut(raw: RawRow, faults: Cells) -> RawRow:
    """Return the row with its overlong cells cut off, so that it can be read and shown; it is not imported."""
    shorter = {
        column: lines(raw[column])[: LENGTHS.get(column, DEFAULT_LENGTH)]
        for column in faults.get(RowCode.CELL_TOO_LONG, ())
    }
    return replace(raw, values={**raw.values, **shorter}) if shorter else raw
