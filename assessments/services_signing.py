"""Signing a form: the one moment at which it becomes a result."""

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from assessments.domain.answers import missing, problems, prune
from assessments.domain.scoring import score
from assessments.enums import AssessmentState
from assessments.models import Assessment, AssessorCertificate
from assessments.queries_certificates import standing_of
from assessments.refusals import AssessmentRefused, DraftMovedOn, SignRefused
from rutan.accounts.models import User
from rutan.audit.services import record


@transaction.atomic
def sign_assessment(*, draft: Assessment, version: int, by: User, at: datetime) -> Assessment:
    """Score a draft and sign it, for good; signing again answers with the signed one.

    ``version`` is the one that was shown before signing: nobody signs what they have not seen.

    :raises SignRefused: with every wrong answer, every missing one, and the certificate that is missing.
    :raises DraftMovedOn: when the draft was saved since it was shown.
    :raises AssessmentRefused: when it is void, somebody else's, or the person is no longer open to the assessor.
    """
    row = Assessment.all_objects.select_for_update(of=("self",)).get(pk=draft.pk)
    if row.assessor_id != by.pk or row.state == AssessmentState.VOID:
        raise AssessmentRefused(_("Only the assessor who filled it in signs a form."))
    if row.state == AssessmentState.SIGNED:
        return row
    if not Assessment.objects.visible_to(by).filter(pk=row.pk).exists():
        raise AssessmentRefused(_("This person's record is no longer open to you."))
    if row.version != version:
        raise DraftMovedOn(row.saved_at)
    definition = row.definition
    row.answers = prune(definition, row.answers).answers
    certificate = _certificate(row, by, at)
    row.result = score(definition, row.answers).as_json()
    row.scoring_version, row.instrument_version = definition.scoring_version, definition.version
    row.state, row.signed_at, row.certificate = AssessmentState.SIGNED, at, certificate
    _store(row, by, at)
    record(
        action="assessments.assessment.signed",
        subject=row,
        by=by,
        instrument=row.instrument,
        certificate=certificate.number,
    )
    return row


def _certificate(row: Assessment, by: User, at: datetime) -> AssessorCertificate:
    """Return the certificate that covers the signature, or refuse with all that stands in the way."""
    definition, standing = row.definition, standing_of(by, row.instrument, on=_day(row, at))
    wrong, open_items = problems(definition, row.answers), missing(definition, row.answers)
    if wrong or open_items or standing.certificate is None:
        raise SignRefused(definition, wrong, open_items, standing.lack)
    return standing.certificate


def _store(row: Assessment, by: User, at: datetime) -> None:
    """Write the signed row; a certificate withdrawn at this very moment is refused by the database in the same words."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        lack = standing_of(by, row.instrument, on=_day(row, at)).lack
        if lack is None:
            raise
        raise SignRefused(row.definition, lack=lack) from error


def _day(row: Assessment, at: datetime) -> date:
    """The day of signing, on the facility's clock."""
    return at.astimezone(row.facility.zone).date()
