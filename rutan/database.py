"""Which login the process uses: no Django and no connection, so that it can be read before settings.

``DATABASE_URL`` may be any login. When ``prepare_database`` has made the two roles, their passwords stand in
``roles.json`` of the state folder (mode 0600) and the URL only says where the server is. Without that file the URL is
used as it stands: production hands in the application's login and never has the owner's.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from rutan.environment import BadSetting, choice, state_folder

OWNER, APP, READ = "pulih_owner", "pulih_app", "pulih_read"
LOGINS = {"owner": OWNER, "app": APP, "read": READ}
MAINTENANCE = ("postgres", "template1")
NOWHERE = "postgresql://pulih_app@127.0.0.1:1/pulih"  # lets settings be imported with an empty environment


def server(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the parameters of ``DATABASE_URL`` as psycopg takes them.

    :raises BadSetting: when the URL cannot be read.
    """
    url = environ.get("DATABASE_URL") or NOWHERE
    try:
        return dict(conninfo_to_dict(url))
    except Exception as error:
        raise BadSetting("DATABASE_URL is not a PostgreSQL address") from error


def roles_file(environ: Mapping[str, str] = os.environ) -> Path:
    """Return where the passwords of the roles are kept."""
    return state_folder(environ) / "roles.json"


def passwords(environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return role → password, empty when this installation manages no roles."""
    try:
        return dict(json.loads(roles_file(environ).read_text()))
    except FileNotFoundError:
        return {}


def database_name(environ: Mapping[str, str] = os.environ) -> str:
    """Return the database to work in: ``PULIH_DB_NAME``, else the URL's, but never a maintenance database."""
    name = environ.get("PULIH_DB_NAME") or str(server(environ).get("dbname") or "pulih")
    return "pulih" if name in MAINTENANCE and passwords(environ) and "PULIH_DB_NAME" not in environ else name


def login(role: str | None = None, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return connection parameters (host, port, user, password, dbname …) for a role: app, owner or read."""
    role = role or choice("PULIH_DB_ROLE", "app", tuple(LOGINS), environ)
    if role == "owner" and environ.get("OWNER_DATABASE_URL"):
        return dict(conninfo_to_dict(environ["OWNER_DATABASE_URL"]))
    parameters = server(environ)
    if known := passwords(environ):
        parameters |= {"user": LOGINS[role], "password": known[LOGINS[role]]}
    parameters["dbname"] = database_name(environ)
    return parameters


def django_database(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Return the ``DATABASES`` entry for the login of this process."""
    parameters = login(environ=environ)
    taken = {"host", "port", "user", "password", "dbname"}
    options: dict[str, Any] = {name: value for name, value in parameters.items() if name not in taken}
    if choice("PULIH_DB_POOL", "off", ("on", "off"), environ) == "on":
        # Only the web process sets this (house.md, decision 12): a pool bounds connections, a job needs one.
        options["pool"] = {"min_size": 1, "max_size": 12, "timeout": 10}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parameters["dbname"],
        "USER": parameters.get("user") or "",
        "PASSWORD": parameters.get("password") or "",
        "HOST": parameters.get("host") or "",
        "PORT": str(parameters.get("port") or ""),
        "ATOMIC_REQUESTS": True,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
