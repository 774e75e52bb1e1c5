"""Databases for tests: a sealed template made by the owner, clones of it, and the switch to one of them.

The framework's own creation, suffixes and flush are never used (house.md, decision 2).
"""

import hashlib
import itertools
import os
import subprocess
import sys
import time
from pathlib import Path

from psycopg import sql
from psycopg.errors import InsufficientPrivilege

from rutan.database import APP, OWNER, login
from rutan.environment import PROJECT
from rutan.roles import allow_connections, connect

COUNT = itertools.count(1)
RUN_PID = "PULIH_TEST_PID"
TEMPLATE = "PULIH_TEST_TEMPLATE"
SHARED_SERVER = (
    "PULIH_TEST_SHARED"  # set it where several checkouts test on one server: no other's template is dropped
)


def digest() -> str:
    """Name a template by everything that makes it: migrations, models' rights, hardening, settings."""
    found = hashlib.sha256()
    files = [*PROJECT.glob("*/migrations/*.py"), *PROJECT.glob("rutan/*/migrations/*.py")]
    files += [PROJECT / "rutan" / name for name in ("grants.py", "hardening.py", "roles.py", "settings.py")]
    files += [PROJECT / "requirements" / "base.txt"]
    for file in sorted(files):
        found.update(str(file.relative_to(PROJECT)).encode() + file.read_bytes())
    return found.hexdigest()[:12]


def make_template() -> str:
    """Make or find the template by the same road as production: prepare_database, then migrate as the owner."""
    name = f"pulih_template_{digest()}"
    environment = os.environ | {"PULIH_DB_NAME": name}
    environment.pop("PULIH_DB_ROLE", None)
    _manage(["prepare_database", "--name", name, "--may-create-databases"], environment)
    with owner() as connection:
        sealed = connection.execute(
            "select not datallowconn from pg_database where datname = %s", [name]
        ).fetchone()
    if sealed != (True,):
        _manage(["migrate", "--noinput", "--verbosity", "0"], environment)
        with owner() as connection:
            connection.execute(
                sql.SQL("alter database {} allow_connections false").format(sql.Identifier(name))
            )
            if not os.environ.get(SHARED_SERVER):
                drop_leftovers(connection, keep=name)
    return name


def owner():
    """Connect as the owner to the maintenance database."""
    return connect(login("owner") | {"dbname": "postgres"})


def clone(template: str, name: str) -> None:
    """Make a database from the template, with the rights a clone does not inherit."""
    with owner() as connection:
        connection.execute(
            sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        allow_connections(connection, name)


def drop(name: str) -> None:
    """Drop a clone, ending whatever session still lives in it."""
    for tries_left in reversed(range(20)):
        try:
            with owner() as connection:
                connection.execute(
                    sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
                )
            return
        except (
            InsufficientPrivilege
        ):  # the server's own cleaner is in it, which we may not end; it is soon gone
            if not tries_left:
                raise
            time.sleep(0.5)


def drop_leftovers(connection, *, keep: str) -> None:
    """Drop old templates, and clones whose test run is dead."""
    found = connection.execute(
        "select datname from pg_database d join pg_roles r on r.oid = d.datdba"
        " where r.rolname = %s and (datname like 'pulih_template_%%' or datname like 'pulih_test_%%')",
        [OWNER],
    ).fetchall()
    for (name,) in found:
        pid = name.split("_")[2]
        alive = name.startswith("pulih_test_") and pid.isdigit() and Path(f"/proc/{pid}").exists()
        if name != keep and not alive:
            connection.execute(
                sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name))
            )


def point_at(name: str, *, pool: dict | None = None) -> None:
    """Turn the process's connection to another database; all threads share the settings, so one change reaches them."""
    from django.db import connections

    connection = connections["default"]
    connection.close()
    if "pool" in connection.settings_dict["OPTIONS"]:
        connection.close_pool()
    connection.settings_dict["NAME"] = name
    connection.settings_dict["OPTIONS"].pop("pool", None)
    if pool:
        connection.settings_dict["OPTIONS"]["pool"] = pool


def _manage(arguments: list[str], environment: dict[str, str]) -> None:
    command = [sys.executable, str(PROJECT / "manage.py"), *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(arguments)} failed:\n{done.stdout}\n{done.stderr}")


__all__ = ["APP", "COUNT", "RUN_PID", "TEMPLATE", "clone", "drop", "make_template", "owner", "point_at"]
