"""Issuing numbered papers, and ending them."""

import hashlib
import secrets
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier
from rutan.letters import wording
from rutan.letters.domain.codes import BITS, shown, spelt
from rutan.letters.domain.frozen import digest_of
from rutan.letters.domain.lifecycle import DocumentState
from rutan.letters.domain.names import official_name
from rutan.letters.models import IssuedDocument, Signatory
from rutan.letters.paper import Paper
from rutan.letters.pdf import longest_list, make_pdf, sheet
from rutan.letters.refusals import LetterRefused
from rutan.letters.services_numbers import (
    letter_code_for,
    locked_series,
    number_in,
    signatory_for,
    take_number,
)


@transaction.atomic
def issue(
    *,
    paper: Paper,
    facility: Facility,
    on: date,
    by: User | None,
    replaces: IssuedDocument | None = None,
    request_key: UUID | None = None,
) -> IssuedDocument:
    """Number a paper, freeze what it says, make its PDF and keep both.

    ``on`` is the day it bears. The same ``request_key`` again answers with the first document.

    :raises LetterRefused: when the kind has no letter code, nobody signs, or ``replaces`` has ended already.
    :raises KeyUsed: when the key was used for something else.
    """
    request_key = request_key or uuid4()
    deed = {"facility": facility, "kind": paper.kind, "printed_name": paper.printed_name}
    if found := earlier(IssuedDocument.objects, request_key, **deed, facts=paper.stored_facts):
        return found
    code = letter_code_for(facility, paper.kind, on=on)
    signatory = signatory_for(facility, paper.office, on=on)
    series = locked_series(facility=facility, classification=code.classification, year=on.year)
    sequence = take_number(series)
    number = number_in(facility, code, sequence, year=on.year)
    document = IssuedDocument.objects.create(
        facility=facility,
        series=series,
        sequence=sequence,
        request_key=request_key,
        signatory=signatory,
        issued_on=on,
        issued_by=by,
        **_printed(paper, _frozen(paper, facility, number, on, signatory)),
    )
    record(action="letters.document.issued", subject=document, by=by, kind=document.kind, number=number)
    if replaces is not None:
        _supersede(replaces, document, by)
    return document


@transaction.atomic
def revoke(*, document: IssuedDocument, reason: str, by: User) -> IssuedDocument:
    """Withdraw a document; its check page says so from now on.

    :raises LetterRefused: when it has ended already, or no reason is given.
    """
    if not reason.strip():
        raise LetterRefused(wording.NO_REASON)
    locked = _locked(document)
    locked.state, locked.revoked_at, locked.revoked_by = DocumentState.REVOKED, clock.now(), by
    locked.revoke_reason = reason.strip()[:300]
    locked.save(update_fields=["state", "revoked_at", "revoked_by", "revoke_reason"])
    record(action="letters.document.revoked", subject=locked, by=by, number=locked.number)
    return locked


@transaction.atomic
def take_out(*, document: IssuedDocument, by: User) -> bytes:
    """Return the PDF as it was issued, and write down who took it."""
    record(action="letters.document.opened", subject=document, by=by, number=document.number)
    return bytes(document.pdf)


def check_address(code: str) -> str:
    """Return the public address under which a paper can be checked."""
    return f"{settings.ADDRESS}{reverse('letters:check', args=[code])}"


def _frozen(
    paper: Paper, facility: Facility, number: str, on: date, signatory: Signatory | None
) -> dict[str, Any]:
    """Return all a paper says: the office and the signatory as they are today, and what the owner says."""
    office = {name: getattr(facility, name) for name in ("address", "phone", "email", "website", "city")}
    office |= {"name": official_name(facility.name), "regional_office": facility.regional_office}
    signs = {name: getattr(signatory, name) for name in ("name", "nip", "position")} if signatory else None
    return {
        "kind": paper.kind.value,
        "number": number,
        "issued_on": on.isoformat(),
        "facility": office | {"is_demo": facility.is_demo},
        "signatory": signs,
        "body": dict(paper.body),
    }


def _printed(paper: Paper, frozen: dict[str, Any]) -> dict[str, Any]:
    """Print frozen data under a new code; return the columns that keep it."""
    code, digest, now = spelt(secrets.randbits(BITS)), digest_of(frozen), clock.now()
    check = {"address": check_address(code), "code": shown(code), "digest": digest}
    wanted = sheet(paper.template, paper=frozen, check=check, timestamp=int(now.timestamp()))
    pdf = make_pdf(wanted, rows=longest_list(frozen["body"]))
    return {
        "kind": paper.kind,
        "number": frozen["number"],
        "printed_name": paper.printed_name,
        "facts": paper.stored_facts,
        "code": code,
        "data": frozen,
        "digest": digest,
        "pdf": pdf,
        "pdf_digest": hashlib.sha256(pdf).hexdigest(),
        "issued_at": now,
    }


def _supersede(document: IssuedDocument, successor: IssuedDocument, by: User | None) -> None:
    locked = _locked(document)
    locked.state, locked.replaced_by = DocumentState.SUPERSEDED, successor
    locked.save(update_fields=["state", "replaced_by"])
    record(action="letters.document.superseded", subject=locked, by=by, successor=successor.number)


def _locked(document: IssuedDocument) -> IssuedDocument:
    locked = IssuedDocument.objects.defer("pdf", "data").select_for_update(of=("self",)).get(pk=document.pk)
    if not locked.is_valid:
        raise LetterRefused(wording.ENDED_ALREADY)
    return locked
