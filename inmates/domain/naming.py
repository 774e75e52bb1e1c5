"""Naming the columns of a file whose headings are not known: what stands in each, and what it probably is.

Used when a register file lacks columns that everybody needs, or when an office wants to correct what was understood.
"""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from inmates.domain import dates, nik, register_codes, sex
from inmates.domain.cells import CellValue, text
from inmates.domain.columns import (
    NO_MEANINGS,
    WORDS,
    Column,
    Header,
    Meanings,
    find_header,
    keys_of,
)
from inmates.domain.nameless import has_heading, letter_of

SAMPLES = 3
# How alike a heading and a known word must be; "nomorregistr" is "nomorregister", "status" is nothing.
_ALIKE = 0.8
_FEWEST = 3
_LONGEST_WORD = 60
_LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file: its heading, the first values in it, and what it is taken for.

    ``key`` tells under what the heading is remembered; ``known`` is false where the column is only guessed. A column
    with an empty ``heading`` goes by its letter.
    """

    place: int
    key: str
    heading: str
    samples: tuple[str, ...]
    column: Column | None
    known: bool

    @property
    def letter(self) -> str:
        """What a spreadsheet calls the column."""
        return letter_of(self.place)


def columns_in(
    rows: Sequence[Sequence[CellValue]], meanings: Meanings = NO_MEANINGS
) -> tuple[FileColumn, ...]:
    """Return the columns of a table, from the rows at its top; none where nothing looks like a heading.

    A column without a heading is one if something stands in it.
    """
    header = find_header(rows, meanings) or _likely_header(rows)
    if header is None:
        return ()
    below = rows[header.last + 1 : header.last + 1 + _LOOKED_AT]
    by_place = {place: column for column, place in header.places.items()}
    taken = set(header.places)
    found = []
    for place, key in enumerate(header.keys):
        values = [written for row in below if (written := _at(row, place))]
        if not (has_heading(key) or values or key in meanings):
            continue
        known = place in by_place or key in meanings
        column = by_place.get(place) if known else _guess(key, values, taken)
        taken |= {column} if column else set()
        heading = _heading(rows, header, place)
        found.append(FileColumn(place, key, heading, _few(values), column, known))
    return tuple(found)


def _likely_header(rows: Sequence[Sequence[CellValue]]) -> Header | None:
    """The row with most words that are no values, the first of several; a heading in one row is enough here."""
    best: tuple[int, int] | None = None
    for at, row in enumerate(rows):
        filled = [written for cell in row if (written := text(cell))]
        if len(filled) < _FEWEST or len(set(filled)) < len(filled) or any(_is_value(cell) for cell in row):
            continue
        if best is None or len(filled) > best[0]:
            best = (len(filled), at)
    return None if best is None else Header({}, best[1], keys_of(rows[best[1]]))


def _is_value(cell: CellValue) -> bool:
    """Whether something stands in the cell that no heading is: a number, a day, a long row of digits."""
    if cell is None or cell == "":
        return False
    written = text(cell)
    return (
        not isinstance(cell, str)
        or dates.is_date(cell)
        or sum(map(str.isdecimal, written)) > len(written) / 2
    )


def _heading(rows: Sequence[Sequence[CellValue]], header: Header, place: int) -> str:
    first = header.last + 1 - header.height
    return " ".join(written for row in rows[first : header.last + 1] if (written := _at(row, place)))


def _at(row: Sequence[CellValue], place: int) -> str:
    return text(row[place]) if place < len(row) else ""


def _few(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:SAMPLES]


def _guess(key: str, values: Sequence[str], taken: set[Column]) -> Column | None:
    """What a column with an unknown heading probably is: by what stands in it, else by a word much like it."""
    for column, fits in _EVIDENCE.items():
        if column not in taken and values and all(fits(value) for value in values):
            return column
    alike = difflib.get_close_matches(key, WORDS, n=3, cutoff=_ALIKE) if len(key) <= _LONGEST_WORD else []
    return next((WORDS[word] for word in alike if WORDS[word] not in taken), None)


_EVIDENCE: Mapping[Column, Callable[[str], bool]] = {
    Column.NIK: lambda value: nik.read(value).nik is not None,
    Column.SEX: lambda value: sex.recognise(value) is not None,
    Column.REGISTER_CODE: lambda value: register_codes.recognise(value) is not None,
    Column.REGISTER_NUMBER: lambda value: register_codes.code_in_number(value) is not None,
}
