"""Queries made for a person start at what that person may see (house.md, habit 24)."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.kinds import kind_of
from tests.architecture.scan import Breach, Source, dotted, functions, last_word, sources

# Methods of any queryset; whoever begins with one of these has no word for which rows are meant.
UNNAMED = {
    "all", "filter", "exclude", "annotate", "alias", "aggregate", "order_by", "values", "values_list", "raw",
    "extra", "first", "last", "count", "exists", "iterator", "in_bulk", "select_related",
    "prefetch_related", "only", "defer", "distinct", "latest", "earliest",
}  # fmt: skip
# Parameters that say: this is read for that person.
READERS = {"user", "reader", "viewer"}
# What names a person's own rows or reach; any of them makes a query of a person's.
OWN = {"visible_to", "open_record", "reach", "asked_by", "of_user", "own_of"}
# Not about a person in custody: everybody who may open the page may read all of it.
REFERENCE = {
    "Agency", "Facility", "CooperationAgreement", "User", "Permission", "Block", "Cell", "Room", "Course",
    "TierRuleEdition", "ProgrammeEdition", "Phase", "ProgrammeUnit", "Signatory", "Regime", "ProtectedHours",
}  # fmt: skip


def breaches(root: Path) -> Iterator[Breach]:
    """Queries of a guarded model that begin without a word, and queries for a person that forget the person."""
    everything = [source for source in sources(root) if not source.is_migration]
    guarded = {model for source in everything for model in guarded_models(source)}
    for source in everything:
        if kind_of(source.module) in ("queries", "access", "forms"):
            yield from _unnamed(source, guarded)
            yield from _forgets_reader(source)


def guarded_models(source: Source) -> Iterator[str]:
    """Models whose queryset has ``visible_to``: ``Inmate`` of ``class InmateQuerySet(QuerySet["Inmate"])``."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ClassDef) and any(f.name == "visible_to" for f in functions(node)):
            yield node.name.removesuffix("QuerySet").removesuffix("Manager")


def _starts(tree: ast.AST) -> Iterator[tuple[ast.Attribute, str]]:
    """Every ``Model.objects`` with the name of the model."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in ("objects", "all_objects", "_base_manager"):
            yield node, last_word(node.value)


def _unnamed(source: Source, guarded: set[str]) -> Iterator[Breach]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in UNNAMED and isinstance(node.value, ast.Attribute):
            start = dotted(node.value)
            if node.value.attr in ("objects", "all_objects") and last_word(node.value.value) in guarded:
                yield source.breach(node, f"{start}.{node.attr}: begin with visible_to or another named set")


def _forgets_reader(source: Source) -> Iterator[Breach]:
    for function in functions(source.tree):
        arguments = {
            a.arg for a in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
        }
        words = {node.attr for node in ast.walk(function) if isinstance(node, ast.Attribute)}
        words |= {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
        if arguments & READERS and not words & OWN:
            for node, model in _starts(function):
                if model not in REFERENCE:
                    yield source.breach(
                        node, f"{function.name} reads {model} for a person without visible_to"
                    )
