"""What moving people needs to know: who they are, what the cells are, and what moves make of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Coalesce

from inmates import wording_places
from inmates.domain.moving import Filling, Mover, Target, filling
from inmates.domain.occupancy import Occupancy
from inmates.enums import CustodyState
from inmates.models import Cell, CellPlace, Inmate, Stay
from inmates.wording_places import level_of


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
class Change:
    """A cell before and after moves."""

    cell: Cell
    filling: Filling

    @property
    def level(self) -> tuple[str, str]:
        """How full it is afterwards in a word, and the tone of that."""
        return level_of(Occupancy(self.filling.capacity, self.filling.after))


@dataclass(frozen=True)
class Preview:
    """What moves would make of the cells that people leave and come into."""

    changes: tuple[Change, ...]

    @property
    def warnings(self) -> list[str]:
        """A sentence about every cell that would hold more than it is meant for."""
        return [
            wording_places.overfilled(each.cell.code, each.filling.after, each.filling.capacity)
            for each in self.changes
            if each.filling.overfills
        ]


def preview(people: Iterable[Inmate], to: Cell | None) -> Preview:
    """Return what moves would make of the cells that people leave and come into, by code: two queries.

    :param to: the cell they go into; None lets two people change theirs.
    """
    people = list(people)
    into = {person.pk: to.pk for person in people} if to else _swapped(people)
    touched = {person.cell_id for person in people if person.cell_id} | set(into.values())
    cells = Cell.objects.select_related("block").filter(pk__in=touched).order_by("code", "pk")
    found = fillings(cells, into)
    return Preview(tuple(Change(cell, found[cell.pk]) for cell in cells))


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
