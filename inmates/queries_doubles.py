"""Rows of a facility that are probably one person: found by what the office wrote, judged by a human."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import connection
from django.db.models.expressions import RawSQL

from inmates import wording_merging
from inmates.indexes import KEY
from inmates.models import Apart, Inmate, InmateQuerySet, Merge, Photo, Stay
from inmates.queries_loose_ends import Touches, touches_of
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.agencies.models import Facility

# How alike two names are whose birth dates are the same, as a share of the trigrams of both. Of twenty pairs of usual
# spellings of one name (Achmad and Ahmad, Tjahjono and Cahyono, Moh. and Muhammad) all reach it, five of them below 0.45;
# of two names taken at random 4 in 100 do, which among people born on one day are a handful for a house of 2,000.
ALIKE = 0.3
SHOWN_AT_MOST = 50
# Surest first.
WAYS = ("nik", "number", "name")
LIKENESS = (
    "greatest(similarity(upper(a.full_name), upper(b.full_name)), similarity(upper(a.full_name), upper(b.alias)),"
    " similarity(upper(a.alias), upper(b.full_name)))"
)
# Each row that is looked at against every other of the facility, each way by an index; a pair that was told apart is none.
PAIRS = f"""
with a as materialized (
    select id, facility_id, full_name, alias, born_on, nik, {KEY.format(number="register_number")} as number_key
    from inmates_inmate where facility_id = %s and voided_at is null and (state = 'in_custody' or (%s and state <> 'merged'))
), b as not materialized (
    select id, facility_id, full_name, alias, born_on, nik, register_number from inmates_inmate
    where facility_id = %s and voided_at is null and state <> 'merged'
), found as (
    select a.id as looked, b.id as like_it, 'name' as way from a join b
        on b.facility_id = a.facility_id and b.born_on = a.born_on and b.id <> a.id
        where {LIKENESS} >= %s
    union all
    select a.id, b.id, 'nik' from a join b
        on b.facility_id = a.facility_id and b.nik = a.nik and b.id <> a.id
    union all
    select a.id, b.id, 'nik' from a join inmates_formername f on f.inmate_id = a.id and f.voided_at is null
        join b on b.facility_id = a.facility_id and b.nik = f.nik and b.id <> a.id
    union all
    select a.id, b.id, 'nik' from inmates_formername f join a on a.nik = f.nik and a.facility_id = f.facility_id
        join b on b.id = f.inmate_id and b.id <> a.id
        where f.facility_id = %s and f.voided_at is null and f.nik <> ''
    union all
    select a.id, b.id, 'number' from a join b
        on b.facility_id = a.facility_id and b.id <> a.id
        and {KEY.format(number="b.register_number")} = a.number_key
), pairs as (
    select looked, least(looked, like_it) as one, greatest(looked, like_it) as other, way from found
)
select {{columns}} from pairs where not exists (
    select from inmates_apart x where x.one_id = pairs.one and x.other_id = pairs.other and x.reopened_at is null)
"""  # noqa: S608  # no value of anybody's stands in it


@dataclass(frozen=True)
class Side:
    """One row of a pair: who it says the person is, and when they were here."""

    inmate: Inmate
    stays: tuple[Stay, ...]
    photo: Photo | None
    touches: Touches | None = None


@dataclass(frozen=True)
class Fact:
    """One fact of both rows in words; ``differs`` where both say something, and not the same."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the rows contradict one another."""
        return bool(self.one and self.other and self.one != self.other)


@dataclass(frozen=True)
class Pair:
    """Two rows that may be one person, and why."""

    one: Side
    other: Side
    why: tuple[str, ...]

    @property
    def sides(self) -> tuple[Side, Side]:
        """Both, the one that was entered first before the other."""
        return (self.one, self.other)

    @property
    def facts(self) -> list[Fact]:
        """What the rows say of who the person is, side by side."""
        return facts_of(self.one.inmate, self.other.inmate)


