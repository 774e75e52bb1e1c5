"""What is wrong between the classification of stored data and the models (issue 3, point 9)."""

from collections.abc import Iterable, Iterator

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import FieldDoesNotExist
from django.db.models import BinaryField, CharField, Field, ForeignKey, JSONField, Model, TextField

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.audit.history import HistoryEvent
from rutan.protection.domain.classification import SUBJECT, THROUGH, Classification, Counts, Table
from rutan.protection.domain.erasing import OF_A_PERSON, SCRUB, WORDS

SPOKEN = (CharField, TextField, JSONField, BinaryField, ArrayField)


def stored_models() -> list[type[Model]]:
    """Every table that is ours to answer for; tables of row history follow the model they are of."""
    concrete = (model for model in apps.get_models() if model._meta.managed and not model._meta.proxy)
    return [model for model in concrete if not issubclass(model, HistoryEvent)]


def faults(file: Classification, models: Iterable[type[Model]]) -> Iterator[str]:
    """Everything that is unclassified, gone, without retention, or about a person by a way that is not named."""
    known = {model._meta.label: model for model in models}
    yield from (f"{label}: there is no such model" for label in file.tables if label not in known)
    for label, model in known.items():
        table = file.tables.get(label)
        if table is None:
            yield f"{label}: not classified, and without retention"
        else:
            yield from (f"{label}: {fault}" for fault in _of(file, table, model))


def _of(file: Classification, table: Table, model: type[Model]) -> Iterator[str]:
    fields = {field.name: field for field in model._meta.concrete_fields}
    for rule in (_classified, _people, _ways, _texts, _rules):
        yield from rule(file, table, fields)
    if table.package not in file.packages:
        yield "its package has no name"
    for way in (table.day, *table.shown):
        if way and not _resolves(model, way):
            yield f"there is no {way}"


def _classified(file: Classification, table: Table, fields: dict[str, Field]) -> Iterator[str]:
    for name in fields:
        if not table.kind_of(name):
            yield f"{name} is not classified"
        elif name in (table.told if table.path else table.told_of_anybody) and name not in file.words:
            yield f"{name} has no word"
    named = {name for names in table.fields.values() for name in names} | table.leading
    for name in sorted(named - set(fields) - file.common):
        yield f"{name} is classified and does not exist"


def _people(file: Classification, table: Table, fields: dict[str, Field]) -> Iterator[str]:
    for name, field in fields.items():
        if not isinstance(field, ForeignKey):
            continue
        if field.related_model is Inmate and name not in table.path:
            yield f"{name} leads to a person and is no path"
        if field.related_model is User and name not in table.fields["staff"]:
            yield f"{name} leads to an officer and is not staff"


def _ways(file: Classification, table: Table, fields: dict[str, Field]) -> Iterator[str]:
    for way in table.path:
        if way == SUBJECT:
            wanted = {"subject_type", "subject_id"} <= set(fields)
        elif way.startswith(THROUGH):
            label, _, name = way.removeprefix(THROUGH).rpartition(".")
            other = file.tables.get(label)
            wanted = bool(other and other.path) and _resolves(apps.get_model(label), name) is not None
        else:
            end = _resolves(apps.get_model(table.label), way)
            wanted = end is not None and (getattr(end, "related_model", None) or end.model) is Inmate
        if not wanted:
            yield f"the path {way} leads to nobody"


def _texts(file: Classification, table: Table, fields: dict[str, Field]) -> Iterator[str]:
    """No free text about anybody is forgotten: it is erased, or kept with a reason."""
    for kind in ("personal", "sensitive", "others"):
        for name in table.fields[kind]:
            field = fields.get(name)
            spoken = isinstance(field, SPOKEN) and not field.choices
            if spoken and name not in table.erase and name not in table.kept:
                yield f"{name} is text and neither erased nor kept with a reason"


def _rules(file: Classification, table: Table, fields: dict[str, Field]) -> Iterator[str]:
    for name, rule in table.erase.items():
        length = getattr(fields.get(name), "max_length", None) or 1000
        if rule == "words" and length < len(WORDS):
            yield f"{name} is too short for {WORDS}"
        reached = table.is_about_a_person or table.retention.counts == Counts.ROW
        if rule in OF_A_PERSON and not table.is_about_a_person:
            yield f"{name} becomes somebody's, and its table is about nobody"
        if rule != SCRUB and not reached:
            yield f"{name} would never be erased"


def _resolves(model: type[Model], way: str) -> Field | None:
    field = None
    for name in way.split("."):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return None
        model = field.related_model or model
    return field
