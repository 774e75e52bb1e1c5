"""Turn a user and an id into a row of the timetable, or 404."""

from typing import NoReturn

from django.http import Http404

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.accounts.scope import current
from rutan.agencies.models import Facility
from rutan.audit.services import Refusal
from rutan.timetable.models import Booking, CoachingParticipant, NotReadyPeriod, ProtectedHours, Room


def open_booking(user: User, booking_id: int) -> Booking:
    """Return a session the user may see, of the facility that is worked for: permissions are those held there.

    :raises Http404: when out of reach or not there; both look alike, and the try is written down.
    """
    bookings = Booking.objects.visible_to(user).filter(pk=booking_id, facility=current().facility)
    found = bookings.select_related("facility", "room", "series", "override_by", "cancelled_by").first()
    return found or _refuse("timetable.booking", booking_id)


def open_room(facility: Facility | None, room_id: int) -> Room:
    """Return a room of the facility that is worked for, or 404."""
    found = Room.objects.filter(pk=room_id, facility=facility).select_related("facility").first()
    return found or _refuse("timetable.room", room_id)


def open_hours(facility: Facility | None, hours_id: int) -> ProtectedHours:
    """Return protected hours of the facility that is worked for, or 404."""
    hours = ProtectedHours.objects.filter(pk=hours_id, facility=facility)
    return hours.select_related("facility", "room").first() or _refuse("timetable.protectedhours", hours_id)


def open_participant(user: User, hours: ProtectedHours, participant_id: int) -> CoachingParticipant:
    """Return somebody who takes part and whose record the user reaches, or 404."""
    reached = Inmate.objects.visible_to(user)
    rows = CoachingParticipant.objects.of(hours).filter(pk=participant_id, inmate__in=reached)
    found = rows.select_related("facility", "hours").first()
    return found or _refuse("timetable.coachingparticipant", participant_id)


def open_period(facility: Facility | None, period_id: int) -> NotReadyPeriod:
    """Return a period of the facility that is worked for, or 404."""
    periods = NotReadyPeriod.objects.filter(pk=period_id, facility=facility)
    return periods.select_related("facility", "room").first() or _refuse(
        "timetable.notreadyperiod", period_id
    )


def _refuse(subject_type: str, subject_id: int) -> NoReturn:
    current().refusals.append(Refusal("access.out_of_reach", subject_type, subject_id))
    raise Http404
