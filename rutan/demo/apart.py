"""Pairs of people who may not be together, none of whom the demo's cells and plan bring together."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from inmates.apart_terms import Terms
from inmates.enums import ApartPart, ApartReason, Housing, Sex
from inmates.models import Inmate
from inmates.services_apart import close_keep_apart, open_keep_apart
from rehab.models import Placement
from rutan.core import clock
from rutan.demo.world import World
from rutan.timetable.models import Claim
from training.models import Enrolment


@dataclass(frozen=True)
class Case:
    """What two people are kept apart for; ``lasts`` days from ``since`` days ago, and why it was closed."""

    housing: Housing
    sessions: bool
    reason: ApartReason
    detail: str
    since: int
    one: ApartPart = ApartPart.BOTH
    other: ApartPart = ApartPart.BOTH
    lasts: int | None = None
    closed: str = ""


CASES = (
    Case(
        Housing.BLOCK,
        True,
        ApartReason.VIOLENCE,
        "Berkelahi di lapangan saat jam olahraga; dilerai petugas, satu orang luka ringan.",
        40,
    ),
    Case(
        Housing.CELL,
        False,
        ApartReason.BULLYING,
        "Uang kiriman keluarga diminta paksa beberapa kali.",
        25,
        ApartPart.VICTIM,
        ApartPart.OFFENDER,
    ),
    Case(
        Housing.BLOCK,
        True,
        ApartReason.SAME_CASE,
        "Saksi dan terdakwa dalam satu perkara; permintaan jaksa sampai putusan.",
        12,
        lasts=90,
    ),
    Case(Housing.NONE, True, ApartReason.NETWORK, "Satu jaringan; tidak satu kegiatan.", 8),
    Case(
        Housing.CELL,
        True,
        ApartReason.THREAT,
        "Saling mengancam setelah kunjungan keluarga.",
        70,
        closed="Sudah berdamai di hadapan kepala pengamanan, dengan surat pernyataan.",
    ),
)


def keep_apart(world: World) -> None:
    """Put some pairs on the list as the security staff would, after everything else is laid."""
    by = world.users["keamanan"]
    for case, (one, other) in zip(CASES, _strangers(world), strict=False):
        ends_on = world.day(case.lasts) if case.lasts else None
        terms = Terms(case.housing, case.sessions, case.reason, case.detail, world.day(-case.since), ends_on)
        with clock.turned_back(world.at(world.day(-case.since), 15)):
            entry = open_keep_apart(
                one=one,
                other=other,
                one_part=case.one,
                other_part=case.other,
                terms=terms,
                by=by,
                request_key=world.key(),
            )
        if case.closed:
            close_keep_apart(entry=entry, reason=case.closed, by=by)


def _strangers(world: World) -> Iterator[tuple[Inmate, Inmate]]:
    """Pairs of men in different blocks who share no session, group or batch; nobody twice."""
    men = Inmate.objects.at(world.facility).in_custody().filter(sex=Sex.MALE, cell__isnull=False)
    company: dict[int, set[tuple[str, int]]] = {}
    for rows, kind, what in (
        (Claim.objects.at(world.facility).filter(inmate__isnull=False), "session", "booking"),
        (Placement.objects.at(world.facility), "group", "group"),
        (Enrolment.objects.at(world.facility), "batch", "batch"),
    ):
        for person, key in rows.values_list("inmate", what):
            company.setdefault(person, set()).add((kind, key))
    # Those who take part in something come first: of them the list has something to say.
    people = sorted(
        men.select_related("cell", "facility"), key=lambda man: (-len(company.get(man.pk, ())), man.pk)
    )
    taken: set[int] = set()
    for one, other in combinations(people, 2):
        if {one.pk, other.pk} & taken or company.get(one.pk, set()) & company.get(other.pk, set()):
            continue
        if one.cell and other.cell and one.cell.block_id != other.cell.block_id:
            taken |= {one.pk, other.pk}
            yield one, other


__all__ = ["keep_apart"]
