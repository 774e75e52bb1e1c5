"""Charts as plain rows: bars to draw, and the table that says the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rehab.domain.lifecycle import ENDED, PlacementState
from rehab.domain.stage import Stage
from rehab.domain.tiers import Tier
from rehab.enums import AttendanceState
from rehab.wording import PLACEMENT_STATES, STAGES
from rutan.core.shapes import Bar, Part, PartKind
from rutan.dashboard.domain.weeks import weeks_between
from rutan.dashboard.figure import Figure
from rutan.dashboard.figures_people import FUNNEL, NO_TIER, OUTCOMES, STAGES_TODAY, tier_word
from rutan.dashboard.figures_work import (
    ATTENDANCE,
    HELD,
    LOST_PERSON,
    LOST_RUTAN,
    PLANNED,
    REPLANNED,
    UNMARKED,
)
from rutan.dashboard.links import rows_of
from rutan.dashboard.queries_counting import Tally
from rutan.dashboard.reading import Reading
from rutan.dashboard.wording import week_words

Tallies = Mapping[str, Tally]
WEEK_FIGURES = (PLANNED, HELD, LOST_RUTAN, LOST_PERSON, REPLANNED, UNMARKED)
# Together they are what was planned, so that the number beside a bar is that of its rows.
DRAWN = (
    (HELD, PartKind.MAIN),
    (LOST_RUTAN, PartKind.RUTAN),
    (LOST_PERSON, PartKind.PERSON),
    (REPLANNED, PartKind.OPEN),
    (UNMARKED, PartKind.OPEN),
)


@dataclass(frozen=True)
class Cell:
    """One number of a table, with its rows."""

    count: int
    url: str


@dataclass(frozen=True)
class Line:
    """One line of a table."""

    label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Chart:
    """A chart and its table; ``heads`` are the columns of the table after the first."""

    code: str
    title: str
    heads: tuple[str, ...]
    lines: tuple[Line, ...]
    bars: tuple[Bar, ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether there is anything to show."""
        return any(cell.count for line in self.lines for cell in line.cells)


def funnel(tallies: Tallies, reading: Reading) -> Chart:
    """From the screening to the end of the programme."""
    lines = [_line(figure, tallies, reading) for figure in FUNNEL]
    return _of_lines("funnel", _("From screening to completion"), _("People"), lines)


def outcomes(tallies: Tallies, reading: Reading) -> Chart:
    """How placements ended, those ways that occurred."""
    words = [(state, str(PLACEMENT_STATES[state])) for state in PlacementState if state in ENDED]
    lines = [_part(OUTCOMES, state.value, word.capitalize(), tallies, reading) for state, word in words]
    return _of_lines("outcomes", _("How placements ended"), _("Placements"), _occurring(lines))


def attendance(tallies: Tallies, reading: Reading) -> Chart:
    """Who was there at the sessions held, those marks that occurred."""
    lines = [
        _part(ATTENDANCE, state.value, str(state.label), tallies, reading)
        for state in AttendanceState
        if state is not AttendanceState.NOT_HELD
    ]
    return _of_lines("attendance", _("Attendance at sessions held"), _("Marks"), _occurring(lines))


def stages(tallies: Tallies, reading: Reading) -> Chart:
    """Everybody in custody by stage and tier."""
    tiers = (*(tier.value for tier in Tier), NO_TIER)
    found = tallies[STAGES_TODAY.code]
    lines = tuple(
        Line(
            str(STAGES[stage]),
            tuple(
                Cell(found.of(part), rows_of(STAGES_TODAY, reading, part))
                for part in (f"{stage.value}.{tier}" for tier in tiers)
            ),
        )
        for stage in Stage
    )
    return Chart(
        "stages", _("People by stage and tier"), tuple(capfirst(tier_word(tier)) for tier in tiers), lines
    )


def weeks(tallies: Tallies, reading: Reading) -> Chart:
    """Sessions planned, held and lost, week by week."""
    found = [
        (week_words(week), week.monday.isoformat()) for week in weeks_between(reading.first, reading.last)
    ]
    lines = tuple(
        Line(
            label,
            tuple(
                Cell(tallies[figure.code].of(part), rows_of(figure, reading, part)) for figure in WEEK_FIGURES
            ),
        )
        for label, part in found
    )
    bars = tuple(
        Bar(
            label,
            [Part(tallies[figure.code].of(part), kind) for figure, kind in DRAWN],
            rows_of(PLANNED, reading, part),
        )
        for label, part in found
    )
    heads = (
        _("Planned"),
        _("Held"),
        _("Detention centre's side"),
        _("Person's side"),
        _("Planned anew"),
        _("Not marked"),
    )
    return Chart("sessions", _("Sessions week by week"), heads, lines, bars)


CHARTS = {
    "funnel": funnel,
    "stages": stages,
    "sessions": weeks,
    "attendance": attendance,
    "outcomes": outcomes,
}


def _line(figure: Figure, tallies: Tallies, reading: Reading) -> Line:
    return Line(str(figure.label), (Cell(tallies[figure.code].count, rows_of(figure, reading)),))


def _part(figure: Figure, part: str, label: str, tallies: Tallies, reading: Reading) -> Line:
    return Line(label, (Cell(tallies[figure.code].of(part), rows_of(figure, reading, part)),))


def _occurring(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.cells[0].count]


def _of_lines(code: str, title: str, head: str, lines: Sequence[Line]) -> Chart:
    bars = tuple(Bar(line.label, [Part(line.cells[0].count)], line.cells[0].url) for line in lines)
    return Chart(code, title, (head,), tuple(lines), bars)
