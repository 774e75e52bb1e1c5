"""Sealing: an edition is given its number, paper and spreadsheet, and nothing of it changes afterwards."""

from django.db import transaction

from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock
from rutan.letters.enums import DocumentKind, FactKind
from rutan.letters.models import IssuedDocument
from rutan.letters.paper import Paper
from rutan.letters.services import issue
from rutan.reports import wording
from rutan.reports.domain import obstacles
from rutan.reports.domain.lifecycle import EditionState
from rutan.reports.domain.report import Report
from rutan.reports.models import ReportEdition
from rutan.reports.paper import TEMPLATE, body_of
from rutan.reports.refusals import ReportRefused
from rutan.reports.services import locked_edition
from rutan.reports.workbook import Cover, workbook_of


@transaction.atomic
def approve(*, edition: ReportEdition, by: User) -> ReportEdition:
    """Approve a draft as a second person, and seal it.

    :raises ReportRefused: when it is no draft any more, or the same person prepared it.
    :raises LetterRefused: when the facility has no signatory or no letter code on that day.
    """
    locked = locked_edition(edition)
    found = obstacles.against_approving(
        EditionState(locked.state), prepared_by=locked.prepared_by_id, by=by.pk
    )
    if found:
        raise ReportRefused(*found)
    return _seal(locked, by=by, approved_by=by)


@transaction.atomic
def seal_without_approval(*, edition: ReportEdition, by: User | None) -> ReportEdition:
    """Seal a draft of an invented facility, which has nobody who would have to answer for it.

    An edition that is sealed already stays as it is; of a real facility the database refuses it.
    """
    locked = locked_edition(edition)
    return _seal(locked, by=by, approved_by=None) if locked.is_draft else locked


def _seal(edition: ReportEdition, *, by: User | None, approved_by: User | None) -> ReportEdition:
    """Seal a locked draft. The number series is the last lock taken, inside ``issue``."""
    report = edition.report
    document = _paper(edition, report, by)
    edition.state, edition.sealed_at, edition.approved_by = EditionState.SEALED, clock.now(), approved_by
    edition.document, edition.number = document, document.number
    edition.xlsx = workbook_of(report, _cover(edition, document))
    edition.save(update_fields=["state", "sealed_at", "approved_by", "document", "number", "xlsx"])
    facts = {"number": edition.number, "edition": edition.edition, "digest": edition.digest}
    record(action="reports.edition.sealed", subject=edition, by=by, **facts)
    return edition


def _paper(edition: ReportEdition, report: Report, by: User | None) -> IssuedDocument:
    with wording.on_paper():
        period = f"{edition.month.first_day.isoformat()}/{edition.month.last_day.isoformat()}"
        paper = Paper(
            kind=DocumentKind.MONTHLY_REPORT,
            template=TEMPLATE,
            body=body_of(report, digest=edition.digest),
            facts=((FactKind.PERIOD, period), (FactKind.EDITION, str(edition.edition))),
        )
    corrected = edition.corrects.document if edition.corrects else None
    return issue(
        paper=paper,
        facility=edition.facility,
        on=clock.today(),
        by=by,
        replaces=corrected if corrected and corrected.is_valid else None,
        request_key=edition.request_key,
    )


def _cover(edition: ReportEdition, document: IssuedDocument) -> Cover:
    assert edition.sealed_at is not None  # it was just set
    with wording.on_paper():
        month = wording.month_in_words(edition.month)
    return Cover(
        month=month,
        number=document.number,
        digest=edition.digest,
        made_at=edition.sealed_at.replace(tzinfo=None),
    )
