"""Sessions to come in which people are together who are kept apart: an entry that came later, so somebody must act."""

from datetime import datetime

from django.db.models import DateTimeField, Exists, F, Func, OuterRef, Q
from django.db.models.functions import TruncDate

from inmates.models import KeepApart
from rutan.agencies.models import Facility
from rutan.timetable.models import Booking, Claim
from rutan.timetable.models_bookings import BookingQuerySet


def together_all_the_same(facility: Facility, *, now: datetime) -> BookingQuerySet:
    """Sessions that last or are still to come and hold two people who may not be together on that day."""
    starts = Func(F("during"), function="LOWER", output_field=DateTimeField())
    there = Claim.objects.published().filter(booking=OuterRef(OuterRef("pk")))
    day = OuterRef("on_day")
    entries = (
        KeepApart.objects.at(facility)
        .open()
        .on_sessions()
        .filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)
    )
    both = entries.filter(
        Exists(there.filter(inmate=OuterRef("first"))), Exists(there.filter(inmate=OuterRef("second")))
    )
    planned = Booking.objects.at(facility).upcoming().not_over(now)
    return planned.annotate(on_day=TruncDate(starts, tzinfo=facility.zone)).filter(Exists(both))


__all__ = ["together_all_the_same"]
