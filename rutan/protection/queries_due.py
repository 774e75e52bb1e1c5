"""Whose time is over: everybody left long ago, nothing of theirs is newer, nobody holds it, they are not back anywhere."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from django.db.models import DateTimeField, Model, Q, QuerySet
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from inmates.models import Inmate, Stay
from rutan.audit.models import Event
from rutan.protection.domain.classification import SUBJECT, Counts, Table
from rutan.protection.domain.erasing import name_of
from rutan.protection.erasure import still_says
from rutan.protection.models import LegalHold
from rutan.protection.queries_rows import Keys, model_of, people_ways, rows_of
from rutan.protection.reader import classification


@dataclass(frozen=True)
class Person:
    """Somebody whose time is over, with the keys of their rows in the registers."""

    uuid: str
    keys: tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """How many rows of a table would be anonymised, and how many people they are about (0: about nobody known)."""

    label: str
    people: int
    rows: int


@dataclass(frozen=True)
class Listing:
    """What an anonymisation would do on a day."""

    day: date
    people: list[Person]
    lines: list[Line]
    old_rows: dict[str, list[int]] = field(default_factory=dict)

    @property
    def keys(self) -> tuple[int, ...]:
        """The keys of all people's rows in the registers."""
        return tuple(key for person in self.people for key in person.keys)

    @cached_property
    def token(self) -> str:
        """Stands for exactly this list on this day."""
        people = sorted([person.uuid, *person.keys] for person in self.people)
        lines = [[line.label, line.people, line.rows] for line in self.lines]
        said = json.dumps([self.day.isoformat(), people, lines, self.old_rows], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()[:20]


def listing_of(on: date) -> Listing:
    """What is past retention on a day."""
    people = people_due(on)
    keys = tuple(key for person in people for key in person.keys)
    owner = {key: person.uuid for person in people for key in person.keys}
    lines = [
        Line(table.label, len({owner[key] for key in people_in(table, keys)}), rows)
        for table in classification().about_people()
        if keys and table.erase and (rows := rows_of(table, keys).count())
    ]
    old = {table.label: aged for table in _by_row() if (aged := _old_rows(table, on))}
    return Listing(on, people, [*lines, *(Line(label, 0, len(rows)) for label, rows in old.items())], old)


def people_due(on: date) -> list[Person]:
    """People whose data is to be anonymised, in a fixed order."""
    tables = [each for each in classification().about_people() if each.retention.counts == Counts.LEFT]
    last_days = _gone(years_before(on, min(table.retention.years for table in tables)))
    for table in tables:
        last_days = _past(table, last_days, years_before(on, table.retention.years))
    return [
        Person(uuid, tuple(sorted(keys)))
        for uuid, keys in sorted(_whole(last_days, _held(last_days)).items())
    ]


def _everybody() -> QuerySet[Inmate]:
    """Every row of every register: retention does not ask who reaches whom."""
    return Inmate._base_manager.all()


def _gone(cutoff: date) -> dict[int, date]:
    """The last day of everybody who is in custody nowhere and left (or was a mistake) by the cutoff."""
    here = Inmate.objects.in_custody()
    open_stays = Stay.objects.filter(left_on=None).values("inmate__person_uuid")
    rows = _everybody().annotate(last_day=Coalesce("left_on", TruncDate("voided_at")))
    rows = rows.exclude(person_uuid__in=here.values("person_uuid")).exclude(person_uuid__in=open_stays)
    found = rows.filter(last_day__lte=cutoff).values_list("pk", "last_day", "full_name", "person_uuid")
    return {key: day for key, day, name, uuid in found.iterator() if name != name_of(str(uuid))}


def _past(table: Table, last_days: dict[int, date], cutoff: date) -> dict[int, date]:
    """Those who have nothing in a table, or left by its cutoff with nothing newer in it."""
    keys = set(last_days)
    newer = people_in(table, keys, later_than=cutoff) if table.day else set()
    young = {key for key, day in last_days.items() if day > cutoff}
    held = newer | (people_in(table, young) if young else set())
    return {key: day for key, day in last_days.items() if key not in held}


def _held(last_days: dict[int, date]) -> set[str]:
    """People under a legal hold, and those whose NIK somebody has who is not to be anonymised: they may be back."""
    holds = LegalHold.objects.in_force().values_list("inmate__person_uuid", flat=True)
    own = _everybody().filter(pk__in=last_days).exclude(nik=None)
    others = _everybody().exclude(pk__in=last_days).filter(nik__in=own.values("nik"))
    back = own.filter(nik__in=others.values("nik")).values_list("person_uuid", flat=True)
    return {str(uuid) for uuid in (*holds, *back)}


def _whole(last_days: dict[int, date], held: set[str]) -> dict[str, list[int]]:
    """People all of whose rows, at every facility, are past their time."""
    keys: dict[str, list[int]] = defaultdict(list)
    uuids = _everybody().filter(pk__in=last_days).values("person_uuid")
    for key, uuid in _everybody().filter(person_uuid__in=uuids).values_list("pk", "person_uuid"):
        keys[str(uuid)].append(key)
    return {
        uuid: own for uuid, own in keys.items() if uuid not in held and all(key in last_days for key in own)
    }


def people_in(table: Table, keys: Keys, *, later_than: date | None = None) -> set[int]:
    """Which of these people (keys of their register rows) have a row in a table, or one younger than a day."""
    if SUBJECT in table.path:
        events = Event.objects.filter(subject_type=Inmate._meta.label_lower, subject_id__in=keys)
        return {key for key in events.values_list("subject_id", flat=True).distinct() if key is not None}
    found: set[int] = set()
    for read, person, prefix in people_ways(table):
        rows = model_of(read)._base_manager.filter(**{f"{person}__in": keys})
        if prefix:
            rows = rows.exclude(**{prefix.removesuffix("__"): None})
        if later_than is not None:
            rows = rows.filter(_later(model_of(table), prefix, table.day, later_than))
        found |= set(rows.values_list(person, flat=True).distinct())
    return found


def _later(model: type[Model], prefix: str, day: str, cutoff: date) -> Q:
    name = f"{prefix}{day.replace('.', '__')}"
    return Q(**{f"{name}__gte" if _has_time(model, day) else f"{name}__gt": _bound(model, day, cutoff)})


def _bound(model: type[Model], day: str, cutoff: date) -> date | datetime:
    if _has_time(model, day):
        return timezone.make_aware(datetime.combine(cutoff + timedelta(days=1), time.min))
    return cutoff


def _has_time(model: type[Model], day: str) -> bool:
    found: Any = None
    for name in day.split("."):
        found = model._meta.get_field(name)
        model = found.related_model or model
    return isinstance(found, DateTimeField)


def _by_row() -> Iterator[Table]:
    """Tables whose rows have a clock of their own."""
    return (each for each in classification().tables.values() if each.retention.counts == Counts.ROW)


def _old_rows(table: Table, on: date) -> list[int]:
    """Rows past their own time that still say something."""
    model, cutoff = model_of(table), years_before(on, table.retention.years)
    young = _later(model, "", table.day, cutoff)
    keys: Sequence[int] = list(model._base_manager.exclude(young).order_by("pk").values_list("pk", flat=True))
    return still_says(table, keys)


def years_before(day: date, years: int) -> date:
    """The same day so many years ago; 29 February falls back to the 28th."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


__all__ = ["Line", "Listing", "Person", "listing_of", "people_due", "people_in", "years_before"]
