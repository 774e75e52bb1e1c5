"""PostgreSQL and Valkey without an installed server, for commands and tests. Importing this starts nothing.

Interface::

    provide(folder=None, *, durable=True) -> Servers  # .database_url .redis_url .purpose .close()
    provide_for_command(command)  # for manage.py: sets os.environ, joins or starts, ends at exit
    provide_for_tests()           # for the tests' controller: the same on `.pulih/test`, not durable

``provide`` joins the servers that already run in the folder (`make run`, another command, another test
run), else starts a *keeper*: a process of its own that runs both servers and ends them as soon as nobody
uses them any more. A user is whoever holds ``users`` in common (rutan.serving.records), so servers never
outlive their last user, even a killed one, and are never taken away from a second one.
"""

import argparse
import atexit
import contextlib
import fcntl
import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from rutan.paths import PROJECT, UnsafeFolder, runtime_folder, state_folder
from rutan.serving.database_user import NoDatabaseUser
from rutan.serving.preparation import (
    DEMO_PASSWORD,
    STEPS,
    demo_password,
    environment_for,
    is_prepared,
    mark_prepared,
    steps,
)
from rutan.serving.records import Record, held, is_held, read_record, remove_record, taken, write_record
from rutan.serving.servers import start_postgres, start_valkey, state_of
from rutan.supervisor import NotReady, Stopped, Supervisor, is_running

START_PATIENCE = 330.0  # seconds; a crashed database may have much to replay
END_PATIENCE = 15.0
LOCK_PATIENCE = 2.0  # whoever asks whether the lock is held, holds it for a moment
STAYS_AFTER = 0.6  # seconds after which a keeper that still has its record must have other users
KEEPER = "a command"


class Unavailable(Exception):
    """There is no embedded server to be had; the message says why."""


@dataclass
class Servers:
    """Addresses of superuser and broker, good until :meth:`close`; ``purpose``: who runs them."""

    database_url: str
    redis_url: str
    purpose: str
    _state: Path
    _record: Record
    _handle: int
    _keeper: subprocess.Popen[bytes] | None = None

    def close(self) -> None:
        """Let go. When nobody else uses the servers, they have ended on return."""
        if self._handle < 0:
            return
        os.close(self._handle)
        self._handle = -1
        let_go_at = time.monotonic()
        while self._are_ending() and time.monotonic() < let_go_at + END_PATIENCE:
            if read_record(self._state) and time.monotonic() > let_go_at + STAYS_AFTER:
                return  # others use them
            time.sleep(0.05)

    def _are_ending(self) -> bool:
        if self._keeper is not None:
            self._keeper.poll()  # it is our child: ask for its end, or it stays as a zombie
        return self.purpose == KEEPER and is_running(self._record.pid, self._record.created)


