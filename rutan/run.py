"""`make run`: servers, migrations, demo, then web, worker and scheduler, kept alive until TERM, INT or HUP.

Order of the start: lock, end orphans, port, PostgreSQL, Valkey, prepare_database, migrate, load_demo,
worker, scheduler, web. Order of the stop: web, worker and scheduler together, Valkey, PostgreSQL; the sum
of their patience is under 10 s.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from rutan.environment import BadSetting
from rutan.paths import UnsafeFolder, kept, runtime_folder, state_folder
from rutan.serving import programs
from rutan.serving.accounts import accounts_table
from rutan.serving.database_user import NoDatabaseUser
from rutan.serving.postgres import WrongVersion
from rutan.serving.preparation import (
    demo_password,
    environment_for,
    has_demo,
    mark_prepared,
    steps,
    wants_demo,
)
from rutan.serving.records import held, remove_record, write_record
from rutan.serving.servers import start_postgres, start_valkey, state_of
from rutan.supervisor import NotReady, Stopped, Supervisor

PURPOSE = "make run"
DEFAULT_PORT = "8000"
COMMAND_PATIENCE = 15.0  # seconds for a command that runs the servers of this folder to end
REFUSALS = (
    NotReady,
    BadSetting,
    UnsafeFolder,
    NoDatabaseUser,
    WrongVersion,
    PermissionError,
    ModuleNotFoundError,
)


def main() -> int:
    """Run Pulih from this folder until it is stopped; return the exit code."""
    try:
        port = _port(os.environ)
        state = state_of(state_folder())
        with held(state / "lock", PURPOSE, seconds=_patience(state)) as ours:
            if not ours:
                return _refuse(_held_by(state))
            return _run(state, port)
    except REFUSALS as trouble:
        return _refuse(str(trouble))


def _run(state: Path, port: int) -> int:
    supervisor = Supervisor(state)
    supervisor.heed_signals()
    runtime = runtime_folder(state)
    try:
        for name in supervisor.end_orphans():
            _say(f"ended {name}, left over from a run that was killed")
        if not programs.is_free(port):
            return _refuse(f"Port {port} is in use. Choose another one: PORT={port + 1} make run")
        environment = _start_servers(supervisor, state, runtime)
        _prepare_database(supervisor, state, environment)
        _start_programs(supervisor, environment, port)
        _announce(state, environment, port)
        while True:
            supervisor.pause()
    except Stopped:
        return 0
    finally:
        remove_record(state)
        supervisor.stop()
        shutil.rmtree(runtime, ignore_errors=True)


def _start_servers(supervisor: Supervisor, state: Path, runtime: Path) -> dict[str, str]:
    """Start the servers that were not given; return the environment of the programs."""
    database_url = os.environ.get("DATABASE_URL") or start_postgres(supervisor, state, runtime)
    redis_url = os.environ.get("REDIS_URL") or start_valkey(supervisor, state, runtime)
    return environment_for(state, database_url=database_url, redis_url=redis_url)


def _prepare_database(supervisor: Supervisor, state: Path, environment: Mapping[str, str]) -> None:
    if wants_demo(environment) and not has_demo():
        _say("this release brings no demo (load_demo): the database stays as it is")
    for step in steps(state, environment):
        _say(f"{step.name} …")
        supervisor.run(step)
    if not os.environ.get("DATABASE_URL"):
        mark_prepared(state, environment)
    # From now on commands may join; an address of somebody else's server is not for our files.
    ours = {name: "" if os.environ.get(name) else environment[name] for name in ("DATABASE_URL", "REDIS_URL")}
    write_record(state, purpose=PURPOSE, database_url=ours["DATABASE_URL"], redis_url=ours["REDIS_URL"])


def _start_programs(supervisor: Supervisor, environment: Mapping[str, str], port: int) -> None:
    # The page is what somebody waits for: it has the processors for itself until it answers. Jobs wait as rows.
    web = supervisor.start(programs.web(environment, port))
    supervisor.wait_for(web, lambda: programs.answers(port))
    supervisor.start(programs.worker(environment))
    supervisor.start(programs.scheduler(environment))


def _announce(state: Path, environment: Mapping[str, str], port: int) -> None:
    lines = [f"Pulih: http://{programs.HOST}:{port}"]
    if wants_demo(environment) and has_demo():
        lines.append(accounts_table(demo_password(state)))
    with contextlib.suppress(BrokenPipeError):
        print("\n".join(lines), flush=True)


def _port(environ: Mapping[str, str]) -> int:
    text = environ.get("PORT") or DEFAULT_PORT
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise BadSetting(f"PORT must be a number from 1 to 65535, not {text!r}")
    return int(text)


def _patience(state: Path) -> float:
    """A command ends soon; another `make run` does not."""
    return 1.0 if kept(state / "lock") == PURPOSE else COMMAND_PATIENCE


def _held_by(state: Path) -> str:
    if kept(state / "lock") == PURPOSE:
        return "Pulih already runs from this folder."
    return "A command uses the database of this folder. Wait for it to end, then start again."


def _say(text: str) -> None:
    with contextlib.suppress(BrokenPipeError):
        print(text, file=sys.stderr, flush=True)


def _refuse(text: str) -> int:
    _say(text)
    return 1


if __name__ == "__main__":
    sys.exit(main())
