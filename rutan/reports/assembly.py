"""Putting figures into the tables of a section."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rutan.core import clock
from rutan.core.dates import long_date
from rutan.reports.catalogue import TITLES, Part, figure
from rutan.reports.domain.report import Figure, Head, Line, Section, Table


@dataclass(frozen=True)
class Piece:
    """A table with the figures that stand in it."""

    table: Table
    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Assembled:
    """A section with all its figures."""

    section: Section
    figures: tuple[Figure, ...]


def assembled(part: Part, pieces: Iterable[Piece], remarks: Iterable[str] = ()) -> Assembled:
    """Make a section of its tables, in their order."""
    pieces = tuple(pieces)
    section = Section(
        code=part.value,
        title=str(TITLES[part]),
        tables=tuple(piece.table for piece in pieces),
        remarks=tuple(remarks),
    )
    return Assembled(section, tuple(each for piece in pieces for each in piece.figures))


def as_of_the_report(what: str) -> str:
    """Say beside a section that one of its figures speaks of the day of the report, not of the last day of the month."""
    return _("%(what)s: as it was on %(day)s, the day this report was made.") % {
        "what": what,
        "day": long_date(clock.today()),
    }


def totals(title: str, *figures: Figure) -> Piece:
    """Return a table with one number a line, each under its own name."""
    lines = tuple(Line(each.label, (each.code,), level=1 if each.of else 0) for each in figures)
    return Piece(Table(title, (Head(_("How many")),), lines), figures)


def breakdown(
    title: str, code: str, parts: Mapping[str, tuple[int, ...]], words: Mapping[str, str], *, of: str
) -> Piece:
    """Return a table that splits the figure ``of`` into parts, each with its share of it."""
    figures = tuple(
        figure(f"{code}.{part}", rows, part=words.get(part, part), of=of) for part, rows in parts.items()
    )
    lines = tuple(
        Line(words.get(part, part), (each.code,)) for part, each in zip(parts, figures, strict=True)
    )
    return Piece(Table(title, (Head(_("How many")),), lines), figures)


def matrix(title: str, heads: Sequence[Head], lines: Iterable[tuple[str, Sequence[Figure]]]) -> Piece:
    """Return a table with a column for each head."""
    lines = tuple(lines)
    table = Table(
        title, tuple(heads), tuple(Line(label, tuple(each.code for each in row)) for label, row in lines)
    )
    return Piece(table, tuple(each for _label, row in lines for each in row))