def provide(folder: Path | None = None, *, durable: bool = True) -> Servers:
    """Return the servers of ``folder`` (default: the installation's), starting them unless they run.

    :raises Unavailable: when they do not start, or when what runs here uses servers of its own.
    """
    state = state_of(folder or state_folder())
    handle = os.open(state / "users", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not taken(handle, fcntl.LOCK_SH, seconds=END_PATIENCE):
            raise Unavailable(f"the servers of {state} are being stopped and do not end")
        return _joined(state, handle) or _started(state, handle, durable=durable)
    except BaseException:
        os.close(handle)
        raise


def _joined(state: Path, handle: int, keeper: subprocess.Popen[bytes] | None = None) -> Servers | None:
    if (record := read_record(state)) is None:
        return None
    if not record.database_url or not record.redis_url:
        raise Unavailable(
            f"{record.purpose} of this folder uses other servers: set DATABASE_URL and REDIS_URL as there"
        )
    return Servers(record.database_url, record.redis_url, record.purpose, state, record, handle, keeper)


def _started(state: Path, handle: int, *, durable: bool) -> Servers:
    """Start a keeper, or wait for the one (or the `make run`) that another process is just starting."""
    command = [sys.executable, "-m", "rutan.embedded", str(state), *([] if durable else ["--volatile"])]
    with (state / "log" / "keeper.log").open("ab") as log:
        keeper = subprocess.Popen(
            command, cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
        )
    deadline = time.monotonic() + START_PATIENCE
    while time.monotonic() < deadline:
        if servers := _joined(state, handle, keeper):
            return servers
        if keeper.poll() is not None and not is_held(state / "lock"):
            break
        time.sleep(0.05)
    # It may have come up between the two looks.
    if servers := _joined(state, handle, keeper):
        return servers
    said = (state / "log" / "keeper.log").read_text(errors="replace").splitlines()[-15:]
    raise Unavailable("\n".join(["the embedded servers do not start:", *said]))


def provide_for_command(command: str) -> None:
    """Give this process servers until it exits, and a database that is ready, as `make run` would.

    Leaves the process with the reason when there are none.
    """
    try:
        _serve_command(command)
    except (Unavailable, UnsafeFolder, NoDatabaseUser, PermissionError) as trouble:
        raise SystemExit(str(trouble)) from None


def _serve_command(command: str) -> None:
    servers = provide()
    atexit.register(servers.close)
    state = state_of(state_folder())
    environment = environment_for(state, database_url=servers.database_url, redis_url=servers.redis_url)
    os.environ.update(environment)
    if command == "load_demo":
        os.environ[DEMO_PASSWORD] = demo_password(state)
    # A running `make run` has prepared its database itself, and is not migrated under its feet.
    if servers.purpose == KEEPER and command not in (*STEPS, "createcachetable", "harden"):
        with held(state / "preparing", seconds=START_PATIENCE):
            if not is_prepared(state, environment):
                _prepare(state, environment)


def _prepare(state: Path, environment: dict[str, str]) -> None:
    for step in steps(state, environment):
        done = subprocess.run(
            step.command, env=step.environment, cwd=PROJECT, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            raise Unavailable(f"{step.name} failed:\n{done.stdout}{done.stderr}")
    mark_prepared(state, environment)


def provide_for_tests() -> None:
    """Give a test run servers of its own, in `.pulih/test`, fast and forgetful; they end with the run."""
    folder = state_folder() / "test"
    servers = provide(folder, durable=False)
    atexit.register(servers.close)
    os.environ["DATABASE_URL"] = servers.database_url
    os.environ.setdefault("REDIS_URL", servers.redis_url)
    os.environ["PULIH_HOME"] = str(folder.absolute())


def keep_servers(state: Path, *, durable: bool) -> int:
    """Run both servers of ``state`` until nobody uses them; return the exit code."""
    with held(state / "lock", KEEPER, seconds=LOCK_PATIENCE) as ours:
        if not ours:
            return 1  # somebody else was quicker
        supervisor = Supervisor(state)
        supervisor.heed_signals()
        runtime = runtime_folder(state)
        try:
            supervisor.end_orphans()
            database_url = start_postgres(supervisor, state, runtime, durable=durable)
            redis_url = start_valkey(supervisor, state, runtime)
            write_record(state, purpose=KEEPER, database_url=database_url, redis_url=redis_url)
            _wait_until_unused(supervisor, state)
        except (NotReady, Stopped) as trouble:
            print(trouble, file=sys.stderr)
            return 1
        finally:
            remove_record(state)
            supervisor.stop()
            shutil.rmtree(runtime, ignore_errors=True)
    return 0


def _wait_until_unused(supervisor: Supervisor, state: Path) -> None:
    """Return once nobody holds ``users``; it is then kept from newcomers until this process ends."""
    handle = os.open(state / "users", os.O_RDWR | os.O_CREAT, 0o600)
    with contextlib.suppress(Stopped):
        while not taken(handle, fcntl.LOCK_EX):
            supervisor.pause()


def main() -> int:
    """Run a keeper: ``python -m rutan.embedded STATE [--volatile]``, for :func:`provide` only."""
    parser = argparse.ArgumentParser(description="Runs the embedded servers as long as somebody uses them.")
    parser.add_argument("state", type=Path)
    parser.add_argument("--volatile", action="store_true")
    options = parser.parse_args()
    return keep_servers(options.state, durable=not options.volatile)


if __name__ == "__main__":
    sys.exit(main())
