"""Looking for a person by what somebody remembers, with errors in it: one question to the database at any size.

The ways in which somebody can answer to the words are asked for from the surest to the vaguest, everybody in custody
before anybody who left. Each way is ordered and bounded by an index, and PostgreSQL does not begin with the next one
once enough are found.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import add, and_, or_
from typing import Any

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db import connection
from django.db.models import Exists, FloatField, Q, QuerySet, Value
from django.db.models.functions import Greatest, Right, Upper

from inmates import wording_search
from inmates.domain.search_words import SHORTEST_FOR_LIKENESS, Wanted, Way, wanted
from inmates.enums import CustodyState
from inmates.indexes import NIK_END, plain
from inmates.models import Inmate, InmateQuerySet, Merge
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission
from rutan.agencies.models import Facility

FOUND_AT_MOST = 20
# Of the trigrams of a word, how many a name must have: "Nugraha" finds "Nugroho", "Budy" finds "Budi".
ALIKE = 0.45
FIELDS = ("pk", "full_name", "alias", "register_number", "nik", "cell__code", "state", "left_on")
TEXTS = ("upper_name", "upper_alias")
BY_NAME = ("plain_name",)
ORDER = {
    Way.NUMBER: ("plain_number",),
    Way.PLACE: ("cell__code", "plain_name"),
    Way.ALIKE: ("-likeness", "plain_name"),
}


@dataclass(frozen=True)
class Hit:
    """Somebody who answers to the words, and how. What the reader may not know of a person is empty."""

    pk: int
    full_name: str
    alias: str
    register_number: str
    cell: str
    state: str
    left_on: date | None
    way: Way
    why: str

    @property
    def is_here(self) -> bool:
        """Whether the person is in custody."""
        return self.state == CustodyState.IN_CUSTODY

    @property
    def state_in_words(self) -> str:
        """What became of somebody who left."""
        return str(CustodyState(self.state).label)


@dataclass(frozen=True)
class Told:
    """What the reader may know of people: by permissions, and which texts beside them."""

    may: frozenset[Permission]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """Who answers to some words; ``more`` says that there are others, and that the words should say more."""

    people: list[Hit]
    more: bool

    @property
    def only(self) -> Hit | None:
        """The only one, unless the name is merely alike: another person's file is not opened by a guess."""
        alone = self.people[0] if len(self.people) == 1 else None
        return alone if alone and alone.way != Way.ALIKE else None


def search(
    user: User,
    facility: Facility,
    words: str,
    *,
    may: frozenset[Permission],
    limit: int = FOUND_AT_MOST,
) -> Found:
    """Find people of a facility whom the user may reach; only what the user may know of them is looked at."""
    asked = wanted(words)
    ways = _ways(asked, _told(user, may))
    if not ways:
        return Found([], more=False)
    reach = Inmate.objects.visible_to(user).at(facility)
    asked_for = [
        _rows(people, reach, ways, way, asked)[: limit + 1]
        for people in (reach.in_custody(), reach.exclude(state=CustodyState.IN_CUSTODY))
        for way in ways
    ]
    _steady()
    first, *others = asked_for
    rows = list(first.union(*others, all=True)[: limit + 1])
    hits = [_hit(row, asked, may) for row in rows[:limit]]
    return Found(_each_once(hits, reach, may), more=len(rows) > limit)


def _each_once(hits: list[Hit], reach: InmateQuerySet, may: frozenset[Permission]) -> list[Hit]:
    """Whoever answers by a row that was merged is the person into whose row it was, if that is within reach as well."""
    gone = {hit.pk: hit for hit in hits if hit.state == CustodyState.MERGED}
    if not gone:
        return hits
    merges = Merge.objects.lasting().filter(merged__in=gone, kept__in=reach).select_related("kept__cell")
    into = {merge.merged_id: merge.kept for merge in merges}
    found: dict[int, Hit] = {}
    for hit in hits:
        kept = into.get(hit.pk)
        found.setdefault(kept.pk if kept else hit.pk, _through(hit, kept, may) if kept else hit)
    return list(found.values())


def _through(hit: Hit, kept: Inmate, may: frozenset[Permission]) -> Hit:
    """The person who goes on, with the name and number by which they were found."""
    return replace(
        hit,
        pk=kept.pk,
        full_name=kept.full_name,
        alias="",
        register_number=kept.register_number if Permission.DATES_VIEW in may else "",
        cell=kept.cell.code if kept.cell and Permission.CELL_VIEW in may else "",
        state=kept.state,
        left_on=kept.left_on if Permission.DATES_VIEW in may else None,
        why=wording_search.also_recorded_as(hit.full_name, hit.register_number),
    )


def _told(user: User, may: frozenset[Permission]) -> "Told":
    """What may be looked at. An agency is told aliases and NIK by each person's consent: it searches by the name."""
    if user.reach.agency_ids:
        return Told(may - {Permission.NIK_VIEW}, ("upper_name",))
    return Told(may, TEXTS)


