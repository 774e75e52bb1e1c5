"""What moving people needs to know: who they are, what the cells are, and what moves make of them."""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce

from inmates import wording_places
from inmates.domain.moving import Filling, Mover, Target, filling
from inmates.domain.occupancy import Occupancy
from inmates.enums import CustodyState
from inmates.models import Cell, CellPlace, Inmate, Stay
from inmates.queries_apart import beside_each
from inmates.queries_whereabouts import Among, Whereabouts
from inmates.wording_places import level_of
from rutan.accounts.scope import here
from rutan.core.turning import PAGE


def movers(people: Sequence[Inmate], *, here: Collection[int]) -> dict[int, Mover]:
    """Return what the rules read of people, by key: two queries.

    :param here: keys of those whose row stands.
    """
    since = _since(people)
    return {
        person.pk: Mover(
            name=person.full_name,
            sex=person.sex,
            facility=person.facility_id,
            is_here=person.pk in here and person.state == CustodyState.IN_CUSTODY,
            cell=person.cell_id,
            since=since.get(person.pk),
        )
        for person in people
    }


def target(cell: Cell) -> Target:
    """What the rules read of a cell."""
    return Target(cell.pk, cell.facility_id, cell.block.sex, cell.closed_at is not None)


def fillings(cells: Iterable[Cell], into: Mapping[int, int]) -> dict[int, Filling]:
    """Return what moves make of cells, by the cell's key: one query.

    :param into: the cell's key, by that of whoever goes into it.
    """
    cells = list(cells)
    inside: dict[int, list[int]] = {cell.pk: [] for cell in cells}
    for person, cell in CellPlace.objects.open().filter(cell__in=inside).values_list("inmate", "cell"):
        inside[cell].append(person)
    return {
        cell.pk: filling(
            cell.capacity,
            inside[cell.pk],
            coming=[person for person, to in into.items() if to == cell.pk],
            going=[person for person, to in into.items() if to != cell.pk],
        )
        for cell in cells
    }


@dataclass(frozen=True)
class Candidates:
    """Whom a move is chosen from: those who are ticked, wherever they are, and a page of the others."""

    ticked: list[Whereabouts]
    others: list[Whereabouts]
    number: int
    pages: int
    count: int

    @property
    def previous(self) -> int | None:
        """The number of the page before."""
        return self.number - 1 if self.number > 1 else None

    @property
    def following(self) -> int | None:
        """The number of the next page."""
        return self.number + 1 if self.number < self.pages else None

    @property
    def rows(self) -> list[Whereabouts]:
        """Everybody who is shown, those who are ticked first."""
        return [*self.ticked, *self.others]


def candidates(
    everybody: Iterable[Whereabouts], among: Among, words: str, *, ticked: Container[str], number: int
) -> Candidates:
    """Narrow people down to a place and to words of their name or register number, and turn to a page of them.

    Who is ticked stays in sight whatever is looked for, so that nobody is moved unseen or forgotten.

    :param ticked: keys, as a form has them.
    :param number: of the page, from 1; beyond the last one it is the last.
    """
    chosen: list[Whereabouts] = []
    others: list[Whereabouts] = []
    for each in everybody:
        if str(each.person.pk) in ticked:
            chosen.append(each)
        elif among.has(each.place) and _answers_to(each.person, words):
            others.append(each)
    pages = max(1, -(-len(others) // PAGE))
    number = min(max(number, 1), pages)
    return Candidates(chosen, others[(number - 1) * PAGE : number * PAGE], number, pages, len(others))


def _answers_to(person: Inmate, words: str) -> bool:
    known = f"{person.full_name} {person.register_number}".casefold()
    return all(word in known for word in words.casefold().split())


@dataclass(frozen=True)
class Change:
    """A cell before and after moves."""

    cell: Cell
    filling: Filling

    @property
    def level(self) -> tuple[str, str]:
        """How full it is afterwards in a word, and the tone of that."""
        return level_of(Occupancy(self.filling.capacity, self.filling.after))


@dataclass(frozen=True)
class Moving:
    """Somebody who is to be moved, and what forbids it: sentences about whom they are kept apart from."""

    person: Inmate
    kept_apart: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What moves would make of the cells that people leave and come into."""

    moving: tuple[Moving, ...]
    changes: tuple[Change, ...]

    @property
    def forbidden(self) -> bool:
        """Whether people would come together who may not be: nobody moves them in spite of it."""
        return any(each.kept_apart for each in self.moving)

    @property
    def warnings(self) -> list[str]:
        """A sentence about every cell that would hold more than it is meant for."""
        return [
            wording_places.overfilled(each.cell.code, each.filling.after, each.filling.capacity)
            for each in self.changes
            if each.filling.overfills
        ]


def preview(people: Iterable[Inmate], to: Cell | None) -> Preview:
    """Return what moves would make of the cells that people leave and come into, by code: five queries at most.

    :param to: the cell they go into; None lets two people change theirs.
    """
    people = list(people)
    into = {person.pk: to.pk for person in people} if to else _swapped(people)
    touched = {person.cell_id for person in people if person.cell_id} | set(into.values())
    cells = Cell.objects.select_related("block").filter(pk__in=touched).order_by("code", "pk")
    found = fillings(cells, into)
    by_key = {cell.pk: cell for cell in cells}
    apart = beside_each(here(), {person: by_key[cell] for person, cell in into.items()})
    return Preview(
        tuple(Moving(person, tuple(apart.get(person.pk, ()))) for person in people),
        tuple(Change(cell, found[cell.pk]) for cell in cells),
    )


def _swapped(people: Sequence[Inmate]) -> dict[int, int]:
    one, other = people
    return {one.pk: other.cell_id, other.pk: one.cell_id} if one.cell_id and other.cell_id else {}


def place_before(place: CellPlace) -> CellPlace | None:
    """The place somebody left for this one; none where they had no cell before."""
    found = CellPlace.objects.filter(stay=place.stay_id, ends_at=place.starts_at).exclude(pk=place.pk)
    return found.select_related("cell").order_by("starts_at", "pk").last()


def _since(people: Iterable[Inmate]) -> dict[int, datetime]:
    """When each was admitted, came into the cell or left the last one, whichever was last."""
    keys = [person.pk for person in people]
    stays = Stay.objects.lasting().filter(inmate__in=keys).select_related("facility")
    found = {stay.inmate_id: stay.facility.start_of(stay.admitted_on) for stay in stays}
    for pk, since in (
        CellPlace.objects.filter(inmate__in=keys)
        .annotate(since=Coalesce("ends_at", "starts_at"))
        .values_list("inmate", "since")
    ):
        found[pk] = max(found.get(pk, since), since)
    return found
