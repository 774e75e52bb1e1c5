"""Moving people between cells, one or several at once, and undoing the last move."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from inmates import queries_apart, queries_moves, wording_places
from inmates.domain.moving import faults
from inmates.models import Cell, CellPlace, Inmate, Stay
from inmates.refusals import MoveRefused, OverCapacity
from inmates.services_places import begin_anew, place_in, take_back
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import KeyUsed, earlier


@dataclass(frozen=True)
class Going:
    """Who goes into which cell."""

    person: Inmate
    cell: Cell


@transaction.atomic
def move(
    *,
    people: Sequence[Inmate],
    cell: Cell,
    by: User,
    request_key: UUID,
    reason: str = "",
    at: datetime | None = None,
    confirmed: bool = False,
) -> list[CellPlace]:
    """Move people into a cell, all or nobody.

    :param at: when they went; now if it is not said.
    :param confirmed: that the cell may hold more people than it is meant for.
    :param request_key: the same again answers with the first.
    :raises MoveRefused: naming everybody who stands in the way, and why.
    :raises OverCapacity: when the cell would be overfilled and nobody has confirmed it.
    """
    goings = [Going(person, cell) for person in sorted(people, key=lambda person: person.pk)]
    return _moved(goings, by=by, request_key=request_key, reason=reason, at=at, confirmed=confirmed)


@transaction.atomic
def swap(*, one: Inmate, other: Inmate, by: User, request_key: UUID, reason: str = "") -> list[CellPlace]:
    """Let two people change cells; nothing becomes fuller by it.

    :raises MoveRefused: when one of them has no cell, or cannot be moved into that of the other.
    """
    one, other = sorted((one, other), key=lambda person: person.pk)
    if done := _done([one, other], None, one.facility, request_key):
        return done
    one, other = _locked([one, other], one.facility)
    if one.cell is None or other.cell is None:
        raise MoveRefused(wording_places.no_cell_to_swap())
    goings = [Going(one, other.cell), Going(other, one.cell)]
    return _moved(goings, by=by, request_key=request_key, reason=reason, at=None, confirmed=False)


@transaction.atomic
def undo_move(*, place: CellPlace, by: User) -> None:
    """Take back the last move of somebody: they have been in the cell before it all the time.

    :raises MoveRefused: when it is not the last one any more, was no move, or the cell was closed since.
    """
    (person,) = _locked([place.inmate], place.facility)
    place = CellPlace.all_objects.get(pk=place.pk)
    before = queries_moves.place_before(place)
    if place.voided_at or place.ends_at or place.request_key is None:
        raise MoveRefused(wording_places.not_undone())
    if before is not None and before.cell.closed_at:
        raise MoveRefused(wording_places.is_closed(before.cell.code))
    if before is not None:
        _refuse_company({person.pk: before.cell}, place.facility)
    take_back(place, before, by=by)
    record(action="inmates.move.undone", subject=person, by=by, facility=place.facility, cell=place.cell.code)


def _moved(
    goings: Sequence[Going], *, by: User, request_key: UUID, reason: str, at: datetime | None, confirmed: bool
) -> list[CellPlace]:
    if not goings:
        raise MoveRefused(wording_places.nobody_chosen())
    people, facility = [going.person for going in goings], goings[0].cell.facility
    if done := _done(people, {going.cell for going in goings}, facility, request_key):
        return done
    locked = {person.pk: person for person in _locked(people, facility)}
    cells = Cell.objects.select_related("block").in_bulk({going.cell.pk for going in goings})
    goings = [Going(locked.get(each.person.pk, each.person), cells[each.cell.pk]) for each in goings]
    _refuse_faults(goings, here=set(locked), at=at or clock.now())
    _refuse_company({going.person.pk: going.cell for going in goings}, facility)
    _refuse_overfilling(goings, confirmed=confirmed)
    places = begin_anew(_places(goings, request_key, by, reason=reason.strip(), at=at or clock.now()))
    for going in goings:
        facts = {"cell": going.cell.code, "before": going.person.cell.code if going.person.cell else ""}
        record(action="inmates.person.moved", subject=going.person, by=by, facility=facility, **facts)
    return places


def _places(
    goings: Sequence[Going], request_key: UUID, by: User, *, reason: str, at: datetime
) -> list[CellPlace]:
    stays = {
        stay.inmate_id: stay for stay in Stay.objects.lasting().filter(inmate__in=[g.person for g in goings])
    }
    keys = _keys(request_key, [going.person for going in goings])
    places = [place_in(stays[each.person.pk], each.cell.pk, at, by, reason=reason) for each in goings]
    for place in places:
        # What one form made is known by the moment at which it was written down.
        place.request_key, place.recorded_at = keys[place.inmate_id], places[0].recorded_at
    return places


def _keys(request_key: UUID, people: Sequence[Inmate]) -> dict[int, UUID]:
    """A key for the place of each: the form's own for the first, for the others one that follows from it."""
    first = min(person.pk for person in people)
    return {
        person.pk: request_key if person.pk == first else uuid5(request_key, str(person.pk))
        for person in people
    }


