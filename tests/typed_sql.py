"""SQL typed as the application's login: what the database itself refuses, whoever asks."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction


def run(statement, *values):
    """Run one statement in a savepoint of its own; return how many rows it wrote."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def copied(table, pk, **instead):
    """Write a row once more with other values; a unique request key is new, and so is the key if none is named."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = %s and column_name <> 'id'",
            [table],
        )
        columns = [name for (name,) in cursor.fetchall()]
    if "id" in instead:
        columns.append("id")
    if "request_key" in columns:
        instead.setdefault("request_key", str(uuid.uuid4()))
    read = ", ".join("%s" if name in instead else name for name in columns)
    values = [instead[name] for name in columns if name in instead]
    run(f"insert into {table} ({', '.join(columns)}) select {read} from {table} where id = %s", *values, pk)


def changed(table, pk, change, *values):
    """Change one row."""
    run(f"update {table} set {change} where id = %s", *values, pk)


def looked_at_now(table, guard):
    """Let a guard that waits for the end of the transaction look at what was written so far."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select tgname from pg_trigger where tgrelid = %s::regclass and tgname like %s",
            [table, f"pgtrigger_{guard}_%"],
        )
        ((name,),) = cursor.fetchall()
        cursor.execute(f"set constraints {name} immediate")
        cursor.execute(f"set constraints {name} deferred")


def refused(constraint):
    """Whatever is inside is refused by this rule."""
    return pytest.raises(IntegrityError, match=constraint)
