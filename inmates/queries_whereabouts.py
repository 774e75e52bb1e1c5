"""Who is where: today and on any day before, how full cells and blocks are, and one person's places and absences."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from inmates.domain.occupancy import Occupancy, together
from inmates.models import Absence, Block, Cell, CellPlace, Inmate, Stay
from inmates.models_whereabouts import AbsenceQuerySet
from inmates.wording_places import level_of
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core import dates


@dataclass(frozen=True)
class Whereabouts:
    """Where somebody is: away, else in their cell, if one is known."""

    person: Inmate
    place: CellPlace | None
    absence: Absence | None

    @property
    def since(self) -> datetime | None:
        """From when on."""
        if self.absence:
            return self.absence.left_at
        return self.place.starts_at if self.place else None


@dataclass(frozen=True)
class Among:
    """Whom a list is about: a block, a cell, or those without a cell; without any of them everybody."""

    block: Block | None = None
    cell: Cell | None = None
    without: bool = False

    def has(self, place: CellPlace | None) -> bool:
        """Whether somebody of this place belongs to it."""
        if place is None:
            return self.without or not (self.block or self.cell)
        if self.without:
            return False
        return (self.cell is None or place.cell_id == self.cell.pk) and (
            self.block is None or place.cell.block_id == self.block.pk
        )


EVERYBODY = Among()


@dataclass(frozen=True)
class CellRow:
    """A cell with the people who have their place in it; ``misplaced`` are of another sex than its block's."""

    cell: Cell
    occupancy: Occupancy
    misplaced: int

    @property
    def level(self) -> tuple[str, str]:
        """How full it is in a word, and the tone of that."""
        return level_of(self.occupancy)


@dataclass(frozen=True)
class BlockRow:
    """A block with its cells."""

    block: Block
    cells: tuple[CellRow, ...]

    @property
    def occupancy(self) -> Occupancy:
        """How full the block is."""
        return together(row.occupancy for row in self.cells)

    @property
    def level(self) -> tuple[str, str]:
        """How full it is in a word, and the tone of that."""
        return level_of(self.occupancy)

    @property
    def misplaced(self) -> int:
        """How many in it are of another sex."""
        return sum(row.misplaced for row in self.cells)


@dataclass(frozen=True)
class Board:
    """The house on a day."""

    on: date
    blocks: tuple[BlockRow, ...]
    people: int
    away: int

    @property
    def occupancy(self) -> Occupancy:
        """How full the house is, those without a cell among them."""
        capacity = together(row.occupancy for row in self.blocks).capacity
        return Occupancy(capacity, self.people, self.away)

    @property
    def without_cell(self) -> int:
        """How many have no cell that is known."""
        return self.people - sum(row.occupancy.people for row in self.blocks)

    @property
    def scale(self) -> int:
        """The largest share of a cell or block in per cent, at least a full one: how far pictures reach."""
        parts = [row.occupancy for row in self.blocks]
        parts += [row.occupancy for block in self.blocks for row in block.cells]
        return max([100, *(part.percent or 0 for part in parts)])

    @property
    def crowded(self) -> list[CellRow]:
        """The cells with more people than places, the fullest first."""
        found = [row for block in self.blocks for row in block.cells if row.occupancy.over]
        return sorted(found, key=lambda row: (-row.occupancy.over, row.cell.code))


def end_of(facility: Facility, on: date) -> datetime:
    """The moment up to which a day is told; of today that is now, as nothing has happened after it."""
    return facility.start_of(on + timedelta(days=1))


def whereabouts(user: User, facility: Facility, *, on: date, among: Among = EVERYBODY) -> list[Whereabouts]:
    """Return where everybody was at the end of a day (of today: is now), by name: three queries."""
    reached = Inmate.objects.visible_to(user).at(facility)
    held = _held(facility, on).filter(inmate__in=reached).select_related("inmate")
    places = {each.inmate_id: each for each in _places(facility, on).select_related("cell__block")}
    absences = {each.inmate_id: each for each in Absence.objects.at(facility).before(end_of(facility, on))}
    return [
        Whereabouts(stay.inmate, places.get(stay.inmate_id), absences.get(stay.inmate_id))
        for stay in held.order_by("inmate__full_name", "inmate")
        if among.has(places.get(stay.inmate_id))
    ]


