"""Writing what the classification's rules say over rows and their earlier versions, in SQL, as the owner's login."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model

from rutan.protection.domain.classification import Classification, Table
from rutan.protection.domain.erasing import (
    OF_A_PERSON,
    SCRUB,
    SCRUBBED,
    expression,
    name_of,
    number_of,
    scrubbed,
)
from rutan.protection.queries_rows import Keys, event_model_of, fields_of, model_of, rows_of
from rutan.protection.reader import classification

SHORTEST_NEEDLE = 4
ALWAYS_ON = "O"
TURNED_OFF = """
    select c.relname, t.tgname from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where not t.tgisinternal and t.tgenabled <> %s and c.relname = any(%s)
"""


def tables_written(file: Classification) -> list[str]:
    """Every database table an anonymisation may write to."""
    models = [model_of(table) for table in file.tables.values() if table.erase]
    events = [found for model in models if (found := event_model_of(model))]
    return sorted(model._meta.db_table for model in (*models, *events))


@contextmanager
def guards_off(tables: Sequence[str]) -> Iterator[None]:
    """Within the transaction, and for the owner of the tables alone, rows that never change may change.

    Whoever else wants to write waits; whatever goes wrong, the transaction takes it all back, the guards included.
    """
    with connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = '30s'")
        cursor.execute(TURNED_OFF, [ALWAYS_ON, list(tables)])
        if off := cursor.fetchall():
            raise RuntimeError(f"guards are switched off already: {off}")
        for table in tables:
            cursor.execute(f"alter table {_quoted(table)} disable trigger user")
        yield
        cursor.execute("set constraints all immediate")
        for table in tables:
            cursor.execute(f"alter table {_quoted(table)} enable trigger user")
        cursor.execute("set constraints all deferred")


def erase(table: Table, keys: Keys, *, person: str = "", nth: int = 1) -> None:
    """Apply the rules of a table to rows and their earlier versions; ``person`` gives the name, and with the place of the
    row among theirs (``nth``) the number."""
    model = model_of(table)
    of_person = {"name": name_of(person), "number": number_of(person, nth)} if person else {}
    _overwrite(table, model, "id", keys, of_person)
    if (events := event_model_of(model)) is not None:
        _overwrite(table, events, "pgh_obj_id", keys, of_person)


def is_of_a_person(table: Table) -> bool:
    """Whether what is written differs from person to person."""
    return not OF_A_PERSON.isdisjoint(table.erase.values())


def still_says(table: Table, keys: Sequence[int]) -> list[int]:
    """Those of the rows that a rule would change."""
    model = model_of(table)
    differ = " or ".join(f"{column} is distinct from {new}" for column, new in _written(table, model))
    statement = (
        f"select id from {_quoted(model._meta.db_table)} where id = any(%s) and ({differ}) order by id"  # noqa: S608  # names of our own tables; values are parameters
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [list(keys)])
        return [key for (key,) in cursor.fetchall()]


def _overwrite(table: Table, model: type[Model], key: str, keys: Keys, of_person: Mapping[str, str]) -> None:
    written = [f"{column} = {new}" for column, new in _written(table, model)]
    if not written:
        return
    sets = ", ".join(written)
    statement = f"update {_quoted(model._meta.db_table)} set {sets} where {key} = any(%(keys)s)"  # noqa: S608  # names of our own tables; values are parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, {"keys": list(keys), **of_person})


def _written(table: Table, model: type[Model]) -> Iterator[tuple[str, str]]:
    """The columns of a table (or of its earlier versions) and what is written there."""
    known = {field.name: field for field in model._meta.concrete_fields}
    for name, rule in table.erase.items():
        if rule != SCRUB and name in known:
            column = _quoted(known[name].column)
            yield column, expression(rule, column)


def needles_of(people: Keys) -> tuple[str, ...]:
    """The texts these people are known by, now and in earlier versions; an alias has several."""
    found: set[str] = set()
    for table in classification().about_people():
        rows = rows_of(table, people)
        events = event_model_of(model_of(table))
        for each in fields_of(table, table.identifies):
            found |= set(rows.values_list(each.name, flat=True))
            if events is not None:
                versions = events._base_manager.filter(pgh_obj_id__in=rows.values("pk"))
                found |= set(versions.values_list(each.name, flat=True))
    return tuple(sorted(_parts(text for text in found if text)))


def _parts(texts: Iterable[str]) -> set[str]:
    parts = {part.strip() for text in texts for part in (text, *text.split(";"))}
    return {part for part in parts if len(part) >= SHORTEST_NEEDLE}


def scrub(needles: tuple[str, ...]) -> None:
    """Take these texts out of the columns where people are only mentioned."""
    for table in classification().tables.values():
        names = [name for name, rule in table.erase.items() if rule in SCRUBBED]
        model = model_of(table)
        for where in filter(None, (model, event_model_of(model))):
            known = {each.name for each in where._meta.concrete_fields}
            for name in names:
                if name in known:
                    _scrub_column(where, name, needles)


def _scrub_column(model: type[Model], name: str, needles: tuple[str, ...]) -> None:
    is_json = isinstance(model._meta.get_field(name), JSONField)
    table, column, key = (_quoted(part) for part in (model._meta.db_table, name, model._meta.pk.column))
    patterns = [
        f"%{_like(json.dumps(each, ensure_ascii=False)[1:-1] if is_json else each)}%" for each in needles
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {key}, {column}::text from {table} where {column}::text ilike any(%s)",  # noqa: S608  # names of our own tables; values are parameters
            [patterns],
        )
        for pk, text in cursor.fetchall():
            value: Any = scrubbed(json.loads(text) if is_json else text, needles)
            new = json.dumps(value, ensure_ascii=False) if is_json else value
            cast = "::jsonb" if is_json else ""
            cursor.execute(f"update {table} set {column} = %s{cast} where {key} = %s", [new, pk])  # noqa: S608  # names of our own tables; values are parameters


def _like(text: str) -> str:
    return re.sub(r"([\\%_])", r"\\\1", text)


def _quoted(name: str | None) -> str:
    assert name is not None  # columns and tables have names
    return connection.ops.quote_name(name)
