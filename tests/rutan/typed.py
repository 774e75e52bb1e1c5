"""SQL typed as the application's login, for tests of what the database refuses on its own account."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import accounts, inmates


def run(statement, *values):
    """Run one statement in a savepoint of its own; return how many rows it wrote."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def copied(table, pk, **instead):
    """Write a row once more with other values; the key and unique request keys are new."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select column_name from information_schema.columns where table_name = %s and column_name <> 'id'",
            [table],
        )
        columns = [name for (name,) in cursor.fetchall()]
    if "request_key" in columns:
        instead.setdefault("request_key", str(uuid.uuid4()))
    read = ", ".join("%s" if name in instead else name for name in columns)
    values = [instead[name] for name in columns if name in instead]
    run(f"insert into {table} ({', '.join(columns)}) select {read} from {table} where id = %s", *values, pk)


def refused(constraint):
    """The database refuses, and names the rule."""
    return pytest.raises(IntegrityError, match=constraint)


class World:
    """Two facilities with a person each."""

    def __init__(self):
        self.place = accounts.facility()
        self.other = accounts.facility(code="LAIN", name="Rutan Lain")
        self.by = accounts.second_person()
        self.person = inmates.inmate(facility=self.place)
        self.second = inmates.inmate(facility=self.place, full_name="Orang Kedua", register_number="AI-2")
        self.stranger = inmates.inmate(facility=self.other, full_name="Orang Lain")
