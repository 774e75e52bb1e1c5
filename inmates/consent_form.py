"""The consent on paper, to be signed by hand and scanned again; nothing on it is numbered or kept."""

from datetime import date, datetime

from django.utils import translation

from inmates.models import Inmate
from inmates.queries_consent import SHARED, matters_of
from rutan.letters.domain.names import official_name
from rutan.letters.pdf import make_pdf, sheet

TEMPLATE = "inmates/papers/consent.typ"
OFFICE = ("address", "phone", "email", "website", "city", "regional_office", "is_demo")


def consent_form(inmate: Inmate, *, on: date, now: datetime) -> bytes:
    """Return the PDF: who signs, and for each agency with an agreement what it may be told."""
    names = [matter.agency.short_name for matter in matters_of(inmate, on=on) if matter.agency]
    facility = inmate.facility
    office = {name: getattr(facility, name) for name in OFFICE} | {"name": official_name(facility.name)}
    with translation.override("id"):  # papers are in Indonesian, whoever prints them
        subjects = [str(subject.label) for subject in SHARED]
    body = {
        "name": inmate.full_name,
        "register_number": inmate.register_number,
        "born_on": inmate.born_on.isoformat(),
        "agencies": list(dict.fromkeys(names)),
        "subjects": subjects,
    }
    paper = {"facility": office, "body": body}
    return make_pdf(sheet(TEMPLATE, paper=paper, timestamp=int(now.timestamp())))
