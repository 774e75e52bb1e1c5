"""Editions of reports, made the way the job makes them."""

import uuid
from datetime import datetime, time

from django.utils import timezone

from inmates.enums import ImportState
from inmates.models import RegisterImport
from rutan.core import clock
from rutan.letters.enums import Office
from rutan.letters.models import Signatory
from rutan.reports import services, services_sealing
from rutan.reports.queries_report import read_report
from tests.factories import accounts, letters

PERIOD = "2026-04"


def work_recorded(*, facility, on=accounts.LONG_AGO):
    """Something that was recorded at a facility on a day: from then on its months can be reported on."""
    return RegisterImport.objects.create(
        facility=facility,
        request_key=uuid.uuid4(),
        file_name="register.csv",
        content=b"",
        digest="0" * 64,
        judged_on=on,
        state=ImportState.DISCARDED,
        uploaded_at=timezone.make_aware(datetime.combine(on, time(9))),
    )


def office(*, code="TST", is_demo=True, recorded=True, **fields):
    """A facility that has long been recorded and can issue papers. An invented one seals without approval."""
    place = accounts.facility(code=code, is_demo=is_demo, **fields)
    if recorded and not RegisterImport.objects.filter(facility=place).exists():
        work_recorded(facility=place)
    if not Signatory.objects.signing_for(place, Office.HEAD).exists():
        letters.signatory(facility=place)
    return place


def read(*, facility, period=PERIOD):
    """What the job reads."""
    return read_report(facility, period, progress=lambda done, total, text: None)


def draft(*, facility, by=None, period=PERIOD, corrects=None, reason="", request_key=None):
    """A frozen draft."""
    return services.freeze(
        facility=facility,
        read=read(facility=facility, period=period),
        request_key=request_key or uuid.uuid4(),
        by=by,
        corrects_id=corrects.pk if corrects else None,
        reason=reason or ("Terlambat dicatat" if corrects else ""),
    )


def sealed(*, facility, by=None, **fields):
    """A sealed edition, approved by a second person unless the facility is invented."""
    made = draft(facility=facility, by=by, **fields)
    if facility.is_demo:
        return services_sealing.seal_without_approval(edition=made, by=by)
    return services_sealing.approve(edition=made, by=accounts.second_person())


def counted(facility, prefix, **read_with):
    """The rows of all figures of the month that count anything, by code, as far as the code begins with ``prefix``."""
    found = read(facility=facility, **read_with).figures
    return {code: list(each.rows) for code, each in found.items() if each.rows and code.startswith(prefix)}


def evening_of(day):
    """The clock turned back to the evening of a day."""
    return clock.turned_back(timezone.make_aware(datetime.combine(day, time(20))))
