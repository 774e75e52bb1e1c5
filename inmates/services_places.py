"""Beginning and ending cell places: the one module that writes them, and with them the cell on a person's row."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import DateTimeField, F, Value
from django.db.models.functions import Greatest

from inmates.models import Absence, Cell, CellPlace, Inmate, Stay
from rutan.accounts.models import User
from rutan.agencies.models import Facility
from rutan.core import clock

BATCH = 500


@transaction.atomic
def begin_places(stays: Sequence[Stay], *, by: User | None) -> list[CellPlace]:
    """Begin the places that the rows of people name whose stays were just begun; who has left gets none.

    A place begins with the day of admission, or where the last place of an earlier stay ended on that day.
    """
    lasting = [stay for stay in stays if stay.left_on is None and stay.inmate.cell_id is not None]
    if not lasting:
        return []
    free = _free_since([stay.inmate_id for stay in lasting])
    facilities = Facility.objects.in_bulk({stay.facility_id for stay in lasting})
    places = []
    for stay in lasting:
        admitted = facilities[stay.facility_id].start_of(stay.admitted_on)
        begins = max(admitted, free.get(stay.inmate_id, admitted))
        places.append(place_in(stay, stay.inmate.cell_id or 0, begins, by))
    return CellPlace.objects.bulk_create(places, batch_size=BATCH)


def place_in(stay: Stay, cell: int, at: datetime, by: User | None, *, reason: str = "") -> CellPlace:
    """A place of a stay that is not saved yet."""
    return CellPlace(
        facility_id=stay.facility_id,
        stay=stay,
        inmate_id=stay.inmate_id,
        cell_id=cell,
        starts_at=at,
        reason=reason,
        recorded_by=by,
        recorded_at=clock.now(),
    )


@transaction.atomic
def begin_anew(places: Sequence[CellPlace]) -> list[CellPlace]:
    """Let people go from where they are into places that are not saved yet; their rows then say the same."""
    starts = {place.inmate_id: place.starts_at for place in places}
    ending = list(CellPlace.objects.open().filter(inmate__in=starts))
    for place in ending:
        place.ends_at = starts[place.inmate_id]
    CellPlace.objects.bulk_update(ending, ["ends_at"], batch_size=BATCH)
    begun = CellPlace.objects.bulk_create(places, batch_size=BATCH)
    _tell({place.inmate_id: place.cell_id for place in begun})
    return begun


@transaction.atomic
def take_back(place: CellPlace, before: CellPlace | None, *, by: User) -> None:
    """Void a place that was begun by mistake and open again the one before, if there was one."""
    CellPlace.objects.filter(pk=place.pk).update(voided_at=clock.now(), voided_by=by)
    if before is not None:
        CellPlace.objects.filter(pk=before.pk).update(ends_at=None)
    _tell({place.inmate_id: before.cell_id if before else None})


@transaction.atomic
def follow_the_file(
    cells: Mapping[int, str], *, facility: Facility, on: date, by: User | None
) -> list[CellPlace]:
    """Move people, by their keys, into the cells that a register file names.

    They came there with the day on which the file was judged, or now where they were moved by hand on that day or
    later. A file only speaks of those who are here.
    """
    if not cells:
        return []
    codes = dict(Cell.objects.at(facility).values_list("code", "pk"))
    stays = Stay.objects.lasting().filter(inmate__in=cells, inmate__voided_at=None)
    since = _since(cells)
    opening = min(facility.start_of(on), clock.now())
    return begin_anew([
        place_in(stay, codes[cells[stay.inmate_id]], _after(opening, since.get(stay.inmate_id)), by)
        for stay in stays
    ])  # fmt: skip


@transaction.atomic
def void_places(people: Sequence[int], *, by: User) -> None:
    """Take back every place of people who are about to be void themselves."""
    CellPlace.objects.filter(inmate__in=people).update(voided_at=clock.now(), voided_by=by)
    _tell(dict.fromkeys(people))


@transaction.atomic
def vacate(people: Sequence[int]) -> None:
    """End the places of people who are to be in no cell, though they are here."""
    open_places = CellPlace.objects.open().filter(inmate__in=people)
    open_places.update(ends_at=Greatest(F("starts_at"), Value(clock.now(), DateTimeField())))
    _tell(dict.fromkeys(people))


@transaction.atomic
def leave_places(people: Iterable[Inmate], *, on: date, by: User | None) -> None:
    """End the places and absences of people who leave the facility, now or with the day on which they left.

    For every service that ends a stay: at commit nobody who has left has a place or is away.
    """
    keys = [person.pk for person in people]
    places = list(CellPlace.objects.open().filter(inmate__in=keys).select_related("facility"))
    for place in places:
        place.ends_at = max(place.starts_at, _left(on, place.facility))
    CellPlace.objects.bulk_update(places, ["ends_at"], batch_size=BATCH)
    absences = list(Absence.objects.open().filter(inmate__in=keys).select_related("facility"))
    for absence in absences:
        absence.back_at, absence.back_recorded_by = max(absence.left_at, _left(on, absence.facility)), by
    Absence.objects.bulk_update(absences, ["back_at", "back_recorded_by"], batch_size=BATCH)
    _tell(dict.fromkeys(keys))


@transaction.atomic
def go_on(stay: Stay, *, left_on: date) -> CellPlace | None:
    """Open again the place that ended because somebody seemed to leave; None where the cell was closed since.

    They never left it, so it is theirs also when it is full by now: the board of occupancy says so.
    """
    last = (
        CellPlace.objects.filter(stay=stay)
        .select_related("cell", "facility")
        .order_by("starts_at", "pk")
        .last()
    )
    if last is None or last.ends_at is None or last.cell.closed_at:
        return None
    if last.ends_at < last.facility.start_of(left_on):  # they had no place any more
        return None
    CellPlace.objects.filter(pk=last.pk).update(ends_at=None)
    _tell({last.inmate_id: last.cell_id})
    return last


@transaction.atomic
def return_to_places(
    person: Inmate, places: Sequence[int], absences: Sequence[int], cell: int | None
) -> None:
    """Open places and absences again that were ended by mistake, by their keys: the person has been there all the time."""
    CellPlace.objects.filter(pk__in=places).update(ends_at=None)
    Absence.objects.filter(pk__in=absences).update(back_at=None, back_recorded_by=None)
    _tell({person.pk: cell})


@transaction.atomic
def follow_admissions(stays: Sequence[Stay], before: Mapping[int, date], *, by: User | None) -> None:
    """Let places that began with an admission begin with the corrected day of it.

    :param before: the day of admission that stood, by the key of the stay.
    """
    known = {stay.pk: stay for stay in stays}
    anew = []
    for place in CellPlace.objects.filter(stay__in=known).select_related("facility"):
        stay = known[place.stay_id]
        began = place.facility.start_of(before[stay.pk])
        begins = place.facility.start_of(stay.admitted_on)
        if place.starts_at == began != begins and (place.ends_at is None or place.ends_at >= begins):
            anew.append((place, begins))
    voided = [place.pk for place, begins in anew]
    CellPlace.objects.filter(pk__in=voided).update(voided_at=clock.now(), voided_by=by)
    CellPlace.objects.bulk_create(
        [_written_anew(place, begins, by) for place, begins in anew], batch_size=BATCH
    )


def _left(on: date, facility: Facility) -> datetime:
    return min(facility.start_of(on + timedelta(days=1)), clock.now())


def _after(moment: datetime, since: datetime | None) -> datetime:
    return moment if since is None or moment > since else clock.now()


def _since(people: Iterable[int]) -> dict[int, datetime]:
    """Since when each has the present place."""
    return dict(CellPlace.objects.open().filter(inmate__in=list(people)).values_list("inmate", "starts_at"))


def _free_since(people: Iterable[int]) -> dict[int, datetime]:
    """When the last place of each ended."""
    ended = CellPlace.objects.filter(inmate__in=list(people), ends_at__isnull=False).order_by("ends_at")
    return {place.inmate_id: place.ends_at for place in ended if place.ends_at}


def _written_anew(place: CellPlace, begins: datetime, by: User | None) -> CellPlace:
    written = place_in(place.stay, place.cell_id, begins, by, reason=place.reason)
    written.ends_at = place.ends_at
    return written


def _tell(cells: Mapping[int, int | None]) -> None:
    """Let the rows of people, by their keys, say where they are."""
    rows = [Inmate(pk=pk, cell_id=cell) for pk, cell in cells.items()]
    Inmate.objects.bulk_update(rows, ["cell"], batch_size=BATCH)


__all__ = [
    "begin_anew",
    "begin_places",
    "follow_admissions",
    "follow_the_file",
    "go_on",
    "leave_places",
    "place_in",
    "return_to_places",
    "take_back",
]
