"""What holds between the numbers of a report, so that whoever knows some of them can compute others.

A relation is a sum that does not change: of the whole and its parts (parts count -1), of who stayed, came and left. Those
that follow from the tables are taken only where the counted rows bear them out; what is taken beyond need makes
:mod:`veiling` hide more, never less.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rutan.reports.domain.report import Figure, Report, Table

# Counted among their whole and once more elsewhere: they are a part of it, but of no division.
BESIDE_THE_DIVISION = frozenset({"sessions.moved"})
# What stood at the end of a month differs from what stood before it by what came and what went: (stood, came, went).
FLOWS = (
    ("intake.custody", "intake.admitted", ("intake.left",)),
    (
        "placement.active",
        "placement.new",
        tuple(
            f"placement.{end}"
            for end in (
                "completed",
                "dropped_out",
                "transferred",
                "released",
                "referred",
                "died",
                "withdrawn",
            )
        ),
    ),
)


@dataclass(frozen=True)
class Relation:
    """A sum of figures, each with its sign, that a reader of the report knows."""

    signs: Mapping[str, int]

    @classmethod
    def of_whole(cls, whole: str, parts: Iterable[str]) -> "Relation":
        """The whole less its parts is nothing."""
        return cls({whole: 1} | dict.fromkeys(parts, -1))


def relations_of(report: Report) -> tuple[Relation, ...]:
    """Return every relation between the figures of a report."""
    figures = report.figures
    found = [*_flows(figures)]
    for section in report.sections:
        for table in section.tables:
            found += [
                Relation.of_whole(whole, parts)
                for whole, parts in _divisions(figures, table)
                if parts and _divides(figures[whole], [figures[part] for part in parts])
            ]
    return tuple({tuple(sorted(each.signs.items())): each for each in found}.values())


def _divisions(figures: Mapping[str, Figure], table: Table) -> Iterator[tuple[str, Sequence[str]]]:
    """What may be a whole and its parts in a table: its lines, its columns, and what calls itself a part of another."""
    wide = len(table.heads) > 1
    for line in table.lines:
        if wide:
            yield line.cells[-1], line.cells[:-1]
    for column in zip(*(line.cells for line in table.lines), strict=True):
        yield column[-1], column[:-1]
        for whole in dict.fromkeys(figures[code].of for code in column):
            if whole:
                parts = [code for code in column if figures[code].of == whole]
                yield whole, [code for code in parts if _defined_by(code) not in BESIDE_THE_DIVISION]


def _divides(whole: Figure, parts: Sequence[Figure]) -> bool:
    """Whether each row of the whole stands in exactly one of the parts."""
    rows = [row for part in parts for row in part.rows]
    return len(rows) == whole.value and set(rows) == set(whole.rows)


def _flows(figures: Mapping[str, Figure]) -> Iterator[Relation]:
    for stood, came, went in FLOWS:
        for code in figures:
            if _defined_by(code) == stood:
                part = code.removeprefix(stood)
                signs = {code: 1, came + part: -1} | {each + part: 1 for each in went}
                yield Relation({each: sign for each, sign in signs.items() if each in figures})


def _defined_by(code: str) -> str:
    return ".".join(code.split(".")[:2])
