"""Writing down what a person agreed to."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Consent, Inmate
from inmates.queries_consent import ConsentMatter
from rutan.accounts.models import User
from rutan.agencies.models import Agency
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused


class ConsentRefused(Refused):
    """A person's decision could not be written down."""


@transaction.atomic
def record_consent(
    *,
    inmate: Inmate,
    subject: ConsentSubject,
    state: ConsentState,
    decided_on: date,
    by: User,
    agency: Agency | None = None,
    expires_on: date | None = None,
) -> Consent:
    """Write down a person's decision; it takes the place of the one that stood, which is kept as void.

    The same decision again answers with the row there is, so that a form sent twice writes once.

    :raises ConsentRefused: when it lies in the future, or takes back what was never given.
    """
    inmate = Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)
    standing = Consent.objects.standing(inmate, subject, agency).first()
    if standing and standing.says(state, decided_on, expires_on):
        return standing
    if refusals := _refusals(standing, state, decided_on, expires_on):
        raise ConsentRefused(*refusals)
    if standing:
        standing.voided_at, standing.voided_by = clock.now(), by
        standing.save(update_fields=["voided_at", "voided_by"])
    consent = Consent(inmate=inmate, facility_id=inmate.facility_id, agency=agency, subject=subject)
    consent.state, consent.decided_on, consent.expires_on = state, decided_on, expires_on
    consent.recorded_by = by
    consent.save()
    facts = {"consent": consent.pk, "about": str(subject), "said": str(state)}
    code = agency.code if agency else None
    record(action="inmates.consent.recorded", subject=inmate, by=by, agency=code, **facts)
    return consent


def _refusals(
    standing: Consent | None, state: ConsentState, decided_on: date, expires_on: date | None
) -> list[str]:
    found = []
    if decided_on > clock.today():
        found.append(_("The day of the decision lies in the future."))
    if expires_on and expires_on < decided_on:
        found.append(_("The consent expires before it was given."))
    if state == ConsentState.WITHDRAWN and (standing is None or standing.state != ConsentState.GIVEN):
        found.append(_("There is no consent that could be withdrawn."))
    return found


@transaction.atomic
def record_sitting(
    *,
    inmate: Inmate,
    answers: Sequence[tuple[ConsentMatter, ConsentState]],
    decided_on: date,
    by: User,
    expires_on: date | None = None,
) -> list[Consent]:
    """Write down everything a person decided at one sitting, or nothing of it.

    :raises ConsentRefused: as ``record_consent``.
    """
    return [
        record_consent(
            inmate=inmate,
            subject=matter.subject,
            agency=matter.agency,
            state=state,
            decided_on=decided_on,
            # Only a consent runs out; a refusal stands until it is changed.
            expires_on=expires_on if state == ConsentState.GIVEN else None,
            by=by,
        )
        for matter, state in answers
    ]
