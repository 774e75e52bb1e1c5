"""Short ways to write the calendar of an example: 24 November 2026 is a Tuesday."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from rutan.timetable.domain.calendar import (
    Binds,
    HoursKind,
    NotReadyPeriod,
    Participant,
    ProtectedHours,
    ResourceKind,
    Slot,
    Taken,
)
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.proposal import Proposal, RoomFacts

WEST = ZoneInfo("Asia/Jakarta")
EAST = ZoneInfo("Asia/Jayapura")
TUESDAY = date(2026, 11, 24)
EVERY_DAY = frozenset(range(1, 8))
ROOM = RoomFacts(1, "Ruang Konseling 1", 12)
HALL = RoomFacts(2, "Aula Gatotkaca", 60)
SARI, BUDI, JOKO = 100, 201, 202


def clock(text):
    """ "08.30"."""
    hour, minute = text.split(".")
    return time(int(hour), int(minute))


def moment(text, day=24, zone=WEST):
    return datetime.combine(date(2026, 11, day), clock(text), tzinfo=zone)


def slot(starts, ends, day=24, last_day=None, zone=WEST):
    return Slot(moment(starts, day, zone), moment(ends, last_day or day, zone))


def proposal(starts="08.00", ends="09.30", day=24, last_day=None, *, zone=WEST, **changes):
    given = {
        "room": ROOM,
        "slot": slot(starts, ends, day, last_day, zone),
        "facilitators": {SARI: "Sari"},
        "inmates": {BUDI: "Budi", JOKO: "Joko"},
    }
    return Proposal(**(given | changes))


def taken(resource_id, when, *, booking_id=7, title="Kelompok 2", resource=None):
    """A holding; what kind of resource it is follows from the id unless said."""
    kinds = {SARI: ResourceKind.FACILITATOR, BUDI: ResourceKind.INMATE, JOKO: ResourceKind.INMATE}
    return Taken(resource or kinds.get(resource_id, ResourceKind.ROOM), resource_id, when, booking_id, title)


def hours(starts, ends, *, hours_id=1, name="Apel pagi", **changes):
    given = {
        "kind": HoursKind.ROLL_CALL,
        "weekdays": EVERY_DAY,
        "hard": True,
        "starts_on": date(2026, 1, 1),
    }
    return ProtectedHours(
        id=hours_id, name=name, starts_at_time=clock(starts), ends_at_time=clock(ends), **(given | changes)
    )


def coaching(starts, ends, *inmates, **changes):
    """A coaching programme with the inmates who take part, since the beginning of the year unless said."""
    participants = tuple(
        each if isinstance(each, Participant) else Participant(each, date(2026, 1, 1)) for each in inmates
    )
    given = {
        "name": "Pesantren At-Taubah",
        "kind": HoursKind.COACHING,
        "binds": Binds.PARTICIPANTS,
        "participants": participants,
    }
    return hours(starts, ends, **(given | changes))


def not_ready(when, *, room_id=None, reason="Penggeledahan", note=""):
    return NotReadyPeriod(when, reason, room_id, note)


def found(wanted, *, taken=(), hours=(), not_ready=(), zone=WEST, **asked):
    """Every conflict of a proposal, with a checker made of these facts."""
    checker = Checker(zone=zone, taken=taken, hours=hours, not_ready=not_ready)
    return checker.conflicts(wanted, **asked)
