"""A small facility in which somebody stands on every stretch of the way, and a stranger elsewhere who could leak."""

from dataclasses import dataclass, field
from datetime import timedelta

from rehab.domain.attendance import Mark, Marked
from rehab.domain.lifecycle import PlacementState
from rehab.domain.tiers import Tier
from rehab.services_placement import end_placement
from rehab.services_sessions import mark_attendance
from rutan.accounts.scope import acting
from rutan.core import clock
from rutan.dashboard.reading import Reading
from rutan.timetable.enums import LostBy
from rutan.timetable.services_life import cancel_booking
from tests.factories import accounts, inmates, rehab


@dataclass
class World:
    """The facility, its head, and its people by what they stand for."""

    place: object
    head: object
    people: dict = field(default_factory=dict)

    def add(self, *numbers):
        """Add one more of everything for each number."""
        for number in numbers:
            self.people = _people(self.place, number)

    def scope(self):
        """What the head may do here."""
        with acting(user=self.head, facility=self.place, route="test") as scope:
            return scope

    def reading(self, *, block=None):
        """The head's look at the month that runs."""
        look = Reading.of_today(self.head, self.place, clock.now())
        return look.at(look.month, block)


def world(*, factor=1, elsewhere=True):
    """Fill a facility; with ``factor`` 3 there are three people and sessions of each kind."""
    place = accounts.facility()
    found = World(place, rehab.head(facility=place))
    found.add(*range(factor))
    if elsewhere:
        _people(accounts.facility(code="LUA", name="Rutan Luar"), 0)
    return found


def _people(place, number):
    today = clock.today()

    def named(name, **fields):
        return {"facility": place, "full_name": f"{name} {place.code} {number}", **fields}

    people = {"new": inmates.inmate(**named("Baru"), cell=inmates.cell(facility=place, code="A1"))}
    people["screened"] = rehab.screened(
        **named("Skrining"), taken_on=today - timedelta(days=20), expires_on=today + timedelta(days=10)
    )
    people["waiting"] = rehab.screened(**named("Tunggu"), nik=f"33040101019{number:05}")
    rehab.decided(inmate=people["waiting"], tier="berat", reason="Riwayat kambuh", second=False)
    people["decided"] = rehab.ready(**named("Putus"))
    group = rehab.group(facility=place, name=f"Kelompok {number}")
    people["running"] = _running(group, number, **named("Jalan"))
    people["done"] = _done(place, number, **named("Selesai"))
    return people


def _running(group, number, **fields):
    """Somebody in a group with three sessions of yesterday: held, lost on the centre's side, not marked."""
    yesterday = clock.today() - timedelta(days=1)
    inmate = rehab.ready(**fields)
    placement = rehab.placed(group=group, inmate=inmate, starts_on=yesterday)
    room = rehab.room(facility=group.facility, code=f"K{number}", name=f"Ruang {number}")
    held, lost, _open = (
        rehab.session(group=group, day=yesterday, at=at, room=room)
        for at in (1 + number, 5 + number, 9 + number)
    )
    mark_attendance(session=held, marks={placement.pk: Marked(Mark.PRESENT)}, by=group.facilitator)
    officer = rehab.officer(facility=group.facility)
    cancel_booking(booking=lost.booking, reason="Petugas kurang", lost_by=LostBy.RUTAN, by=officer)
    return inmate


def _done(place, number, **fields):
    group = rehab.group(facility=place, name=f"Kelompok ringan {number}", tier=Tier.MILD)
    inmate = rehab.screened(level="moderate", **{**fields, "facility": place})
    rehab.decided(inmate=inmate, tier=Tier.MILD, reason="Dukungan keluarga kuat")
    rehab.consented(inmate=inmate)
    placement = rehab.placed(group=group, inmate=inmate)
    officer = rehab.officer(facility=place)
    end_placement(
        placement=placement,
        state=PlacementState.COMPLETED,
        ended_on=clock.today(),
        reason="Selesai lebih awal",
        by=officer,
    )
    return inmate
