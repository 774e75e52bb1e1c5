"""From the classification to rows: those of some people in any table, found by the ways the file names."""

from collections.abc import Collection, Iterator
from functools import cache, reduce
from operator import or_
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet

from rutan.audit.history import HistoryEvent
from rutan.protection.domain.classification import SUBJECT, THROUGH, Table
from rutan.protection.reader import classification

Keys = Collection[int]


def model_of(table: Table) -> type[Model]:
    """The model a table of the file speaks of."""
    return apps.get_model(table.label)


def fields_of(table: Table, names: Collection[str]) -> list["Field[Any, Any]"]:
    """Those of the names that the model has: what is common to all tables need not be in each."""
    known = {field.name: field for field in model_of(table)._meta.concrete_fields}
    return [known[name] for name in names if name in known]


def rows_of(table: Table, people: Keys) -> QuerySet[Any]:
    """All rows about these people (keys of their rows in the register), void ones too."""
    rows = model_of(table)._base_manager.all()
    return rows.filter(reduce(or_, (_leads(way, people) for way in table.path)))


def _leads(way: str, people: Keys) -> Q:
    if way == SUBJECT:
        return reduce(or_, _subjects(people))
    if way.startswith(THROUGH):
        other, field = _through(way)
        return Q(pk__in=rows_of(other, people).exclude(**{field: None}).values(field))
    return Q(**{f"{way.replace('.', '__')}__in": people})


def _subjects(people: Keys) -> Iterator[Q]:
    """Events about any row of theirs."""
    for table in classification().about_people():
        if SUBJECT not in table.path:
            keys = rows_of(table, people).values("pk")
            yield Q(subject_type=table.label.lower(), subject_id__in=keys)


def _through(way: str) -> tuple[Table, str]:
    label, _, field = way.removeprefix(THROUGH).rpartition(".")
    return classification().tables[label], field


def people_ways(table: Table) -> Iterator[tuple[Table, str, str]]:
    """Each way as (table to read, what leads from it to the person, what leads from it to this table's own fields)."""
    for way in table.path:
        if way.startswith(THROUGH):
            other, field = _through(way)
            for read, person, prefix in people_ways(other):
                yield read, person, f"{prefix}{field}__"
        elif way != SUBJECT:
            yield table, way.replace(".", "__"), ""


@cache
def event_model_of(model: type[Model]) -> Any:
    """The table of a model's earlier versions; None where it has none."""
    models: list[Any] = [each for each in apps.get_models() if issubclass(each, HistoryEvent)]
    return next((each for each in models if each.pgh_tracked_model is model), None)


__all__ = ["Keys", "event_model_of", "fields_of", "model_of", "people_ways", "rows_of"]
