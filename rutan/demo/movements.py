"""Moves between cells and absences of the last days, so that the board of the demo has something to tell."""

import random
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from inmates.enums import AbsenceKind, Sex
from inmates.models import Cell, Inmate
from inmates.services_absences import bring_back, send_out
from inmates.services_moves import move, swap
from rutan.demo.world import World

REASONS = ("Penyeimbangan isi kamar", "Permintaan wali pemasyarakatan", "Kamar diperbaiki", "Keamanan")
MOVES = 8
SETTLED = timedelta(days=20)  # who is moved has been here for a while
# Kind, where to, days ago and hour of leaving; hours until the return, and whether it is written down.
ABSENCES = (
    (AbsenceKind.COURT, "Pengadilan Negeri Banjarnegara", 6, 8, 5, True),
    (AbsenceKind.HOSPITAL, "RSUD Hj. Anna Lasmanah", 4, 10, 50, True),
    (AbsenceKind.COURT, "Pengadilan Negeri Banjarnegara", 1, 8, 6, False),
    (AbsenceKind.HOSPITAL, "RSUD Hj. Anna Lasmanah", 1, 14, 96, False),
    (AbsenceKind.OTHER, "Melayat keluarga di Purbalingga", 9, 9, 4, True),
)


def settle(world: World, *, seed: int) -> None:
    """Move some people out of the fullest cells, let two change theirs, and take some out for a while."""
    chance = random.Random(seed)  # noqa: S311  # the same demo for the same seed, nothing secret

    def key() -> UUID:
        return UUID(int=chance.getrandbits(128), version=4)

    men = _settled(world, chance)
    _move(world, men, chance, key)
    one, other = (next(man for man in men if man.cell and man.cell.code == code) for code in ("A4", "B4"))
    swap(one=one, other=other, reason=REASONS[1], by=world.users["keamanan"], request_key=key())
    _take_out(world, men[MOVES:], key)


def _settled(world: World, chance: random.Random) -> list[Inmate]:
    """Men who have been here for some weeks, in an order left to chance."""
    people = Inmate.objects.at(world.facility).in_custody().filter(sex=Sex.MALE)
    men = list(
        people.filter(admitted_on__lt=world.today - SETTLED).select_related("cell", "facility").order_by("pk")
    )
    chance.shuffle(men)
    return sorted(men, key=lambda man: man.cell is None or man.cell.code not in ("A1", "A2", "B1"))


def _move(world: World, men: list[Inmate], chance: random.Random, key: Callable[[], UUID]) -> None:
    cells = list(Cell.objects.at(world.facility).filter(code__in=("A5", "B5")))
    for number, man in enumerate(men[:MOVES]):
        at = world.at(world.day(number - 12), 9 + number % 3)
        reason, by = chance.choice(REASONS), world.users["keamanan" if number % 2 else "registrasi"]
        cell = cells[number % 2]
        move(people=[man], cell=cell, at=at, reason=reason, confirmed=True, by=by, request_key=key())


def _take_out(world: World, men: list[Inmate], key: Callable[[], UUID]) -> None:
    by = world.users["keamanan"]
    for man, (kind, where, days, hour, hours, is_back) in zip(men, ABSENCES, strict=False):
        left_at = world.at(world.day(-days), hour)
        back_at = left_at + timedelta(hours=hours)
        absence = send_out(
            inmate=man,
            kind=kind,
            destination=where,
            left_at=left_at,
            expected_at=back_at,
            by=by,
            request_key=key(),
        )
        if is_back:
            bring_back(absence=absence, back_at=back_at, by=by)
