"""Who is moved where on a day, for those who unlock and escort; what a session is about is not told."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.timetable.models import Claim
from rutan.timetable.queries_week import day_slot
from rutan.timetable.ranges import slot_of


@dataclass(frozen=True)
class Mover:
    """Somebody to be brought out of a cell."""

    key: int
    name: str
    cell: str


@dataclass(frozen=True)
class Movement:
    """Everybody who goes to one room at one time."""

    starts_at: datetime
    ends_at: datetime
    room: str
    people: list[Mover] = field(default_factory=list)


def movements_of(facility: Facility, *, day: date, user: User) -> list[Movement]:
    """Return the movements of a day in order of time, people by cell and name: one query."""
    reached = Inmate.objects.visible_to(user)
    claims = Claim.objects.at(facility).published().touching(day_slot(day, facility.zone))
    claims = claims.filter(inmate__in=reached)
    claims = claims.select_related("inmate__cell", "booking__room").order_by("during", "booking_id", "pk")
    return _gathered(claims, facility)


@dataclass(frozen=True)
class Brought:
    """How many people are brought out on a day, and how many times all of them together."""

    people: int
    times: int


def brought_out(movements: Iterable[Movement]) -> Brought:
    """Count people once, however often they are brought out."""
    keys = [mover.key for each in movements for mover in each.people]
    return Brought(len(set(keys)), len(keys))


def _gathered(claims: Iterable[Claim], facility: Facility) -> list[Movement]:
    found: dict[int, Movement] = {}
    for claim in claims:
        slot, inmate = slot_of(claim.during).in_zone(facility.zone), claim.inmate
        movement = found.setdefault(
            claim.booking_id, Movement(slot.starts_at, slot.ends_at, claim.booking.room.name)
        )
        if inmate is not None:
            movement.people.append(
                Mover(inmate.pk, inmate.full_name, inmate.cell.code if inmate.cell else "")
            )
    for movement in found.values():
        movement.people.sort(key=lambda person: (person.cell, person.name))
    return list(found.values())
