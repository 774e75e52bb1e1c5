"""Who is kept apart from whom: what the rules read, who is together all the same, and what pages show.

Nothing here tells a reason but the rows themselves, and whoever shows those asks for the permission first.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import Promise

from inmates import wording_apart
from inmates.domain.keeping_apart import Place, Restriction, brought_nearer, held_back
from inmates.enums import Housing
from inmates.models import Cell, CellPlace, Inmate, KeepApart
from inmates.models_apart import KeepApartQuerySet
from rutan.accounts.permissions import Permission
from rutan.accounts.scope import NoScope, current
from rutan.agencies.models import Facility
from rutan.core import clock


def restrictions_on(people: Collection[int], *, since: date) -> list[Restriction]:
    """What keeps any of these people apart from anybody, on a day or later: one query."""
    rows = KeepApart.objects.not_over(since).filter(Q(first__in=people) | Q(second__in=people))
    return [row.restriction for row in rows.order_by("pk")]


def places_of(people: Collection[int]) -> dict[int, Place | None]:
    """Where people are kept now, by key: one query."""
    found: dict[int, Place | None] = dict.fromkeys(people)
    places = CellPlace.objects.open().filter(inmate__in=people)
    for person, cell, block in places.values_list("inmate", "cell", "cell__block"):
        found[person] = Place(cell, block)
    return found


def nearer(into: Mapping[int, Cell]) -> tuple[Restriction, ...]:
    """Return what moves would break: two queries at most.

    :param into: the cell each goes into, by the person's key.
    """
    restrictions, before, after = _facts(into)
    return brought_nearer(restrictions, before, after, on=clock.today())


def sentences_against(facility: Facility, into: Mapping[int, Cell]) -> list[str]:
    """Say what moves would break, as far as whoever acts may know; nothing when they may be made."""
    if not (found := nearer(into)):
        return []
    names = names_of(facility, {person for each in found for person in each.pair})
    return wording_apart.housed_together(found, names, movers=into, named=may_be_named())


def beside_each(
    facility: Facility,
    into: Mapping[int, Cell],
    words: tuple[str | Promise, str | Promise] = wording_apart.TOGETHER,
) -> dict[int, list[str]]:
    """Say the same beside whom it is about, by the key of who moves; three queries at most.

    :param words: for whoever may know both of a pair, and for whoever may not.
    """
    if not (found := nearer(into)):
        return {}
    names = names_of(facility, {person for each in found for person in each.pair})
    return wording_apart.beside_each(found, names, movers=into, named=may_be_named(), words=words)


def kept_back(into: Mapping[int, Cell]) -> frozenset[int]:
    """Return who of many that are to move at once must stay where they are."""
    restrictions, before, after = _facts(into)
    return held_back(restrictions, before, after, on=clock.today())


def _facts(
    into: Mapping[int, Cell],
) -> tuple[list[Restriction], dict[int, Place | None], dict[int, Place | None]]:
    after: dict[int, Place | None] = {pk: Place(cell.pk, cell.block_id) for pk, cell in into.items()}
    restrictions = restrictions_on(list(into), since=clock.today()) if into else []
    if not restrictions:
        return [], {}, after
    concerned = {person for each in restrictions for person in each.pair}
    return restrictions, places_of(concerned), after


def apart_from(inmate: Inmate, *, since: date) -> dict[int, list[Restriction]]:
    """What keeps somebody out of sessions with others, on a day or later, by the key of the other: one query."""
    found: dict[int, list[Restriction]] = {}
    for each in restrictions_on([inmate.pk], since=since):
        if each.sessions:
            (other,) = each.pair - {inmate.pk}
            found.setdefault(other, []).append(each)
    return found


def names_of(facility: Facility, people: Iterable[int]) -> dict[int, str]:
    """What people of a facility are called, by key."""
    rows = Inmate.objects.at(facility).filter(pk__in=set(people))
    return dict(rows.values_list("pk", "full_name"))


def may_be_named() -> bool:
    """Whether whoever acts now may know who is kept apart from whom; nobody else is told a second name."""
    try:
        return current().may(Permission.KEEP_APART_VIEW)
    except NoScope:
        return False


def too_near_now(rows: QuerySet[KeepApart], *, on: date) -> KeepApartQuerySet:
    """Those whose people are in one cell, or in one block, though they may not be."""
    kept = CellPlace.objects.open()
    here = kept.filter(inmate=OuterRef("first"))
    same_cell = here.filter(Exists(kept.filter(inmate=OuterRef(OuterRef("second")), cell=OuterRef("cell"))))
    same_block = here.filter(
        Exists(kept.filter(inmate=OuterRef(OuterRef("second")), cell__block=OuterRef("cell__block")))
    )
    near = (Q(housing=Housing.CELL) & Exists(same_cell)) | (Q(housing=Housing.BLOCK) & Exists(same_block))
    return KeepApart.objects.in_force(on).both_here().filter(near, pk__in=rows.order_by().values("pk"))


__all__ = [
    "apart_from",
    "beside_each",
    "kept_back",
    "may_be_named",
    "names_of",
    "nearer",
    "places_of",
    "restrictions_on",
    "sentences_against",
    "too_near_now",
]
