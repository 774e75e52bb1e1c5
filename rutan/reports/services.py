"""Asking for a report, freezing what was read, and taking a draft back."""

from dataclasses import replace
from uuid import UUID

from django.db import transaction

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.dates import long_date
from rutan.core.request_keys import earlier
from rutan.jobs.models import Job
from rutan.jobs.services import request_job
from rutan.reports import queries_months, wording
from rutan.reports.domain import obstacles
from rutan.reports.domain.comparison import changes
from rutan.reports.domain.lifecycle import EditionState
from rutan.reports.domain.months import Month, NoMonth
from rutan.reports.domain.obstacles import Reason
from rutan.reports.domain.outside import veiled
from rutan.reports.domain.report import Correction, Report
from rutan.reports.domain.sealing import digest_of
from rutan.reports.models import ReportEdition
from rutan.reports.refusals import ReportRefused

MONTHLY = "reports.monthly"


def month_to_report(facility: Facility, text: str) -> Month:
    """Return the month somebody wants a report of.

    :raises ReportRefused: when the text is no month, the month is not over on the facility's clock, or lies before all
        that is recorded there.
    """
    try:
        month = Month.read(text)
    except NoMonth as error:
        raise ReportRefused(Reason.NO_SUCH_MONTH) from error
    if not month.is_over(clock.today()):
        facts = {"month": wording.month_in_words(month), "from": long_date(month.next.first_day)}
        raise ReportRefused(Reason.MONTH_NOT_OVER, **facts)
    if month < (first := queries_months.first_month(facility, clock.today())):
        words = {"month": wording.month_in_words(month), "first": wording.month_in_words(first)}
        raise ReportRefused(Reason.BEFORE_THE_RECORDS, **words)
    return month


@transaction.atomic
def request_monthly(*, facility: Facility, period: str, by: User | None, request_key: UUID) -> Job:
    """Ask for the report of a month; the same ``request_key`` again answers with the first job.

    :raises ReportRefused: when no report can be made of the month.
    """
    arguments = {"period": str(month_to_report(facility, period))}
    return request_job(kind=MONTHLY, arguments=arguments, by=by, facility=facility, request_key=request_key)


@transaction.atomic
def request_correction(*, edition: ReportEdition, reason: str, by: User, request_key: UUID) -> Job:
    """Ask for the next edition of a sealed report, because something was wrong or came late.

    The same ``request_key`` again answers with the first job, also when the correction is there by now.

    :raises ReportRefused: when the edition is not the latest sealed one, or no reason is given.
    :raises KeyUsed: when the key was used for something else.
    """
    arguments = {"period": str(edition.month), "corrects": edition.pk, "reason": reason.strip()[:300]}
    facility = edition.facility
    deed = {"kind": MONTHLY, "arguments": arguments, "requested_by": by, "facility": facility}
    if done := earlier(Job.objects, request_key, **deed):
        return done
    _refuse_correction(edition, reason)
    return request_job(kind=MONTHLY, arguments=arguments, by=by, facility=facility, request_key=request_key)


@transaction.atomic
def freeze(
    *,
    facility: Facility,
    read: Report,
    request_key: UUID,
    by: User | None,
    corrects_id: int | None = None,
    reason: str = "",
) -> ReportEdition:
    """Keep what was read as a draft whose figures never change.

    The same ``request_key`` again, and an edition that stands for the month already, answer with that edition; so a
    job that is run twice, or two that ask for the same month, make one.

    :raises ReportRefused: when a correction follows no sealed edition, or another correction was faster.
    :raises KeyUsed: when the key was used for something else.
    """
    deed = {"period_starts_on": Month.read(read.period).first_day, "corrects": corrects_id}
    if found := earlier(ReportEdition.objects, request_key, facility=facility, **deed):
        return found
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    editions = ReportEdition.objects.at(facility)
    latest = editions.about(Month.read(read.period)).standing().newest_first().first()
    if latest and corrects_id is None:
        return latest
    corrected = editions.get(pk=corrects_id) if corrects_id else None
    if corrected:
        _refuse_correction(corrected, reason)
    return _keep(_as_edition(read, corrected, reason), facility, corrected, reason, request_key, by)


def _refuse_correction(edition: ReportEdition, reason: str) -> None:
    standing = ReportEdition.objects.at(edition.facility).about(edition.month).standing()
    found = obstacles.against_correcting(
        EditionState(edition.state),
        is_latest=not standing.filter(edition__gt=edition.edition).exists(),
        reason=reason,
    )
    if found:
        raise ReportRefused(*found)


def _as_edition(read: Report, corrected: ReportEdition | None, reason: str) -> Report:
    """Give what was read its edition, what of it is not shown outside, and what a correction changes."""
    if corrected is None:
        return replace(read, edition=1, corrects=None, veils=veiled(read))
    before = corrected.report
    veils, differences = veiled(read, before=before), changes(before, read)
    hidden = {*veils, *(before.veils or {})}
    with wording.on_paper():
        correction = Correction(
            corrected.edition,
            corrected.number,
            corrected.digest,
            reason.strip(),
            changes=tuple(wording.change_in_words(each) for each in differences),
            outside=tuple(wording.change_outside(each, hidden=each.code in hidden) for each in differences),
        )
    return replace(read, edition=corrected.edition + 1, corrects=correction, veils=veils)


def _keep(
    report: Report,
    facility: Facility,
    corrected: ReportEdition | None,
    reason: str,
    request_key: UUID,
    by: User | None,
) -> ReportEdition:
    data = report.as_data()
    edition = ReportEdition.objects.create(
        facility=facility,
        period_starts_on=Month.read(report.period).first_day,
        edition=report.edition,
        figures=data,
        digest=digest_of(data),
        request_key=request_key,
        prepared_at=clock.now(),
        prepared_by=by,
        corrects=corrected,
        correction_reason=reason.strip(),
    )
    facts = {"period": report.period, "edition": report.edition, "digest": edition.digest}
    record(action="reports.edition.prepared", subject=edition, by=by, **facts)
    return edition


@transaction.atomic
def withdraw(*, edition: ReportEdition, reason: str, by: User) -> ReportEdition:
    """Take a draft back: its preparer's second thought, or the head's no. It keeps its figures and gets no number.

    :raises ReportRefused: when it is sealed or withdrawn already, or no reason is given.
    """
    locked = locked_edition(edition)
    if found := obstacles.against_withdrawing(EditionState(locked.state), reason=reason):
        raise ReportRefused(*found)
    locked.state, locked.withdrawn_at, locked.withdrawn_by = EditionState.WITHDRAWN, clock.now(), by
    locked.withdraw_reason = reason.strip()[:300]
    locked.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdraw_reason"])
    record(action="reports.edition.withdrawn", subject=locked, by=by, reason=locked.withdraw_reason)
    return locked


def locked_edition(edition: ReportEdition) -> ReportEdition:
    """Lock an edition, the facility before it."""
    Facility.objects.select_for_update(no_key=True).get(pk=edition.facility_id)
    return ReportEdition.objects.select_for_update(of=("self",)).select_related("facility").get(pk=edition.pk)
