"""Blocks and cells of a facility: added, changed, and closed once nobody is in them."""

from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction

from inmates import wording_places
from inmates.enums import Sex
from inmates.models import Block, Cell, CellPlace, Inmate
from inmates.refusals import PlaceRefused
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.audit.services import record
from rutan.core import clock
from rutan.core.request_keys import earlier

Place = TypeVar("Place", Block, Cell)


@transaction.atomic
def add_block(*, facility: Facility, code: str, name: str, sex: Sex, by: User, request_key: UUID) -> Block:
    """Add a block; the same ``request_key`` again answers with the first one.

    :raises PlaceRefused: when there is a block with the code.
    """
    if done := earlier(Block.objects, request_key, facility=facility, code=code):
        return done
    block = Block(facility=facility, code=code, name=name, sex=sex, request_key=request_key)
    return _saved(block, "inmates.block.added", by)


@transaction.atomic
def change_block(*, block: Block, code: str, name: str, sex: Sex, by: User) -> Block:
    """Name a block anew, or give it to the other sex while nobody of this one is in it.

    :raises PlaceRefused: when another block has the code, or people of the other sex are in it.
    """
    block = _locked_block(block)
    others = Inmate.objects.in_block(block).exclude(sex=sex).count() if sex != block.sex else 0
    if others:
        raise PlaceRefused(wording_places.other_sex_inside(block.code, others))
    block.code, block.name, block.sex = code, name, sex
    return _saved(block, "inmates.block.changed", by)


@transaction.atomic
def close_block(*, block: Block, by: User) -> None:
    """Close a block with all its cells; nobody is moved into it any more. A second time changes nothing.

    :raises PlaceRefused: while somebody has a place in it.
    """
    block = _locked_block(block)
    if block.closed_at:
        return
    cells = list(Cell.objects.select_for_update().filter(block=block, closed_at=None).order_by("pk"))
    _refuse_unless_empty(block.code, cells)
    Cell.objects.filter(pk__in=[cell.pk for cell in cells]).update(closed_at=clock.now(), closed_by=by)
    block.closed_at, block.closed_by = clock.now(), by
    _saved(block, "inmates.block.closed", by)


@transaction.atomic
def add_cell(*, block: Block, code: str, capacity: int, by: User, request_key: UUID) -> Cell:
    """Add a cell to a block; the same ``request_key`` again answers with the first one.

    :raises PlaceRefused: when there is a cell with the code, or the block is closed.
    """
    if done := earlier(Cell.objects, request_key, block=block, code=code):
        return done
    block = _locked_block(block)
    if block.closed_at:
        raise PlaceRefused(wording_places.is_closed(block.code))
    cell = Cell(facility_id=block.facility_id, block=block, code=code, capacity=capacity)
    cell.request_key = request_key
    return _saved(cell, "inmates.cell.added", by)


@transaction.atomic
def change_cell(*, cell: Cell, code: str, capacity: int, by: User) -> Cell:
    """Name a cell anew, or say for how many it is; more people may be in it than that.

    :raises PlaceRefused: when another cell has the code.
    """
    cell = _locked_cell(cell)
    cell.code, cell.capacity = code, capacity
    return _saved(cell, "inmates.cell.changed", by)


@transaction.atomic
def close_cell(*, cell: Cell, by: User) -> None:
    """Close a cell; nobody is moved into it any more. A second time changes nothing.

    :raises PlaceRefused: while somebody has a place in it.
    """
    cell = _locked_cell(cell)
    if cell.closed_at:
        return
    _refuse_unless_empty(cell.code, [cell])
    cell.closed_at, cell.closed_by = clock.now(), by
    _saved(cell, "inmates.cell.closed", by)


def _refuse_unless_empty(code: str, cells: list[Cell]) -> None:
    if inside := CellPlace.objects.open().filter(cell__in=cells).count():
        raise PlaceRefused(wording_places.still_inside(code, inside))


def _locked_block(block: Block) -> Block:
    """Lock the facility, behind which moves wait too, then read the block."""
    _lock(block.facility_id)
    return Block.objects.select_for_update(of=("self",)).select_related("facility").get(pk=block.pk)


def _locked_cell(cell: Cell) -> Cell:
    _lock(cell.facility_id)
    return Cell.objects.select_for_update(of=("self",)).select_related("facility").get(pk=cell.pk)


def _lock(facility_id: int) -> None:
    Facility.objects.select_for_update(no_key=True).get(pk=facility_id)


def _saved(place: Place, action: str, by: User) -> Place:
    try:
        with transaction.atomic():
            place.save()
    except IntegrityError as error:
        if "code_once_a_facility" not in str(error):
            raise
        raise PlaceRefused(wording_places.code_taken(place.code)) from error
    record(action=action, subject=place, by=by, facility=place.facility, code=place.code)
    return place


__all__ = ["add_block", "add_cell", "change_block", "change_cell", "close_block", "close_cell"]
