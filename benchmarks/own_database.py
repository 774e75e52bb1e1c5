"""A database for one benchmark: made by the road of production on the server of DATABASE_URL, and dropped afterwards."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import sql

from rutan import embedded
from rutan.database import login
from rutan.environment import PROJECT
from rutan.roles import connect

SETTINGS = {"PULIH_TLS": "False", "PULIH_SECOND_FACTOR": "optional"}


@contextmanager
def own_database() -> Iterator[dict[str, str]]:
    """Give the environment in which programs work in the new database, as the application's login."""
    if not os.environ.get("DATABASE_URL"):
        embedded.provide_for_tests()
    name = f"pulih_bench_{os.getpid()}"
    secret = {"SECRET_KEY": os.urandom(32).hex()}
    environment = {
        **os.environ,
        **SETTINGS,
        **secret,
        "PULIH_DB_NAME": name,
        "DJANGO_SETTINGS_MODULE": "rutan.settings",
    }
    environment.pop("PULIH_DB_ROLE", None)
    try:
        for arguments in (
            ["prepare_database", "--name", name, "--may-create-databases"],
            ["migrate", "--noinput", "--verbosity", "0"],
        ):
            subprocess.run(
                [sys.executable, "manage.py", *arguments], env=environment, cwd=PROJECT, check=True
            )
        yield environment
    finally:
        with connect(login("owner") | {"dbname": "postgres"}) as connection:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )


__all__ = ["own_database"]