def _done(
    people: Sequence[Inmate], cells: set[Cell] | None, facility: Facility, request_key: UUID
) -> list[CellPlace]:
    """The places that the same form made before; without cells, whichever they were."""
    same = {"facility": facility, "inmate": min(people, key=lambda person: person.pk)}
    if not (first := earlier(CellPlace.all_objects, request_key, **same)):
        return []
    made = CellPlace.all_objects.filter(request_key__in=_keys(request_key, people).values())
    together = CellPlace.all_objects.filter(
        facility=facility,
        request_key__isnull=False,
        recorded_at=first.recorded_at,
        recorded_by=first.recorded_by,
    )
    found = list(made.order_by("pk"))
    others = cells is not None and {place.cell_id for place in found} != {cell.pk for cell in cells}
    if len(found) != len(people) or together.count() != len(found) or others:
        raise KeyUsed
    return found


def _locked(people: Iterable[Inmate], facility: Facility) -> list[Inmate]:
    """Lock those of them who are on the register, in the order of the house: facility, then people.

    The facility too, so that two who fill the last place at the same moment are one after the other.
    """
    Facility.objects.select_for_update(no_key=True).get(pk=facility.pk)
    rows = Inmate.objects.select_for_update(no_key=True, of=("self",)).select_related("cell__block")
    return list(rows.filter(pk__in=[person.pk for person in people]).order_by("pk"))


def _refuse_faults(goings: Sequence[Going], *, here: set[int], at: datetime) -> None:
    movers = queries_moves.movers([going.person for going in goings], here=here)
    found = [
        wording_places.fault(
            fault, name=going.person.full_name, cell=going.cell.code, block=going.cell.block.code
        )
        for going in goings
        for fault in faults(movers[going.person.pk], queries_moves.target(going.cell), at=at, now=clock.now())
    ]
    if found:
        raise MoveRefused(*dict.fromkeys(found))


def _refuse_company(into: Mapping[int, Cell], facility: Facility) -> None:
    """Nobody goes on in spite of this: the entry is closed first, by name and with a reason."""
    if found := queries_apart.sentences_against(facility, into):
        raise MoveRefused(*found)


def _refuse_overfilling(goings: Sequence[Going], *, confirmed: bool) -> None:
    into = {going.person.pk: going.cell.pk for going in goings}
    cells = {going.cell.pk: going.cell for going in goings}
    over = [
        wording_places.overfilled(cells[pk].code, filled.after, filled.capacity)
        for pk, filled in queries_moves.fillings(cells.values(), into).items()
        if filled.overfills
    ]
    if over and not confirmed:
        raise OverCapacity(*over)


__all__ = ["move", "swap", "undo_move"]
