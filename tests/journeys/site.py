"""The whole site for a walk: a database of its own with the demo, web server, scheduler and worker as real processes."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO

from rutan.database import login
from rutan.environment import PROJECT
from rutan.roles import connect
from rutan.serving import programs
from rutan.serving.children import Program
from tests import databases

PASSWORD = "jalan-jalan-pagi-hari"
STARTS_WITHIN = 30  # seconds
OWN_BROKER = "9"  # a Redis database apart, so that no other test's job is announced to this worker


@dataclass
class Site:
    """Where it is, and its parts by name."""

    port: int
    environment: dict[str, str]
    log: IO[bytes]
    processes: dict[str, subprocess.Popen] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, program: Program) -> None:
        self.processes[program.name] = subprocess.Popen(
            program.command,
            env=program.environment,
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def start_worker(self) -> None:
        self.start(programs.worker(self.environment))

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run one command of manage.py and return what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, env={**self.environment, **environment}, cwd=PROJECT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self, query: str, *values: object) -> list[tuple]:
        """Ask the site's database directly, as the application's login."""
        with connect(login("app", self.environment)) as connection:
            return connection.execute(query, values).fetchall()

    def left_undone(self) -> str:
        """What the log keeps of jobs that are not over, and of who waits for what: for whoever asks why a walk waited."""
        jobs = self.rows(
            "select id, kind, state, attempts, published_at, lease_until, progress, now() from jobs_job"
            " where state in ('queued', 'running')"
        )
        waits = self.rows(
            "select pid, application_name, state, wait_event_type, wait_event, left(query, 120), xact_start"
            " from pg_stat_activity where datname = current_database()"
        )
        alive = {name: process.poll() for name, process in self.processes.items()}
        return "\n".join(["left undone:", *map(str, jobs), "sessions:", *map(str, waits), str(alive), ""])

    def stop(self) -> None:
        for process in self.processes.values():
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
        for process in self.processes.values():
            try:
                process.wait(timeout=8)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@contextlib.contextmanager
def running_site(template: str, name: str, *, port: int, log: IO[bytes]) -> Iterator[Site]:
    """A clone with the demo in it, served until the block ends; ``log`` takes what the processes say."""
    databases.clone(template, name)
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"} | {
        "PULIH_DB_NAME": name,
        "REDIS_URL": _own_broker(os.environ.get("REDIS_URL", "redis://127.0.0.1:6379/0")),
        "PULIH_TLS": "False",
        "PULIH_SECOND_FACTOR": "optional",
        "ALLOWED_HOSTS": "127.0.0.1",
        "PULIH_DEMO_PASSWORD": PASSWORD,
        "SECRET_KEY": "only-for-a-walk-and-of-no-value-elsewhere-0123456789-abcdefghijk",
    }
    site = Site(port, environment, log)
    try:
        site.manage("load_demo")
        site.start(programs.web(environment, port))
        site.start(programs.scheduler(environment))
        site.start_worker()
        _wait_for(port)
        yield site
    finally:
        log.write(site.left_undone().encode())
        site.stop()
        databases.drop(name)


def _own_broker(url: str) -> str:
    """The same server, another database of it; a socket's address carries the number in its query."""
    if url.startswith("redis+socket:"):
        return f"{url.partition('?')[0]}?virtual_host={OWN_BROKER}"
    return f"{url.rsplit('/', 1)[0]}/{OWN_BROKER}"


def _wait_for(port: int) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while not programs.answers(port):
        assert time.monotonic() < until, "the site did not come up"
        time.sleep(0.1)


__all__ = ["PASSWORD", "Site", "running_site"]
