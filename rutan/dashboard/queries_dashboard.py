"""The head's dashboard, and the four figures of it that stand on the start page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from inmates.models import Inmate
from rehab.domain.tiers import Tier
from rehab.models import Placement
from rehab.wording import STAGES
from rutan.dashboard import charts, wording
from rutan.dashboard.catalogue import COMPARED, FIGURES, OVERDUE
from rutan.dashboard.charts import Cell, Chart, Tallies
from rutan.dashboard.domain import comparison
from rutan.dashboard.domain.comparison import Share, change
from rutan.dashboard.domain.waiting import Waiting, waiting
from rutan.dashboard.figure import Figure
from rutan.dashboard.figures_people import IN_PROGRAMME, LEAVING_FIGURE, QUALITY, RELEASES, UNSCREENED
from rutan.dashboard.figures_work import ATTENDANCE, HELD, PLANNED, TRAINING
from rutan.dashboard.links import rows_of
from rutan.dashboard.queries_counting import counted
from rutan.dashboard.reading import Reading
from rutan.dashboard.wording_rows import week_of
from rutan.reports.wording import month_in_words

RELEASES_SHOWN = 10


@dataclass(frozen=True)
class Counted:
    """A figure with its number, its rows and, where it waits, since when the oldest does."""

    label: str
    count: int
    url: str
    sentence: str
    oldest: date | None = None


@dataclass(frozen=True)
class Four:
    """The four large figures."""

    today: date
    programme: Counted
    programme_change: str
    tiers: tuple[tuple[str, Cell], ...]
    unscreened: Counted
    waiting: Waiting
    held: Counted
    share: Share
    share_change: str
    leaving: Counted


@dataclass(frozen=True)
class Release:
    """Somebody who leaves before having finished."""

    inmate: Inmate
    tier: str | None
    place: str


@dataclass(frozen=True)
class Dashboard:
    """Everything the page of the dashboard shows."""

    reading: Reading
    month: str
    four: Four
    funnel: Chart
    stages: Chart
    weeks: Chart
    attendance: Chart
    present: Share
    outcomes: Chart
    training: tuple[Counted, ...]
    releases: Sequence[Release]
    releases_url: str
    overdue: tuple[Counted, ...]
    quality: tuple[Counted, ...]


def four(reading: Reading) -> Four:
    """Return the four large figures: three queries."""
    return _four(counted((*COMPARED, LEAVING_FIGURE), reading), reading)


def dashboard(reading: Reading) -> Dashboard:
    """Return the whole dashboard: five queries, one of them for all figures together."""
    tallies = counted(FIGURES, reading)
    marks = tallies[ATTENDANCE.code]
    return Dashboard(
        reading=reading,
        month=month_in_words(reading.month),
        four=_four(tallies, reading),
        funnel=charts.funnel(tallies, reading),
        stages=charts.stages(tallies, reading),
        weeks=charts.weeks(tallies, reading),
        attendance=charts.attendance(tallies, reading),
        present=Share(marks.of("present"), marks.count),
        outcomes=charts.outcomes(tallies, reading),
        training=tuple(_counted(figure, tallies, reading) for figure in TRAINING),
        releases=_releases(reading),
        releases_url=rows_of(RELEASES, reading),
        overdue=tuple(_counted(figure, tallies, reading) for figure in OVERDUE),
        quality=tuple(_counted(figure, tallies, reading) for figure in QUALITY),
    )


def chart_of(code: str, reading: Reading) -> Chart:
    """Return one chart by its code. Raises KeyError for a chart there is not."""
    make = charts.CHARTS[code]
    return make(counted(FIGURES, reading), reading)


def _four(tallies: Tallies, reading: Reading) -> Four:
    before = counted(COMPARED, reading.before)
    planned, held, programme = (tallies[figure.code] for figure in (PLANNED, HELD, IN_PROGRAMME))
    share = Share(held.count, planned.count)
    share_before = Share(before[HELD.code].count, before[PLANNED.code].count)
    month = reading.before.month
    return Four(
        today=reading.today,
        programme=_counted(IN_PROGRAMME, tallies, reading),
        programme_change=wording.than(change(programme.count, before[IN_PROGRAMME.code].count), month),
        tiers=tuple(
            (tier.value, Cell(programme.of(tier.value), rows_of(IN_PROGRAMME, reading, tier.value)))
            for tier in Tier
        ),
        unscreened=_counted(UNSCREENED, tallies, reading),
        waiting=_waiting(reading),
        held=_counted(HELD, tallies, reading),
        share=share,
        share_change=wording.points(comparison.points(share, share_before), month),
        leaving=_counted(LEAVING_FIGURE, tallies, reading),
    )


def _counted(figure: Figure, tallies: Tallies, reading: Reading) -> Counted:
    tally = tallies[figure.code]
    return Counted(
        str(figure.label), tally.count, rows_of(figure, reading), str(figure.sentence), tally.oldest
    )


def _waiting(reading: Reading) -> Waiting:
    admitted = UNSCREENED.rows_of(reading).values_list("admitted_on", flat=True)
    return waiting(admitted, on=reading.last)


def _releases(reading: Reading) -> list[Release]:
    """Those who leave first, with their place in the programme: two queries."""
    soonest = RELEASES.rows_of(reading).select_related("cell").order_by("expires_on", "pk")
    people = list(soonest[:RELEASES_SHOWN])
    running = Placement.objects.active().filter(inmate__in=[person.pk for person in people])
    placed = {placement.inmate_id: placement for placement in running.select_related("group")}
    return [
        Release(person, vars(person)["tier"], _place(person, placed.get(person.pk), reading.today))
        for person in people
    ]


def _place(person: Inmate, placement: Placement | None, on: date) -> str:
    if placement:
        return f"{placement.group.name}, {week_of(placement, on)}"
    return str(STAGES[vars(person)["stage"]])
