"""How a register file is laid out: the headings above its rows, so that rows can be handed back under them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from inmates.domain.cells import CellValue
from inmates.domain.columns import Column, Header
from inmates.domain.register_table import RawRow


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a sheet as it stands there, one or two rows high, and where the columns are."""

    rows: tuple[tuple[CellValue, ...], ...]
    places: Mapping[Column, int]
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """The rows of people in a file, and the heading of each sheet by its name (a text file's is empty).

    ``delimiter`` is what a text file has between its cells, or what one made from a workbook would have.
    """

    rows: list[RawRow]
    heads: Mapping[str, Head]
    delimiter: str = ";"


def head_of(header: Header, top: Sequence[Sequence[CellValue]]) -> Head:
    """Return the heading among the rows at the top of a sheet."""
    first = header.last + 1 - header.height
    rows = top[first : header.last + 1]
    width = max(
        (at for row in rows for at, cell in enumerate(row, start=1) if cell not in (None, "")), default=0
    )
    return Head(
        tuple((*row[:width], *[None] * (width - len(row))) for row in rows), header.places, header.keys
    )


def cells_of(raw: RawRow, head: Head) -> list[CellValue]:
    """Return a row as it stands in the file; a merged cell's value stands on each of its rows."""
    cells = list(raw.cells)
    for column, place in head.places.items():
        if (value := raw[column]) not in (None, ""):
            cells += [None] * (place + 1 - len(cells))
            if cells[place] in (None, ""):
                cells[place] = value
    return cells
