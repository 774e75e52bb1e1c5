"""The figures of assessment: what was done, by whom, and what is still open."""

from django.utils.translation import gettext as _

from assessments import wording as words_of_assessments
from assessments.models import Assessment
from inmates import queries_figures as people
from rehab.queries_waiting import unscreened_by
from rutan.agencies.models import Agency, Facility
from rutan.reports.assembly import Assembled, Piece, as_of_the_report, assembled, matrix, totals
from rutan.reports.catalogue import Part, definition_of, figure
from rutan.reports.domain.months import Month
from rutan.reports.domain.report import Figure, Head
from rutan.reports.domain.splitting import split

OWN = "own"
DONE = "assessment.done"


def assessment(facility: Facility, month: Month) -> Assembled:
    """Return the section on assessment."""
    first, last = month.first_day, month.last_day
    done = list(
        Assessment.objects.signed()
        .at(facility)
        .taken_between(first, last)
        .order_by("pk")
        .values_list("pk", "instrument", "agency__code")
    )
    rows = [(pk, instrument, agency or OWN) for pk, instrument, agency in done]
    return assembled(
        Part.ASSESSMENT,
        (_done(rows), totals(_("Still open"), _open(facility, month), _unscreened(facility, month))),
        (as_of_the_report(str(definition_of("assessment.open").label)),),
    )


def _done(rows: list[tuple[int, str, str]]) -> Piece:
    """Forms by instrument and agency; the last line is all instruments, the last column all agencies."""
    agencies = _columns({agency for _pk, _instrument, agency in rows})
    instruments = sorted({instrument for _pk, instrument, _agency in rows})
    lines = []
    for instrument in instruments:
        own = [(pk, agency) for pk, name, agency in rows if name == instrument]
        lines.append((words_of_assessments.name(instrument), _line(f"{DONE}.{instrument}", own, agencies)))
    lines.append((_("All instruments"), _line(DONE, [(pk, agency) for pk, _name, agency in rows], agencies)))
    heads = [*(Head(label) for label in agencies.values()), Head(_("All"))]
    return matrix(_("Forms signed"), heads, lines)


def _line(code: str, rows: list[tuple[int, str]], agencies: dict[str, str]) -> list[Figure]:
    """A figure for each agency, then the whole; in the line of all instruments a part is named ``by_…``."""
    parts = split(rows, agencies)
    prefix = f"{code}.by_" if code == DONE else f"{code}."
    instrument = "" if code == DONE else words_of_assessments.name(code.removeprefix(f"{DONE}."))
    cells = [
        figure(f"{prefix}{agency}", parts[agency], part=", ".join(filter(None, (instrument, label))))
        for agency, label in agencies.items()
    ]
    return [*cells, figure(code, tuple(sorted(pk for pk, _agency in rows)), part=instrument)]


def _columns(codes: set[str]) -> dict[str, str]:
    """The agencies that assessed, by their short names, then the facility's own staff."""
    agencies = Agency.objects.filter(code__in=codes).order_by("short_name", "pk")
    return {agency.code: agency.short_name for agency in agencies} | {OWN: _("Own staff")}


def _open(facility: Facility, month: Month) -> Figure:
    drafts = Assessment.objects.drafts().at(facility).taken_by(month.last_day)
    return figure("assessment.open", tuple(drafts.order_by("pk").values_list("pk", flat=True)))


def _unscreened(facility: Facility, month: Month) -> Figure:
    here = people.here_at_the_end_of(facility, month.last_day)
    waiting = unscreened_by(here, month.last_day)
    return figure("assessment.unscreened", tuple(waiting.order_by("pk").values_list("pk", flat=True)))