@dataclass(frozen=True)
class Doubles:
    """Pairs of a facility, the surest first; ``more`` says that there are others."""

    pairs: tuple[Pair, ...]
    more: bool


def in_doubt(people: InmateQuerySet, facility: Facility) -> InmateQuerySet:
    """Those in custody of whom there is probably another row at the facility, and nobody has said what it is."""
    statement = PAIRS.format(columns="looked")
    asked = RawSQL(statement, _values(facility, everybody=False))  # noqa: S611  # values are parameters
    return people.in_custody().filter(pk__in=asked)


def doubles_at(facility: Facility, *, everybody: bool) -> Doubles:
    """Return the pairs of a facility: with somebody in custody among the two, or all of them."""
    statement = PAIRS.format(columns="distinct one, other, way")
    with connection.cursor() as cursor:
        cursor.execute(statement, _values(facility, everybody=everybody))
        rows = cursor.fetchall()
    ways: dict[tuple[int, int], set[str]] = {}
    for one, other, way in rows:
        ways.setdefault((one, other), set()).add(way)
    surest = sorted(ways, key=lambda pair: (min(map(WAYS.index, ways[pair])), pair))
    return Doubles(tuple(_pairs(surest[:SHOWN_AT_MOST], ways)), len(surest) > SHOWN_AT_MOST)


def pair_of(one: Inmate, other: Inmate, permissions: frozenset[Permission]) -> Pair:
    """Two rows to be compared, whatever made somebody think of it, with what is open of each."""
    low, high = sorted((one.pk, other.pk))
    (pair,) = _pairs([(low, high)], {})
    sides = [replace(side, touches=touches_of(side.inmate, permissions)) for side in pair.sides]
    return Pair(sides[0], sides[1], ())


def told_apart_at(facility: Facility) -> list[Apart]:
    """Pairs that were found to be two people, the last one first."""
    rows = Apart.objects.at(facility).standing().select_related("one", "other", "told_by")
    return list(rows.order_by("-told_at", "-pk")[:SHOWN_AT_MOST])


def merged_at(user: User, facility: Facility) -> list[Merge]:
    """Merges that last, of people the user may reach, the last one first."""
    rows = Merge.objects.at(facility).lasting().filter(kept__in=Inmate.objects.visible_to(user))
    return list(
        rows.select_related("kept", "merged", "merged_by").order_by("-merged_at", "-pk")[:SHOWN_AT_MOST]
    )


def facts_of(one: Inmate, other: Inmate) -> list[Fact]:
    """What two rows say of who the person is, side by side, without what both leave empty."""
    found = [
        Fact(str(label), wording_merging.said(one, name), wording_merging.said(other, name))
        for name, label in wording_merging.COMPARED.items()
    ]
    return [fact for fact in found if fact.one or fact.other]


def _values(facility: Facility, *, everybody: bool) -> list[int | bool | float]:
    return [facility.pk, everybody, facility.pk, ALIKE, facility.pk]


def _pairs(keys: Sequence[tuple[int, int]], ways: dict[tuple[int, int], set[str]]) -> Iterable[Pair]:
    wanted = {key for pair in keys for key in pair}
    people = Inmate.objects.going_on().select_related("cell", "facility").in_bulk(wanted)
    stays: dict[int, list[Stay]] = {}
    for stay in Stay.objects.filter(inmate__in=wanted).order_by("admitted_on", "pk"):
        stays.setdefault(stay.inmate_id, []).append(stay)
    photos = {photo.inmate_id: photo for photo in Photo.objects.filter(inmate__in=wanted)}
    for one, other in keys:
        sides = [Side(people[key], tuple(stays.get(key, ())), photos.get(key)) for key in (one, other)]
        why = tuple(str(wording_merging.WHY[way]) for way in WAYS if way in ways.get((one, other), ()))
        yield Pair(sides[0], sides[1], why)
