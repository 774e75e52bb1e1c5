"""A database for one benchmark: a clone of the tests' template on the server of DATABASE_URL, dropped afterwards."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

from rutan import embedded

SETTINGS = {
    "PULIH_TLS": "False",
    "PULIH_SECOND_FACTOR": "optional",
    "DJANGO_SETTINGS_MODULE": "rutan.settings",
}
# The tests carry no types.
databases: Any = import_module("tests.databases")


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """Give the environment in which programs work in the new database, as the application's login."""
    if not os.environ.get("DATABASE_URL"):
        embedded.provide_for_tests()
    os.environ.setdefault("SECRET_KEY", os.urandom(32).hex())
    name = f"pulih_test_{os.getpid()}_bench"
    # The template is made by the road of production: prepare_database, then migrate as the owner.
    databases.clone(databases.make_template(), name)
    try:
        yield {**os.environ, **SETTINGS, "PULIH_DB_NAME": name, "PULIH_DB_ROLE": "app"}
    finally:
        databases.drop(name)


__all__ = ["own_database"]