def occupancy_board(facility: Facility, *, on: date) -> Board:
    """Return how full the house was at the end of a day: four queries. Capacities are those of now."""
    moment = end_of(facility, on)
    away = Exists(Absence.objects.before(moment).filter(inmate=OuterRef("inmate")))
    counts = {
        row["cell"]: (row["people"], row["away"], row["misplaced"])
        for row in _places(facility, on)
        .values("cell")
        .annotate(
            people=Count("pk"),
            away=Count("pk", filter=away),
            misplaced=Count("pk", filter=~Q(inmate__sex=F("cell__block__sex"))),
        )
    }
    used = Q(closed_at=None) | Q(closed_at__gte=moment)
    blocks = list(Block.objects.at(facility).filter(used))
    cells = list(Cell.objects.at(facility).filter(used | Q(pk__in=counts)).select_related("block"))
    whole = _held(facility, on).aggregate(people=Count("pk"), away=Count("pk", filter=away))
    rows = [_cell_row(cell, *counts.get(cell.pk, (0, 0, 0))) for cell in cells]
    return Board(on, tuple(_of_block(block, rows) for block in blocks), whole["people"], whole["away"])


def cells_to_choose(facility: Facility) -> list[CellRow]:
    """The cells in use with the people who have their place in them now: one query."""
    inside = Count("places", filter=Q(places__ends_at=None, places__voided_at=None))
    cells = Cell.objects.at(facility).in_use().select_related("block").annotate(inside=inside)
    return [_cell_row(cell, vars(cell)["inside"], 0, 0) for cell in cells]


def away_now(user: User, facility: Facility) -> AbsenceQuerySet:
    """Those who are out of the facility, those expected first at the top."""
    reached = Inmate.objects.visible_to(user).at(facility).in_custody()
    rows = Absence.objects.at(facility).open().filter(inmate__in=reached)
    return rows.select_related("inmate__cell").order_by(
        F("expected_at").asc(nulls_last=True), "left_at", "pk"
    )


@dataclass(frozen=True)
class PlaceShown:
    """A place in the history of one person; ``may_be_undone`` of the last move, while they are still there."""

    place: CellPlace
    may_be_undone: bool

    @property
    def when(self) -> str:
        """When they came into it; of an admission only the day is known."""
        begins = self.place.starts_at
        return dates.moment(begins) if self.place.request_key else dates.long_date(begins)


@dataclass(frozen=True)
class History:
    """One person's places and absences, the last first."""

    places: tuple[PlaceShown, ...]
    absences: tuple[Absence, ...]

    @property
    def absence(self) -> Absence | None:
        """The one that lasts."""
        return next((each for each in self.absences if each.back_at is None), None)


def history_of(inmate: Inmate) -> History:
    """Return where somebody has been: two queries."""
    places = CellPlace.objects.of_rows(inmate.row_keys).select_related("cell__block", "recorded_by")
    return History(
        tuple(PlaceShown(each, each.ends_at is None and each.request_key is not None) for each in places),
        tuple(Absence.objects.of_rows(inmate.row_keys).select_related("recorded_by")),
    )


def _held(facility: Facility, on: date) -> QuerySet[Stay]:
    """Stays that last at the end of a day."""
    after = Q(left_on=None) | Q(left_on__gt=on)
    return Stay.objects.filter(after, facility=facility, admitted_on__lte=on, inmate__voided_at=None)


def _places(facility: Facility, on: date) -> QuerySet[CellPlace]:
    """Places of those who are held at the end of a day."""
    return CellPlace.objects.at(facility).before(end_of(facility, on)).filter(stay__in=_held(facility, on))


def _cell_row(cell: Cell, people: int, away: int, misplaced: int) -> CellRow:
    return CellRow(cell, Occupancy(cell.capacity, people, away), misplaced)


def _of_block(block: Block, rows: list[CellRow]) -> BlockRow:
    return BlockRow(block, tuple(row for row in rows if row.cell.block_id == block.pk))
