"""People in custody, their cells and who may see them."""

import uuid
from datetime import date
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from inmates import apart_terms, services_apart
from inmates.destination import Destination
from inmates.enums import (
    AbsenceKind,
    ApartReason,
    ConsentState,
    ConsentSubject,
    Departure,
    GrantPurpose,
    Housing,
)
from inmates.models import AccessGrant, Block, Cell, Inmate, RegisterEntry
from inmates.services_absences import send_out
from inmates.services_consent import attach_paper, record_consent
from inmates.services_departures import leave
from inmates.services_moves import move
from inmates.services_photo import put_photo
from inmates.services_places import leave_places
from inmates.services_stays import begin_stays, correct_admissions
from rutan.core import clock
from rutan.files.checking import PICTURES, SCANS, Terms, checked_bytes
from rutan.files.domain.contents import ContentType
from rutan.files.images import PHOTO
from tests.factories import accounts, uploads

BORN, ADMITTED = date(1980, 1, 1), date(2025, 1, 1)


def cell(*, facility, code="A1", **fields):
    """A cell of the block its code begins with; the same code again gives the same row."""
    block, _ = Block.objects.get_or_create(facility=facility, code=code[0])
    return Cell.objects.get_or_create(facility=facility, code=code, defaults={"block": block, **fields})[0]


def inmate(*, facility, full_name="Orang Contoh", register_number=None, **fields):
    """Somebody in custody; without a register number the next free one is taken."""
    number = register_number or f"BI.{Inmate.all_objects.count() + 1}/2025"
    facts = {"born_on": BORN, "sex": "L", "register_code": "B.I", "admitted_on": ADMITTED, **fields}
    with transaction.atomic():
        person = Inmate.objects.create(
            facility=facility, full_name=full_name, register_number=number, **facts
        )
        begin_stays([person], by=None)
    return person


def expiring(person, day):
    """Somebody whose detention or sentence ends on another day than it did."""
    with transaction.atomic():
        person.expires_on = day
        person.save(update_fields=["expires_on"])
        last = RegisterEntry.objects.of(person).last()
        last.pk, last.kind, last.expires_on, last.request_key = None, "correction", day, None
        last.save(force_insert=True)
    return person


def readmitted(person, day):
    """Somebody whose day of admission was found to be another one."""
    with transaction.atomic():
        person.admitted_on = day
        person.save(update_fields=["admitted_on"])
        correct_admissions([person], by=None)
    return person


def left(person, *, state="released", on=None):
    """Somebody who is here no longer."""
    with transaction.atomic():
        person.state, person.left_on = state, on or timezone.localdate()
        person.save(update_fields=["state", "left_on"])
        leave_places([person], on=person.left_on, by=None)
        person.cell = None
        person.stays.filter(left_on=None).update(left_on=person.left_on, departure=state)
    return person


def moved(person, cell, *, by=None, at=None, **facts):
    """Somebody who was moved to another cell."""
    facts = {"by": by or accounts.second_person(), "request_key": uuid.uuid4(), "confirmed": True, **facts}
    (place,) = move(people=[person], cell=cell, at=at, **facts)
    person.refresh_from_db()
    return place


def away(person, *, kind="hospital", destination="RSUD", by=None, **facts):
    """Somebody who was taken out and is to come back."""
    facts = {"by": by or accounts.second_person(), "request_key": uuid.uuid4(), **facts}
    return send_out(inmate=person, kind=AbsenceKind(kind), destination=destination, **facts)


def gone(person, *, by, on=None, to=None, reason="PB"):
    """Somebody who left by the service, with whatever was open written down; ``to`` is where they were sent."""
    departure = Departure.TRANSFERRED if to else Departure.RELEASED
    facts = {"on": on or clock.today(), "reason": reason, "request_key": uuid.uuid4()}
    leave(inmate=person, departure=departure, by=by, to=Destination(to), **facts)
    person.refresh_from_db()
    return person


def grant(*, inmate, agency=None, user=None, purpose=None, starts_on=accounts.LONG_AGO, **fields):
    """Open somebody's record to an agency, or to a person by name."""
    return AccessGrant.objects.create(
        facility=inmate.facility,
        inmate=inmate,
        agency=agency,
        user=user,
        purpose=purpose or (GrantPurpose.ASSESSMENT if agency else GrantPurpose.CASE_WORK),
        starts_on=starts_on,
        granted_by=fields.pop("granted_by", None) or accounts.second_person(),
        **fields,
    )


def consent(*, inmate, subject=ConsentSubject.PROGRAMME, agency=None, state=ConsentState.GIVEN, **facts):
    """A decision of somebody."""
    facts = {"decided_on": clock.today(), "by": accounts.second_person(), **facts}
    return record_consent(inmate=inmate, subject=subject, agency=agency, state=state, **facts)


def paper(content=None, name="lembar.pdf"):
    """A signed paper that was found to be one."""
    return checked_bytes(uploads.pdf() if content is None else content, name, Terms(SCANS, 10**7))


def signed_consent(*, inmate, **facts):
    """A decision of somebody with its paper."""
    said = consent(inmate=inmate, **facts)
    by = accounts.second_person()
    return attach_paper(inmate=inmate, consent_ids=[said.pk], paper=paper(), by=by)[0]


def portrait(content=None):
    """A photo that was found to be one."""
    terms = Terms(PICTURES, 10**7, PHOTO, ContentType.JPEG)
    return checked_bytes(uploads.picture() if content is None else content, "wajah.jpg", terms)


def photo(*, inmate, **facts):
    """The photo of somebody."""
    facts = {"taken_on": clock.today(), "by": accounts.second_person(), "request_key": uuid4(), **facts}
    return put_photo(inmate=inmate, file=facts.pop("file", None) or portrait(), **facts)


def kept_apart(one, other, *, by=None, housing="block", sessions=True, reason="threat", detail="", **days):
    """Two people who may not be together; the parts are not known."""
    terms = apart_terms.Terms(
        Housing(housing), sessions, ApartReason(reason), detail, days.pop("starts_on", clock.today()), **days
    )
    return services_apart.open_keep_apart(
        one=one, other=other, terms=terms, by=by or accounts.second_person(), request_key=uuid.uuid4()
    )
