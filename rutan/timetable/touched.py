"""What a departure touches in the timetable: sessions still to come, and protected hours somebody takes part in."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import OuterRef, Q, QuerySet
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from inmates.consequences import Consequence, Touched
from inmates.models import Inmate
from rutan.accounts.permissions import Permission
from rutan.timetable.models import Booking, CoachingParticipant
from rutan.timetable.models_bookings import BookingQuerySet


def _to_come(now: datetime) -> BookingQuerySet:
    return Booking.objects.changeable().not_over(now)


def _sessions(inmate: Inmate, now: datetime) -> Iterator[Touched]:
    for booking in _to_come(now).with_inmate(inmate).by_time().select_related("facility").distinct():
        day = booking.slot.starts_at.astimezone(booking.facility.zone).date()
        yield Touched("timetable.booking", booking.pk, booking.title, day)


def _still_to_come(now: datetime) -> BookingQuerySet:
    """As long as the very person is to come to it."""
    held = _to_come(now).filter(claims__inmate=OuterRef("inmate"), claims__voided_at=None)
    return held.filter(pk=OuterRef("subject_id"))


def _taking_part(now: datetime) -> QuerySet[CoachingParticipant]:
    lasting = Q(ends_on=None) | Q(ends_on__gt=localdate(now))
    return CoachingParticipant.objects.filter(lasting, hours__voided_at=None)


def _coaching(inmate: Inmate, now: datetime) -> Iterator[Touched]:
    rows = _taking_part(now).filter(inmate=inmate).select_related("hours").order_by("hours", "pk")
    for hours in dict.fromkeys(row.hours for row in rows):  # now, and again from a later day
        yield Touched("timetable.protectedhours", hours.pk, hours.name)


SESSIONS = Consequence(
    code="sessions",
    label=_("Session to come"),
    find=_sessions,
    still=_still_to_come,
    settles=(Permission.TIMETABLE_EDIT,),
    page="timetable:people",
    argument="booking_id",
)
COACHING = Consequence(
    code="coaching",
    label=_("Takes part in protected hours"),
    find=_coaching,
    still=lambda now: _taking_part(now).filter(hours=OuterRef("subject_id"), inmate=OuterRef("inmate")),
    settles=(Permission.TIMETABLE_EDIT,),
    page="timetable:participants",
    argument="hours_id",
)
