"""What a view may do with rows: fetch through the gateway, one query or service, answer (house.md, habits 6, 21, 24)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.imports import imports
from tests.architecture.kinds import kind_of
from tests.architecture.scan import Breach, Source, calls, dotted, functions, last_word, sources

MANAGERS = {"objects", "all_objects", "_default_manager", "_base_manager"}
# What belongs on a queryset under a name, or in a service.
FIELD_WORK = {
    "filter", "exclude", "annotate", "alias", "aggregate", "order_by", "values", "values_list", "raw", "extra",
    "all", "first", "last", "earliest", "latest", "exists", "in_bulk", "iterator", "select_for_update",
    "union", "intersection", "difference", "distinct", "select_related", "prefetch_related", "only", "defer",
    "save", "create", "bulk_create", "bulk_update", "get_or_create", "update_or_create", "delete",
}  # fmt: skip
SET_WORK = {"union", "intersection", "difference"}  # also methods of sets: only forbidden on what a call gave
SHORTCUTS = {"get_object_or_404", "get_list_or_404", "get_model"}
# Errors of a race that a view may turn into words; nothing else of the database is a view's.
DATABASE_NAMES = {"IntegrityError", "OperationalError", "DatabaseError"}


def breaches(root: Path) -> Iterator[Breach]:
    """Views that filter, write, loop or start a listing elsewhere than at ``visible_to``."""
    for source in sources(root):
        if kind_of(source.module) == "views" and not source.is_migration:
            yield from _managers(source)
            yield from _row_work(source)
            yield from _loops(source)
            yield from _database(source)
            yield from _classes(source)


def _managers(source: Source) -> Iterator[Breach]:
    started = {
        id(call.func.value)
        for call, name in calls(source.tree)
        if name == "visible_to"
        and isinstance(call.func, ast.Attribute)
        and last_word(call.func.value) == "objects"
    }
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS and id(node) not in started:
            yield source.breach(node, f"a listing starts at visible_to, not at {dotted(node) or node.attr}")


def _row_work(source: Source) -> Iterator[Breach]:
    for call, name in calls(source.tree):
        if isinstance(call.func, ast.Name) and name in SHORTCUTS:
            yield source.breach(call, f"a record comes from the gateway, not from {name}")
        elif isinstance(call.func, ast.Attribute) and _is_row_work(call.func, call):
            yield source.breach(
                call, f"a view does not say .{name}(…): name it on the queryset or in a service"
            )


def _is_row_work(function: ast.Attribute, call: ast.Call) -> bool:
    receiver = function.value
    if dotted(receiver).startswith("request.") or last_word(receiver).endswith(("services", "queries")):
        return False
    if function.attr == "update":
        return isinstance(receiver, ast.Call) and bool(call.keywords)
    if function.attr in SET_WORK:
        return isinstance(receiver, ast.Call)
    if function.attr == "values":
        return bool(call.args)
    return function.attr in FIELD_WORK


def _loops(source: Source) -> Iterator[Breach]:
    for function in functions(source.tree):
        for node in ast.walk(function):
            if isinstance(node, ast.For | ast.AsyncFor | ast.While):
                yield source.breach(node, f"{function.name} loops over rows: that is a query's work")
            elif isinstance(node, ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
                if any(_reads_rows(generator.iter) for generator in node.generators):
                    yield source.breach(node, f"{function.name} loops over rows: that is a query's work")


def _reads_rows(iterated: ast.expr) -> bool:
    return any(
        (isinstance(node, ast.Attribute) and node.attr in (*MANAGERS, "visible_to"))
        or (isinstance(node, ast.Name) and (node.id == "queries" or node.id.endswith("_queries")))
        for node in ast.walk(iterated)
    )


def _database(source: Source) -> Iterator[Breach]:
    for reach in imports(source):
        of_database = reach.module == "django.db" or reach.module.startswith(("django.db.", "psycopg"))
        if of_database and not (reach.module == "django.db" and reach.name in DATABASE_NAMES):
            yield source.breach(reach.line, f"a view does not speak to the database ({reach.full})")


def _classes(source: Source) -> Iterator[Breach]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and any(last_word(base).endswith("View") for base in node.bases):
            yield source.breach(node, f"a view is a function, not a class ({node.name})")
