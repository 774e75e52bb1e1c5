"""Reads for the pages about editions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope
from rutan.agencies.models import Facility
from rutan.core.turning import key_in
from rutan.reports.domain.layout import LaidSection, laid_out
from rutan.reports.domain.lifecycle import EditionState
from rutan.reports.domain.months import Month
from rutan.reports.domain.outside import veils_of
from rutan.reports.domain.report import Report
from rutan.reports.models import ReportEdition
from rutan.reports.queries_months import MONTHS_OFFERED
from rutan.reports.reading import reads_inside
from rutan.reports.wording import STATES, TONES, month_in_words, replaced_by, veil_legend

PAGE = 24


@dataclass(frozen=True)
class EditionRow:
    """An edition as lists show it."""

    id: int
    month: str
    edition: int
    state: str
    tone: str
    number: str
    digest: str
    sealed_at: datetime | None
    is_sealed: bool
    is_draft: bool


@dataclass(frozen=True)
class Offered:
    """A month whose report can be asked for."""

    code: str
    name: str


@dataclass(frozen=True)
class EditionsPage:
    """One page of the list, and the months that have no report yet, the latest first."""

    rows: Sequence[EditionRow]
    following: str
    offered: Sequence[Offered]


@dataclass(frozen=True)
class EditionPage:
    """One edition with all its figures, as the house or as its partners read it.

    ``veiled`` is how many numbers are not written out outside the house, ``legend`` says why, ``changes`` what a
    correction changes; None where that is not told.
    """

    row: EditionRow
    report: Report
    read_at: datetime
    sections: tuple[LaidSection, ...]
    is_inside: bool
    veiled: int
    legend: Sequence[str]
    changes: tuple[str, ...] | None
    editions: Sequence[EditionRow]
    is_latest: bool
    seal_holds: bool
    may_approve: bool
    may_correct: bool
    may_withdraw: bool


def editions_page(user: User, facility: Facility, scope: Scope, *, after: str, on: date) -> EditionsPage:
    """Return a page of the facility's editions the person may read, newest first."""
    editions = ReportEdition.objects.visible_to(user).at(facility).newest_first().without_content()
    last = editions.filter(pk=key).first() if (key := key_in(after)) else None
    if last:
        same = Q(period_starts_on=last.period_starts_on)
        earlier_edition = Q(edition__lt=last.edition) | Q(edition=last.edition, pk__lt=last.pk)
        editions = editions.filter(Q(period_starts_on__lt=last.period_starts_on) | same & earlier_edition)
    page = list(editions[: PAGE + 1])
    following = str(page[PAGE - 1].pk) if len(page) > PAGE else ""
    offered = _offered(facility, on) if scope.may(Permission.REPORT_PREPARE) and not last else ()
    holding = ReportEdition.objects.at(facility).holding({each.period_starts_on for each in page})
    return EditionsPage([_row(edition, holding) for edition in page[:PAGE]], following, offered)


def edition_page(user: User, edition: ReportEdition, scope: Scope) -> EditionPage:
    """Return everything the page of an edition shows to its reader."""
    others = ReportEdition.objects.visible_to(user).at(edition.facility).about(edition.month)
    editions = list(others.newest_first().without_content())
    is_latest = all(
        each.edition <= edition.edition for each in editions if each.state != EditionState.WITHDRAWN
    )
    sealed = [each.edition for each in editions if each.is_sealed]
    report, holding = edition.report, {edition.period_starts_on: max(sealed, default=0)}
    veils, is_inside = veils_of(report), reads_inside(user.reach, edition.facility_id)
    return EditionPage(
        row=_row(edition, holding),
        report=report,
        read_at=datetime.fromisoformat(report.read_at),
        sections=laid_out(report, {} if is_inside else veils),
        is_inside=is_inside,
        veiled=len(veils),
        legend=veil_legend(veils.values()),
        changes=_changes(report, is_inside=is_inside),
        editions=[_row(each, holding) for each in editions],
        is_latest=is_latest,
        seal_holds=edition.seal_holds,
        may_approve=edition.is_draft
        and scope.may(Permission.REPORT_APPROVE)
        and edition.prepared_by_id != user.pk,
        may_correct=edition.is_sealed and is_latest and scope.may(Permission.REPORT_PREPARE),
        may_withdraw=edition.is_draft and scope.may(Permission.REPORT_PREPARE, Permission.REPORT_APPROVE),
    )  # fmt: skip


def _changes(report: Report, *, is_inside: bool) -> tuple[str, ...] | None:
    if report.corrects is None:
        return None
    return report.corrects.changes if is_inside else report.corrects.outside


def latest_sealed(facility: Facility, month: Month) -> ReportEdition | None:
    """Return the sealed edition that holds for a month, with its paper and spreadsheet."""
    sealed = ReportEdition.objects.at(facility).about(month).sealed()
    return sealed.select_related("document").newest_first().first()


def _offered(facility: Facility, on: date) -> tuple[Offered, ...]:
    """Months that are over and have no standing edition, from the last one back."""
    reported = set(ReportEdition.objects.at(facility).standing().values_list("period_starts_on", flat=True))
    months = (Month.last_over(on).back(step) for step in range(MONTHS_OFFERED))
    missing = (month for month in months if month.first_day not in reported)
    return tuple(Offered(str(month), month_in_words(month)) for month in missing)


def _row(edition: ReportEdition, holding: Mapping[date, int]) -> EditionRow:
    """:param holding: by the first day of a period, the edition that holds for it."""
    state, latest = EditionState(edition.state), holding.get(edition.period_starts_on, 0)
    replaced = edition.is_sealed and edition.edition < latest
    return EditionRow(
        id=edition.pk,
        month=month_in_words(edition.month),
        edition=edition.edition,
        state=replaced_by(latest) if replaced else str(STATES[state]),
        tone="off" if replaced else TONES[state],
        number=edition.number,
        digest=edition.digest,
        sealed_at=edition.sealed_at,
        is_sealed=edition.is_sealed,
        is_draft=edition.is_draft,
    )
