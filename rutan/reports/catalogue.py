"""The catalogue of figures: what each counts, in words. A figure that is not in it cannot be reported.

A code such as ``intake.band`` is defined once; the figure of one part of it has the part behind a dot,
``intake.band.high``, and counts those rows of the definition that belong to the part.
"""

from rutan.reports.definition import TITLES, Definition, Part
from rutan.reports.definitions_people import ASSESSMENT, INTAKE, PLACEMENT
from rutan.reports.definitions_work import OUTCOMES, PROBLEMS, SESSIONS
from rutan.reports.domain.report import Figure

CATALOGUE: tuple[Definition, ...] = (*INTAKE, *ASSESSMENT, *PLACEMENT, *SESSIONS, *OUTCOMES, *PROBLEMS)
_BY_CODE = {definition.code: definition for definition in CATALOGUE}


def definition_of(code: str) -> Definition:
    """Return the definition of a figure, or of the whole it is a part of.

    :raises KeyError: when the catalogue has none.
    """
    return _BY_CODE[".".join(code.split(".")[:2])]


def figure(code: str, rows: "tuple[int, ...]", *, part: str = "", of: str = "") -> Figure:
    """Make a figure with the words of the catalogue; ``part`` says in words which part of the whole it is."""
    definition = definition_of(code)
    label = f"{definition.label}: {part}" if part else str(definition.label)
    return Figure(
        code=code, label=label, unit=definition.unit, definition=str(definition.sentence), rows=rows, of=of
    )


def by_part() -> list[tuple[str, list[Definition]]]:
    """Return the catalogue section by section, for its page."""
    return [
        (str(title), [definition for definition in CATALOGUE if definition.part is part])
        for part, title in TITLES.items()
    ]


__all__ = ["CATALOGUE", "TITLES", "Definition", "Part", "by_part", "definition_of", "figure"]
