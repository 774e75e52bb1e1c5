"""The demo's rooms, its day, the coaching programmes already running, and what is not ready: through the services."""

from dataclasses import dataclass
from datetime import time

from rutan.demo.plan import Case
from rutan.demo.world import World
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import Binds, HoursKind, NotReadyReason
from rutan.timetable.models import Room
from rutan.timetable.services_hours import add_participants, protect_hours
from rutan.timetable.services_readiness import declare_not_ready
from rutan.timetable.services_rooms import add_room

EVERY_DAY = range(7)
MONDAY_TO_SATURDAY = range(6)
ROOMS = (
    ("AULA", "Aula Gatotkaca", 60),
    ("KONS1", "Ruang Konseling 1", 15),
    ("KONS2", "Ruang Konseling 2", 15),
    ("KELAS", "Ruang Kelas", 25),
    ("BENGKEL", "Bengkel Kopi", 20),
    ("MUSALA", "Musala At-Taubah", 80),
)
IN_PESANTREN, IN_PAKET_C = 48, 12


@dataclass(frozen=True)
class Hours:
    """Protected hours of the demo; ``room`` is a code, ``members`` how many people a coaching programme has."""

    name: str
    kind: HoursKind
    weekdays: range | tuple[int, ...]
    starts: time
    ends: time
    hard: bool = True
    room: str = ""
    members: int = 0


DAY = (
    Hours("Apel pagi", HoursKind.ROLL_CALL, EVERY_DAY, time(7), time(7, 30)),
    Hours("Salat Zuhur dan makan siang", HoursKind.PRAYER, (0, 1, 2, 3, 5, 6), time(11, 45), time(13)),
    Hours("Salat Jumat dan makan siang", HoursKind.PRAYER, (4,), time(11, 30), time(13)),
    Hours("Salat Asar", HoursKind.PRAYER, EVERY_DAY, time(15), time(15, 30)),
    Hours("Apel sore dan makan malam", HoursKind.ROLL_CALL, EVERY_DAY, time(16, 45), time(17, 30)),
    Hours("Kunci kamar", HoursKind.LOCK_UP, EVERY_DAY, time(17, 30), time(6)),
    Hours("Kunjungan keluarga", HoursKind.VISIT, (1, 3), time(9), time(10), hard=False),
    Hours(
        "Pesantren At-Taubah",
        HoursKind.COACHING,
        MONDAY_TO_SATURDAY,
        time(8),
        time(10),
        room="MUSALA",
        members=IN_PESANTREN,
    ),
    Hours("Paket C", HoursKind.COACHING, (0, 2), time(13), time(14, 30), room="KELAS", members=IN_PAKET_C),
)


def furnish(world: World) -> dict[str, Room]:
    """Add the rooms, by code."""
    return {
        code: add_room(
            facility=world.facility,
            code=code,
            name=name,
            capacity=capacity,
            by=world.users["admin"],
            request_key=world.key(),
        )
        for code, name, capacity in ROOMS
    }


def protect(world: World, rooms: dict[str, Room]) -> None:
    """Enter the regime of the day and who takes part in the coaching programmes."""
    people = [case for case in world.cases if case.resident.sex == "L"]
    for hours in DAY:
        kept = protect_hours(
            facility=world.facility,
            name=hours.name,
            kind=hours.kind,
            hard=hours.hard,
            weekdays=tuple(hours.weekdays),
            starts_at_time=hours.starts,
            ends_at_time=hours.ends,
            starts_on=world.day(-400),
            room=rooms.get(hours.room),
            binds=Binds.PARTICIPANTS if hours.members else Binds.EVERYONE,
            by=world.users["admin"],
            request_key=world.key(),
        )
        if hours.members:
            chosen: list[Case] = world.chance.sample(people, hours.members)
            inmates = [world.inmate(case) for case in chosen]
            add_participants(hours=kept, inmates=inmates, starts_on=world.day(-200), by=world.users["admin"])


def declare(world: World, rooms: dict[str, Room]) -> None:
    """The hall cannot be used the day after tomorrow: sessions planned there are lost on the rutan's side."""
    day = world.day(2)
    declare_not_ready(
        facility=world.facility,
        slot=Slot(world.at(day, 8), world.at(day, 16)),
        reason=NotReadyReason.UTILITIES,
        note="Perbaikan listrik aula",
        room=rooms["AULA"],
        by=world.users["rehab"],
        request_key=world.key(),
        cancel=True,
    )
