"""Migrations in fewer steps: what Django renders after each operation is rendered once for a run of like ones.

Django re-renders a model and all its relatives after every added field, index, constraint and trigger. Nearly all of our
tables point to a facility and a person, and each has a history with triggers, so that rendering was nine tenths of the
time to a first page. The statements, their order and the state after a run are those of the single operations.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddField
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import IndexOperation
from django.db.migrations.state import ProjectState


class Run(Operation):
    """Consecutive operations of one sort, whose models are rendered when all have changed the state."""

    def __init__(self, operations: Sequence[Operation]) -> None:
        """Take at least one operation."""
        super().__init__()
        self.operations = operations
        self.relations = any(isinstance(each, AddField) and each.field.is_relation for each in operations)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change the state by all operations, then render once."""
        with unrendered(state):
            for each in self.operations:
                each.state_forwards(app_label, state)
        changed = [each for each in self.operations if isinstance(each, AddField | IndexOperation)]
        touched = {each.model_name_lower for each in changed}
        state.reload_models([(app_label, name) for name in touched], delay=not self.relations)

    def describe(self) -> str:
        """The sentences of the operations."""
        return "; ".join(each.describe() for each in self.operations)


class AddedFields(Run):
    """Fields of tables that exist; each finds itself in the state after all."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Add one column after the other."""
        for each in self.operations:
            each.database_forwards(app_label, schema_editor, from_state, to_state)


class Indexed(Run):
    """Indexes, constraints and triggers: they change no column, so what was rendered before serves all of them."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # the interface of Django
    ) -> None:
        """Do one after the other, each between the states it would see alone: one that removes looks itself up."""
        before = from_state
        for each in self.operations:
            after = before.clone()
            with unrendered(after):
                each.state_forwards(app_label, after)
            each.database_forwards(app_label, schema_editor, before, after)
            before = after


@contextmanager
def unrendered(state: ProjectState) -> Iterator[None]:
    """Keep Django from rendering: it leaves a state alone that has no rendered models yet."""
    rendered = state.__dict__.pop("apps", None)
    yield
    if rendered is not None:
        state.__dict__["apps"] = rendered


def sort_of(operation: Operation) -> type[Run] | None:
    """The sort of run an operation can be part of; None for one that must stand alone."""
    if isinstance(operation, IndexOperation):
        return Indexed
    return AddedFields if type(operation) is AddField else None


def in_runs(operations: Sequence[Operation]) -> list[Operation]:
    """The same operations in the same order, with runs of like ones put together.

    >>> [type(each).__name__ for each in in_runs([])]
    []
    """
    found: list[Operation] = []
    for sort, group in groupby(operations, key=sort_of):
        like = list(group)
        found += [sort(like)] if sort else like
    return found


__all__ = ["AddedFields", "Indexed", "in_runs"]
