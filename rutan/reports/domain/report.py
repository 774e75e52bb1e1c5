"""What a report is, as plain data: figures in tables in sections, each figure with the rows it counts.

``as_data`` gives what is frozen and sealed, ``read_report`` reads it back; page, PDF and spreadsheet are made from that
alone. Labels are frozen in the language of the paper, so that a later wording changes no sealed report.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

# 2: which numbers are not written out outside the house is frozen with them.
FORMAT = 2


class Unit(StrEnum):
    """What a figure counts."""

    PEOPLE = "people"
    ASSESSMENTS = "assessments"
    DECISIONS = "decisions"
    PLACEMENTS = "placements"
    SESSIONS = "sessions"
    ATTENDANCES = "attendances"
    LESSON_ATTENDANCES = "lesson_attendances"
    ENROLMENTS = "enrolments"
    PERIODS = "periods"


@dataclass(frozen=True)
class Figure:
    """One number: how many rows of one kind, and which. ``of`` is the code of the figure it is a part of."""

    code: str
    label: str
    unit: Unit
    definition: str
    rows: tuple[int, ...]
    of: str = ""

    @property
    def value(self) -> int:
        """The number itself: it cannot differ from the rows."""
        return len(self.rows)


@dataclass(frozen=True)
class Head:
    """The head of a column; ``tier`` where the column is about one."""

    label: str
    tier: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a table, a figure for each column; ``level`` 1 stands under the line above."""

    label: str
    cells: tuple[str, ...]
    level: int = 0


@dataclass(frozen=True)
class Table:
    """Figures side by side, by their codes."""

    title: str
    heads: tuple[Head, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """One numbered part of the paper."""

    code: str
    title: str
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Agreement:
    """A cooperation agreement (PKS) the work of the month rests on, and the agency's people who took part."""

    agency: str
    number: str
    starts_on: str
    assessors: int


@dataclass(frozen=True)
class Correction:
    """Which edition a later one corrects, and why.

    ``changes`` are for the house, ``outside`` is what its papers say of them; None in reports frozen before there was both.
    """

    edition: int
    number: str
    digest: str
    reason: str
    changes: tuple[str, ...]
    outside: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Report:
    """The whole report of one period.

    ``veils``: by code, how a number is written outside the house that is not shown there (:mod:`.outside`); None while
    it was not frozen.
    """

    period: str
    first_day: str
    last_day: str
    read_at: str
    edition: int
    facility: dict[str, str]
    agreements: tuple[Agreement, ...]
    copies: tuple[str, ...]
    sections: tuple[Section, ...]
    figures: dict[str, Figure]
    corrects: Correction | None = None
    veils: Mapping[str, str] | None = None

    def as_data(self) -> dict[str, Any]:
        """Return the data to freeze: what the paper shows, and apart from it the rows behind each number."""
        return {
            "format": FORMAT,
            "kind": "monthly",
            "period": self.period,
            "first_day": self.first_day,
            "last_day": self.last_day,
            "read_at": self.read_at,
            "edition": self.edition,
            "facility": self.facility,
            "agreements": [vars(agreement) for agreement in self.agreements],
            "copies": list(self.copies),
            "sections": [_section_data(section) for section in self.sections],
            "figures": {code: _figure_data(figure) for code, figure in self.figures.items()},
            "rows": {code: list(figure.rows) for code, figure in self.figures.items()},
            "corrects": _correction_data(self.corrects) if self.corrects else None,
            "veils": None if self.veils is None else dict(self.veils),
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Self:
        """Read what ``as_data`` gave."""
        return cls(
            **{name: data[name] for name in ("period", "first_day", "last_day", "read_at", "edition")},
            facility=data["facility"],
            agreements=tuple(Agreement(**agreement) for agreement in data["agreements"]),
            copies=tuple(data["copies"]),
            sections=tuple(_section(section) for section in data["sections"]),
            figures={
                code: Figure(
                    code=code,
                    label=facts["label"],
                    unit=Unit(facts["unit"]),
                    definition=facts["definition"],
                    rows=tuple(data["rows"][code]),
                    of=facts["of"],
                )
                for code, facts in data["figures"].items()
            },
            corrects=_correction(data["corrects"]) if data["corrects"] else None,
            veils=data.get("veils"),
        )


def _figure_data(figure: Figure) -> dict[str, Any]:
    return {
        "label": figure.label,
        "value": figure.value,
        "unit": figure.unit.value,
        "of": figure.of,
        "definition": figure.definition,
    }


def _correction_data(correction: Correction) -> dict[str, Any]:
    outside = None if correction.outside is None else list(correction.outside)
    return vars(correction) | {"changes": list(correction.changes), "outside": outside}


def _correction(data: dict[str, Any]) -> Correction:
    outside = data.get("outside")
    read = {"changes": tuple(data["changes"]), "outside": None if outside is None else tuple(outside)}
    return Correction(**data | read)


def _section_data(section: Section) -> dict[str, Any]:
    return {
        "code": section.code,
        "title": section.title,
        "remarks": list(section.remarks),
        "tables": [
            {
                "title": table.title,
                "heads": [vars(head) for head in table.heads],
                "lines": [vars(line) | {"cells": list(line.cells)} for line in table.lines],
            }
            for table in section.tables
        ],
    }


def _section(data: dict[str, Any]) -> Section:
    return Section(
        code=data["code"],
        title=data["title"],
        remarks=tuple(data["remarks"]),
        tables=tuple(
            Table(
                title=table["title"],
                heads=tuple(Head(**head) for head in table["heads"]),
                lines=tuple(Line(**line | {"cells": tuple(line["cells"])}) for line in table["lines"]),
            )
            for table in data["tables"]
        ),
    )
