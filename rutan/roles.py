"""Making the roles and databases on a server one owns: psycopg only, safe to repeat, safe to run twice at once."""

import json
import os
import secrets
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from rutan.database import APP, LOGINS, OWNER, READ, database_name, roles_file, server

LOCK = 7_081_945  # any number, the same for all: one preparation at a time


def connect(parameters: Mapping[str, Any]) -> "psycopg.Connection[tuple[Any, ...]]":
    """Connect in autocommit, with the parameters as ``rutan.database`` gives them."""
    return psycopg.connect(make_conninfo("", **dict(parameters)), autocommit=True)


def prepare(*, name: str | None = None, may_create_databases: bool = False) -> str:
    """Create roles and database when the given login is a superuser.

    Returns the name of the database, or an empty string when there was nothing to prepare (the login is an ordinary
    one, so somebody else has done it).
    """
    # Always the same database: advisory locks are a database's own.
    with connect(server() | {"dbname": "postgres"}) as superuser:
        if superuser.info.parameter_status("is_superuser") != "on":
            return ""
        superuser.execute("select pg_advisory_lock(%s)", [LOCK])
        known = _passwords()
        for role in LOGINS.values():
            _make_role(superuser, role, known[role])
        _grant_to_owner(superuser, may_create_databases)
        wanted = name or database_name()
        if not superuser.execute("select 1 from pg_database where datname = %s", [wanted]).fetchone():
            superuser.execute(
                sql.SQL("create database {} owner {} template template0").format(_id(wanted), _id(OWNER))
            )
        allow_connections(superuser, wanted)
        return wanted


def allow_connections(connection: "psycopg.Connection[Any]", name: str) -> None:
    """Let only our roles into a database; a clone does not inherit this from its template."""
    connection.execute(sql.SQL("revoke all on database {} from public").format(_id(name)))
    connection.execute(
        sql.SQL("grant connect on database {} to {}, {}").format(_id(name), _id(APP), _id(READ))
    )


def _make_role(connection: "psycopg.Connection[Any]", role: str, password: str) -> None:
    exists = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    verb = sql.SQL("alter" if exists else "create")
    connection.execute(
        sql.SQL("{} role {} login nosuperuser nocreatedb nocreaterole nobypassrls password {}").format(
            verb, _id(role), sql.Literal(password)
        )
    )
    if role == READ:
        connection.execute(sql.SQL("alter role {} set default_transaction_read_only = on").format(_id(role)))


def _grant_to_owner(connection: "psycopg.Connection[Any]", may_create_databases: bool) -> None:
    """Where tests run the owner clones databases and drops them while sessions of the application live."""
    if may_create_databases:
        connection.execute(sql.SQL("alter role {} createdb").format(_id(OWNER)))
        connection.execute(sql.SQL("grant {} to {}").format(_id(APP), _id(OWNER)))


def _passwords() -> dict[str, str]:
    """Read the passwords, or make them; the file appears whole or not at all."""
    target = roles_file()
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=target.parent)
        with os.fdopen(handle, "w") as file:
            json.dump({role: secrets.token_urlsafe(24) for role in LOGINS.values()}, file)
        try:
            os.link(aside, target)  # refuses to replace a file that another preparation made meanwhile
        except FileExistsError:
            pass
        finally:
            Path(aside).unlink()
    return dict(json.loads(target.read_text()))


def _id(name: str) -> sql.Identifier:
    return sql.Identifier(name)
