"""Signatories and issued papers."""

from datetime import date

from rutan.letters.enums import DocumentKind, Office
from rutan.letters.models import Signatory
from rutan.letters.paper import Paper
from rutan.letters.services import issue
from tests.factories import accounts

LETTER = "rutan/letters/papers/letter.typ"
ON = date(2026, 11, 24)
BODY = {
    "character": "Biasa",
    "enclosures": "–",
    "about": "Laporan pelaksanaan",
    "to": ["Kepala Kantor Wilayah", "di Semarang"],
    "paragraphs": ["Bersama ini kami sampaikan laporan."],
    "table": None,
    "copies": [],
}


def signatory(*, facility, name="Budi Contoh, S.H.", starts_on=accounts.LONG_AGO, ends_on=None, **fields):
    """Somebody who signs for the head's office, from long ago."""
    facts = {"office": Office.HEAD, "position": "Kepala Rutan", "nip": "19800101 200501 1 001", **fields}
    return Signatory.objects.create(
        facility=facility, name=name, starts_on=starts_on, ends_on=ends_on, **facts
    )


def document(*, facility, by, kind=DocumentKind.LETTER, on=ON, body=None, **fields):
    """A letter, issued the way the services issue it; somebody signs."""
    if not Signatory.objects.signing_for(facility, Office.HEAD).valid(on=on).exists():
        signatory(facility=facility)
    facts = {
        name: fields.pop(name) for name in ("template", "printed_name", "facts", "office") if name in fields
    }
    paper = Paper(kind=kind, body={**BODY, **(body or {})}, **{"template": LETTER, **facts})
    return issue(paper=paper, facility=facility, on=on, by=by, **fields)
