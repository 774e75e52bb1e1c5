"""Reading a whole report: every section, in one snapshot where the caller holds one."""

from collections.abc import Callable

from django.db.models import Count

from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import Role
from rutan.agencies.models import CooperationAgreement, Facility
from rutan.core import clock
from rutan.reports import wording
from rutan.reports.assembly import Assembled
from rutan.reports.catalogue import TITLES, Part
from rutan.reports.domain.months import Month
from rutan.reports.domain.report import Agreement, Report
from rutan.reports.queries_assessment import assessment
from rutan.reports.queries_intake import intake
from rutan.reports.queries_outcomes import outcomes
from rutan.reports.queries_placement import placement
from rutan.reports.queries_problems import problems
from rutan.reports.queries_sessions import sessions

Progress = Callable[[int, int, str], None]
READERS: dict[Part, Callable[[Facility, Month], Assembled]] = {
    Part.INTAKE: intake,
    Part.ASSESSMENT: assessment,
    Part.PLACEMENT: placement,
    Part.SESSIONS: sessions,
    Part.OUTCOMES: outcomes,
    Part.PROBLEMS: problems,
}


def read_report(facility: Facility, period: str, *, progress: Progress) -> Report:
    """Read all figures of a month as the first edition would have them; told section by section how far it is.

    The words are those of the paper. The caller's transaction must be one snapshot (``reads`` of a job): only then
    do figures of different sections speak of the same moment.
    """
    month = Month.read(period)
    with wording.on_paper():
        read = [_read(part, facility, month, progress) for part in READERS]
        agreements = _agreements(facility, month)
        return Report(
            period=str(month),
            first_day=month.first_day.isoformat(),
            last_day=month.last_day.isoformat(),
            read_at=clock.now().astimezone(facility.zone).isoformat(timespec="seconds"),
            edition=1,
            facility={name: str(getattr(facility, name)) for name in ("code", "name", "city", "regional_office")},
            agreements=_with_teams(agreements, month),
            copies=_copies(facility, agreements),
            sections=tuple(each.section for each in read),
            figures={figure.code: figure for each in read for figure in each.figures},
        )  # fmt: skip


def _read(part: Part, facility: Facility, month: Month, progress: Progress) -> Assembled:
    progress(list(READERS).index(part), len(READERS) + 1, str(TITLES[part]))
    return READERS[part](facility, month)


def _agreements(facility: Facility, month: Month) -> list[CooperationAgreement]:
    found = facility.agreements.valid(month.last_day).select_related("agency")
    return list(found.order_by("agency__short_name", "pk"))


def _with_teams(agreements: list[CooperationAgreement], month: Month) -> tuple[Agreement, ...]:
    """Each agreement with the number of people who could assess for its agency on the last day."""
    held = RoleAssignment.objects.in_force(month.last_day).filter(role=Role.ASSESSOR, user__is_active=True)
    teams = dict(held.values_list("agency").annotate(Count("user", distinct=True)))
    return tuple(
        Agreement(
            agency=each.agency.name,
            number=each.number,
            starts_on=each.starts_on.isoformat(),
            assessors=teams.get(each.agency_id, 0),
        )
        for each in agreements
    )


def _copies(facility: Facility, agreements: list[CooperationAgreement]) -> tuple[str, ...]:
    """Who receives a copy: the regional office and the head of each agency (domain.md 5.1)."""
    offices = [facility.regional_office, *(each.agency.name for each in agreements)]
    return tuple(f"Kepala {office}" for office in dict.fromkeys(offices) if office)
