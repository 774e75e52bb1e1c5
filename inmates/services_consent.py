"""Writing down what a person agreed to."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from inmates import queries_consent, wording_consent
from inmates.domain.consent import DayFault, day_faults
from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Consent, Inmate
from inmates.queries_consent import ConsentMatter
from rutan.accounts.models import User
from rutan.agencies.models import Agency
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.errors import Refused
from rutan.files.checking import CheckedFile
from rutan.files.enums import FileKind
from rutan.files.services import digest_of, keep_file


class ConsentRefused(Refused):
    """A person's decision could not be written down."""


class ConsentDayRefused(ConsentRefused):
    """Nobody can have decided on that day."""


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

    :raises ConsentDayRefused: for a day to come, before the birth, or before anybody held the person.
    :raises ConsentRefused: when it takes back what was never given, or ends before it begins.
    """
    inmate = _locked(inmate)
    standing = Consent.objects.standing(inmate, subject, agency).first()
    disputed = standing and not Consent.objects.filter(pk=standing.pk).undisputed().exists()
    if standing and not disputed and standing.says(state, decided_on, expires_on):
        return standing
    if faults := _day_faults(inmate, decided_on):
        said = [wording_consent.day_fault(each) for each in faults]
        raise ConsentDayRefused(*said, fields=["decided_on"] * len(said))
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


def _locked(inmate: Inmate) -> Inmate:
    """The person's row, under the lock that every decision of theirs waits for."""
    return Inmate.objects.select_for_update(no_key=True, of=("self",)).get(pk=inmate.pk)


def _day_faults(inmate: Inmate, decided_on: date) -> tuple[DayFault, ...]:
    held_since = queries_consent.held_since(inmate)
    return day_faults(decided_on, on=clock.today(), born_on=inmate.born_on, held_since=held_since)


def _refusals(
    standing: Consent | None, state: ConsentState, decided_on: date, expires_on: date | None
) -> list[str]:
    found = []
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
    paper: CheckedFile | None = None,
) -> list[Consent]:
    """Write down everything a person decided at one sitting, or nothing of it, with the one paper they signed.

    :raises ConsentRefused: as ``record_consent`` and ``attach_paper``.
    """
    consents = [
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
    if paper:
        attach_paper(inmate=inmate, consent_ids=[consent.pk for consent in consents], paper=paper, by=by)
    return consents


@transaction.atomic
def attach_paper(
    *, inmate: Inmate, consent_ids: Collection[int], paper: CheckedFile, by: User
) -> list[Consent]:
    """Keep the signed paper of decisions of a person that stand; the same paper again writes nothing.

    :raises ConsentRefused: when one of them no longer stands, or has another paper already.
    """
    _locked(inmate)
    rows = Consent.objects.of(inmate).filter(pk__in=consent_ids).select_related("scan").defer("scan__content")
    consents = list(rows.select_for_update(of=("self",)))
    if len(consents) < len(set(consent_ids)) or not consents:
        raise ConsentRefused(_("One of these decisions no longer stands. Open the page again."))
    if any(consent.scan and consent.scan.digest != digest_of(paper) for consent in consents):
        raise ConsentRefused(_("One of these decisions has its paper already. Write down a new decision."))
    bare = [consent for consent in consents if consent.scan is None]
    if bare:
        _keep(bare, paper, by)
    return consents


def _keep(consents: list[Consent], paper: CheckedFile, by: User) -> None:
    """One file for all of them."""
    first = consents[0]
    kept = keep_file(file=paper, kind=FileKind.CONSENT, facility_id=first.facility_id, by_id=by.pk)
    for consent in consents:
        consent.scan = kept
        consent.save(update_fields=["scan"])
    keys = ", ".join(str(consent.pk) for consent in consents)
    facts = {"consent": keys, "digest": kept.digest}
    record(action="inmates.consent.paper_attached", subject=first.inmate, by=by, **facts)
