"""Reads of bookings, for pages and for the packages above."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.agencies.models import Facility
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.models import Booking, Claim, Room

LEADING_ROLES = (
    Role.FACILITATOR,
    Role.INSTRUCTOR,
    Role.REHAB_OFFICER,
    Role.CASE_OFFICER,
    Role.ASSESSOR,
    Role.COORDINATOR,
)


def bookings_of_person(inmate: Inmate, slot: Slot) -> QuerySet[Booking]:
    """What somebody in custody has in a slot, planned or held, earliest first; the caller has opened the record."""
    return Booking.objects.with_inmate(inmate).counting().touching(slot).select_related("room").by_time()


def bookings_led_by(user: User, slot: Slot) -> QuerySet[Booking]:
    """What a person leads in a slot, planned or held, at any facility, earliest first."""
    led = Booking.objects.visible_to(user).led_by(user)
    return led.counting().touching(slot).select_related("room", "facility").by_time()


def bookings_in_room(room: Room, slot: Slot) -> QuerySet[Booking]:
    """What a room is used for in a slot, planned or held, earliest first."""
    return Booking.objects.in_room(room).counting().touching(slot).by_time()


def rooms_of(facility: Facility) -> QuerySet[Room]:
    """The rooms in use, by name."""
    return Room.objects.at(facility).by_name()


def possible_facilitators(facility: Facility, *, on: date) -> QuerySet[User]:
    """Who may lead a session: people with a role at the facility, or at an agency that works with it, by name."""
    held = Q(assignments__facility=facility) | Q(assignments__agency__agreements__facility=facility)
    in_force = Q(assignments__ends_on=None) | Q(assignments__ends_on__gte=on)
    people = User.objects.filter(
        held,
        in_force,
        assignments__role__in=LEADING_ROLES,
        assignments__voided_at=None,
        assignments__approved_by__isnull=False,
        assignments__starts_on__lte=on,
        is_active=True,
    )
    return people.distinct().order_by("full_name", "pk")


def possible_inmates(user: User, facility: Facility) -> QuerySet[Inmate]:
    """Whom a person may bring to a session: those in custody whose record they reach, by name."""
    return Inmate.objects.visible_to(user).at(facility).in_custody().select_related("cell").by_name()


@dataclass(frozen=True)
class SessionPeople:
    """Who leads a session and who takes part: those whose record the reader reaches, and how many there are besides."""

    facilitators: list[User]
    inmates: list[Inmate]
    unnamed: int


def session_people(booking: Booking, user: User) -> SessionPeople:
    """Return the people of a session as far as the user may know them, by name."""
    claims = list(Claim.objects.of(booking).filter(room=None).select_related("facilitator"))
    keys = [claim.inmate_id for claim in claims if claim.inmate_id is not None]
    known = list(Inmate.objects.visible_to(user).filter(pk__in=keys).select_related("cell").by_name())
    leading = [claim.facilitator for claim in claims if claim.facilitator]
    return SessionPeople(
        facilitators=sorted(leading, key=lambda person: (person.full_name, person.pk)),
        inmates=known,
        unnamed=len(keys) - len(known),
    )


def could_swap_with(booking: Booking, user: User) -> QuerySet[Booking]:
    """Sessions still to come with which a session could change places, earliest first."""
    others = Booking.objects.visible_to(user).at(booking.facility).upcoming()
    return others.exclude(pk=booking.pk).select_related("room").by_time()