def _steady() -> None:
    """How alike is alike, for this transaction; and one way after the other, never several at a time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select set_config('pg_trgm.word_similarity_threshold', %s, true),"
            " set_config('max_parallel_workers_per_gather', '0', true)",
            [str(ALIKE)],
        )


def _ways(asked: Wanted, told: Told) -> dict[Way, Q]:
    """What each way asks of a person, for those the words can be read as and the reader may know of."""
    if not asked.words:
        return {}
    ways: dict[Way, Q] = {}
    may = told.may
    if asked.numbers and Permission.DATES_VIEW in may:
        ways[Way.NUMBER] = _any(Q(plain_number__startswith=number) for number in asked.numbers)
    if asked.nik_end and Permission.NIK_VIEW in may:
        ways[Way.NIK] = Q(nik_end=asked.nik_end[-NIK_END:], nik__endswith=asked.nik_end)
    if asked.places and Permission.CELL_VIEW in may:
        ways[Way.PLACE] = Q(cell__code__in=asked.places) | Q(cell__block__code__in=asked.places)
    ways[Way.NAME] = Q(plain_name__startswith=asked.beginning)
    ways[Way.WORDS] = _all(_holds(word, told) for word in asked.words)
    if asked.alike:
        ways[Way.ALIKE] = _all(
            _any(Q(**{f"{where}__trigram_word_similar": word}) for where in told.texts)
            for word in asked.alike
        )
    return ways


def _holds(word: str, told: Told) -> Q:
    """A name, an alias or a number with the word in it; of one or two letters, a word that begins with them."""
    if len(word) < SHORTEST_FOR_LIKENESS and not word.isdecimal():
        begins = (
            Q(**{f"{where}__startswith": word}) | Q(**{f"{where}__contains": f" {word}"})
            for where in told.texts
        )
        return _any(begins)
    found = _any(Q(**{f"{where}__contains": word}) for where in told.texts)
    return found | Q(upper_number__contains=word) if Permission.DATES_VIEW in told.may else found


def _rows(
    people: InmateQuerySet, everybody: InmateQuerySet, ways: dict[Way, Q], way: Way, asked: Wanted
) -> QuerySet[Inmate, tuple[Any, ...]]:
    """Those who answer in one way and in none that is surer, in the order of that way.

    Names that are merely alike are asked for only where nobody answers in a surer way.
    """
    found = _readable(people).filter(ways[way])
    surer = [condition for other, condition in ways.items() if other < way]
    likeness: Any = Value(1.0, output_field=FloatField())
    if way == Way.ALIKE:
        likeness = _likeness(asked)
        for condition in surer:
            found = found.filter(~Exists(_readable(everybody).filter(condition)))
    elif surer:
        found = found.exclude(_any(surer))
    found = found.annotate(way=Value(int(way)), likeness=likeness)
    return found.order_by(*ORDER.get(way, BY_NAME), "pk").values_list(*FIELDS, "way")


def _readable(people: InmateQuerySet) -> InmateQuerySet:
    """People with the texts that words are compared with, as the indexes have them."""
    return people.alias(
        plain_name=plain("full_name"),
        plain_number=plain("register_number"),
        upper_name=Upper("full_name"),
        upper_alias=Upper("alias"),
        upper_number=Upper("register_number"),
        nik_end=Right("nik", NIK_END),
    )


def _likeness(asked: Wanted) -> Any:
    """How alike a name is to the words, each compared with the part of the name or alias that is likest."""
    each = [
        Greatest(TrigramWordSimilarity(word, "upper_name"), TrigramWordSimilarity(word, "upper_alias"))
        for word in asked.alike
    ]
    return reduce(add, each)


def _hit(row: tuple[Any, ...], asked: Wanted, may: frozenset[Permission]) -> Hit:
    pk, full_name, alias, number, nik, cell, state, left_on, way = row
    known = {
        "number": number if Permission.DATES_VIEW in may else "",
        "nik_end": (nik or "")[-NIK_END:] if Permission.NIK_VIEW in may else "",
        "cell": (cell or "") if Permission.CELL_VIEW in may else "",
    }
    elsewhere = [word for word in asked.words if word not in full_name.upper()] if way == Way.WORDS else []
    in_alias = any(word in alias.upper() for word in elsewhere)
    in_number = way == Way.NUMBER or any(word in known["number"].upper() for word in elsewhere)
    said = {**known, "alias": alias if in_alias else "", "number": known["number"] if in_number else ""}
    return Hit(
        pk=pk,
        full_name=full_name,
        alias=alias,
        register_number=known["number"],
        cell=known["cell"],
        state=state,
        left_on=left_on if Permission.DATES_VIEW in may else None,
        way=Way(way),
        why=wording_search.why(Way(way), **said),
    )


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _all(conditions: Iterable[Q]) -> Q:
    return reduce(and_, conditions)
