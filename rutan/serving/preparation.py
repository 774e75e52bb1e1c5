"""What the programs are given, and the steps that make a server's database ready for them."""

import hashlib
import os
import signal
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from rutan.environment import flag
from rutan.paths import PROJECT, keep, kept, made_once
from rutan.serving.children import Program
from rutan.serving.postgres import PREPARED

DEMO_PASSWORD = "PULIH_DEMO_PASSWORD"  # noqa: S105  # the name of a variable
DEMO_PASSWORD_BYTES = 9  # twelve letters, the shortest password that Pulih accepts
STEPS = ("prepare_database", "migrate", "load_demo")


def environment_for(
    state: Path, *, database_url: str, redis_url: str, given: Mapping[str, str] = os.environ
) -> dict[str, str]:
    """Return the environment of every program: what was given, completed for this machine alone."""
    defaults = {
        "PULIH_HOME": str(state),
        "PULIH_TLS": "False",
        "PULIH_SECOND_FACTOR": "optional",
        "PULIH_DEMO": "0" if given.get("DATABASE_URL") else "1",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DJANGO_SETTINGS_MODULE": "rutan.settings",
        "PYTHONUNBUFFERED": "1",
    }
    environment = defaults | {name: value for name, value in given.items() if value or name not in defaults}
    environment |= {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
    if not environment.get("SECRET_KEY"):
        environment["SECRET_KEY"] = made_once(state / "secret-key")
    environment.pop(DEMO_PASSWORD, None)  # only load_demo is told
    environment.pop("PULIH_DB_ROLE", None)  # each command chooses its own
    return environment


def wants_demo(environment: Mapping[str, str]) -> bool:
    """Whether the demo rutan belongs here: on our own server, elsewhere only when it is asked for."""
    return flag("PULIH_DEMO", default=False, environ=environment)


def demo_password(state: Path, given: Mapping[str, str] = os.environ) -> str:
    """Return the demo accounts' password: the given one, which is kept, else the kept one, else a new one."""
    file = state / "demo-password"
    if password := given.get(DEMO_PASSWORD):
        keep(file, password + "\n")
        return password
    return made_once(file, DEMO_PASSWORD_BYTES)


def has_demo() -> bool:
    """Whether this release brings a demo."""
    return any(PROJECT.glob("rutan/**/management/commands/load_demo.py"))


def steps(state: Path, environment: Mapping[str, str]) -> Iterator[Program]:
    """Yield what is run, in order, before the database can be used; little or nothing the second time."""
    ready = is_prepared(state, environment)
    if not ready:
        yield manage("prepare_database", environment)
        yield manage("migrate", environment, "--noinput", "--verbosity", "0")
    reset = ["--reset-passwords"] if os.environ.get(DEMO_PASSWORD) else []
    if wants_demo(environment) and has_demo() and (reset or not ready):
        told = {**environment, DEMO_PASSWORD: demo_password(state)}
        yield manage("load_demo", told, "--if-empty", *reset)


def manage(command: str, environment: Mapping[str, str], *arguments: str) -> Program:
    """Return one run of `manage.py`; INT lets a transaction end in good order."""
    line = (sys.executable, str(PROJECT / "manage.py"), command, *arguments)
    return Program(command, line, stop=signal.SIGINT, environment=environment, options={"cwd": PROJECT})


def is_prepared(state: Path, environment: Mapping[str, str]) -> bool:
    """Whether the embedded database has been through all steps of this very code."""
    return (state / "roles.json").exists() and kept(state / PREPARED) == _digest(environment)


def mark_prepared(state: Path, environment: Mapping[str, str]) -> None:
    """Remember that it has. Only for our own server: another one may be replaced without our notice."""
    keep(state / PREPARED, _digest(environment))


def _digest(environment: Mapping[str, str]) -> str:
    """Return a digest of what makes the schema, its rights and its contents, and of the database meant."""
    digest = hashlib.sha256()
    for name in ("DATABASE_URL", "PULIH_DB_NAME", "PULIH_DEMO"):
        digest.update(f"{name}={environment.get(name, '')}\n".encode())
    files = [PROJECT / "requirements/base.txt", *PROJECT.glob("rutan/*.py")]
    for pattern in ("migrations/*.py", "management/commands/*.py"):
        files += [*PROJECT.glob(f"*/{pattern}"), *PROJECT.glob(f"rutan/*/{pattern}")]
    for file in sorted(files):
        digest.update(str(file.relative_to(PROJECT)).encode() + file.read_bytes())
    return digest.hexdigest()
