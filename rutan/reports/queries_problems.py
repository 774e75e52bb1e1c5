"""The figures of problems: what stood in the way, and what waits for somebody."""

from django.utils.translation import gettext as _

from inmates import queries_figures as people
from rehab.domain.stage import Stage
from rehab.stages import at_stage_on
from rehab.wording import STAGES
from rutan.agencies.models import Facility
from rutan.core.dates import long_date
from rutan.reports.assembly import Assembled, Piece, assembled, breakdown, matrix, totals
from rutan.reports.catalogue import Part, figure
from rutan.reports.domain.months import Month
from rutan.reports.domain.report import Head
from rutan.reports.domain.splitting import split
from rutan.timetable import queries_figures as readiness
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import NotReadyReason

NOT_READY = "problems.not_ready"
WAITING = (Stage.TO_DECIDE, Stage.AWAITING_SECOND, Stage.TO_PLACE)


def problems(facility: Facility, month: Month) -> Assembled:
    """Return the section on problems."""
    slot = Slot(*month.bounds(facility.zone))
    rows = list(readiness.not_ready_in(facility, slot).values_list("pk", "reason"))
    words = {reason.value: str(reason.label) for reason in NotReadyReason}
    return assembled(
        Part.PROBLEMS,
        (
            totals(_("Readiness"), figure(NOT_READY, tuple(sorted(pk for pk, _reason in rows)))),
            breakdown(_("Reason"), "problems.reason", split(rows, words), words, of=NOT_READY),
            _waiting(facility, month),
        ),
        (_("Follow-up agreed in meetings is not recorded in the system yet."),),
    )


def _waiting(facility: Facility, month: Month) -> Piece:
    """People who were there on the last day, by the step they waited for at its end."""
    present = people.here_at_the_end_of(facility, month.last_day)
    lines = []
    for stage in WAITING:
        rows, words = at_stage_on(present, facility, month.last_day, stage).order_by("pk"), str(STAGES[stage])
        ids = tuple(rows.values_list("pk", flat=True))
        lines.append((words, [figure(f"problems.waiting.{stage.value}", ids, part=words)]))
    return matrix(
        _("Waiting for a step at the end of %(day)s") % {"day": long_date(month.last_day)},
        [Head(_("How many"))],
        lines,
    )
