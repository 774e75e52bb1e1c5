"""What anybody may know of a paper whose code they hold: no more than stands on it, and whether it still holds."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import ngettext

from rutan.core import dates
from rutan.letters.domain.codes import read, shown
from rutan.letters.domain.lifecycle import DocumentState
from rutan.letters.domain.names import official_name
from rutan.letters.enums import DocumentKind, FactKind
from rutan.letters.models import IssuedDocument
from rutan.letters.wording import STATES, TONES


@dataclass(frozen=True)
class Checked:
    """What the check page shows, in words."""

    kind: str
    number: str
    office: str
    issued_on: date
    state: str
    tone: str
    is_valid: bool
    revoked_on: date | None
    successor: str
    successor_on: date | None
    printed_name: str
    facts: list[tuple[str, str]]
    code: str
    digest: str
    pdf_digest: str
    is_example: bool


def checked(typed: str) -> Checked | None:
    """Return what a paper's code opens; None when it is no code or nobody's, with no telling which."""
    code = read(typed)
    document = IssuedDocument.objects.coded(code).first() if code else None
    return _public(document) if document else None


def _public(document: IssuedDocument) -> Checked:
    state, successor = DocumentState(document.state), document.replaced_by
    return Checked(
        kind=str(DocumentKind(document.kind).label),
        number=document.number,
        office=official_name(document.facility.name),
        issued_on=document.issued_on,
        state=str(STATES[state]),
        tone=TONES[state],
        is_valid=document.is_valid,
        revoked_on=timezone.localdate(document.revoked_at) if document.revoked_at else None,
        successor=successor.number if successor else "",
        successor_on=successor.issued_on if successor else None,
        printed_name=document.printed_name,
        facts=[(str(FactKind(fact).label), _said(FactKind(fact), value)) for fact, value in document.facts],
        code=shown(document.code),
        digest=document.digest,
        pdf_digest=document.pdf_digest,
        is_example=document.facility.is_demo,
    )


def _duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours}] if hours else []
    parts += (
        [ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest}]
        if rest or not hours
        else []
    )
    return " ".join(parts)


def _said(fact: FactKind, value: str) -> str:
    """A fact as it is read; a period is kept as two ISO days with a slash between, a time attended as its minutes.

    Papers issued before that was so have words in its place. They never change, so they are shown as they are.
    """
    if fact is FactKind.ATTENDED:
        return _duration(int(value))
    if fact is not FactKind.PERIOD:
        return value
    try:
        days = [dates.long_date(date.fromisoformat(day)) for day in value.split("/")]
    except ValueError:
        return value
    return " – ".join(dict.fromkeys(days))
