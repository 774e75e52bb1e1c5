"""The sets of bookings that reports and the dashboard count beside those the querysets name."""

from django.apps import apps
from django.db.models import Exists, OuterRef, QuerySet

from rutan.agencies.models import Facility
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import ActivityKind
from rutan.timetable.models import Booking, NotReadyPeriod

PROGRAMMES = (ActivityKind.REHAB, ActivityKind.TRAINING)


def planned_in(facility: Facility, slot: Slot) -> "QuerySet[Booking]":
    """Sessions and lessons that begin within a slot and were ever published, whatever became of them."""
    return Booking.objects.at(facility).in_period(slot).planned().filter(kind__in=PROGRAMMES)


def moved_in(facility: Facility, slot: Slot) -> "QuerySet[Booking]":
    """Of these, the ones that were published for another time before; each counts where it is now."""
    history = apps.get_model("timetable", "BookingEvent")._default_manager
    before = history.filter(pgh_obj=OuterRef("pk"), published_at__isnull=False)
    return planned_in(facility, slot).filter(Exists(before.exclude(during=OuterRef("during"))))


def not_ready_in(facility: Facility, slot: Slot) -> "QuerySet[NotReadyPeriod]":
    """Periods of not being ready that touch a slot."""
    return NotReadyPeriod.objects.at(facility).touching(slot)
