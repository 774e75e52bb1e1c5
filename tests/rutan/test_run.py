"""`python -m rutan.run` from outside: the whole of Pulih on a state folder and a port of its own."""

import http.client
import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from rutan.environment import PROJECT
from rutan.paths import runtime_folder
from rutan.serving import accounts
from rutan.serving.database_user import SYSTEM_STATE, household
from rutan.serving.preparation import demo_password, environment_for
from rutan.serving.servers import state_of
from rutan.supervisor import is_running

FOREIGN = ("DATABASE_URL", "OWNER_DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE")
PROGRAMS = ["postgres", "valkey", "web", "worker", "scheduler"]


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder outside pytest's own, which is closed to other users."""
    folder = state_of(Path(tempfile.mkdtemp(prefix="pulih-test-")))
    home = household(folder)
    yield folder
    shutil.rmtree(folder)
    if SYSTEM_STATE in home.data.parents:
        shutil.rmtree(home.data.parent, ignore_errors=True)


def free_port() -> int:
    with socket.socket() as line:
        line.bind(("127.0.0.1", 0))
        return line.getsockname()[1]


def environment(state: Path, port: int | str) -> dict[str, str]:
    """What a newcomer's shell would have: nothing of this test run."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and not name.startswith(("PULIH_", "PYTEST_"))
    }
    return ours | {"PULIH_HOME": str(state), "PORT": str(port), "PULIH_DEMO": "0"}


class Run:
    """One run, up to the line that says where it is."""

    def __init__(self, state: Path, port: int) -> None:
        self.state, self.port = state, port
        with (state / "said").open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "rutan.run"],
                cwd=PROJECT,
                env=environment(state, port),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
                start_new_session=True,
            )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()

    def children(self) -> dict[str, tuple[int, float]]:
        recorded = json.loads((self.state / "children.json").read_text())
        return {name: (child["pid"], child["created"]) for name, child in recorded.items()}

    def ask(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        self.process.communicate(timeout=20)
        return self.process.returncode


@pytest.fixture
def run(state: Path) -> Iterator:
    """Start runs that are gone when the test is over."""
    started: list[Run] = []

    def start() -> Run:
        started.append(Run(state, free_port()))
        return started[-1]

    yield start
    for one in started:
        if one.process.poll() is None:
            one.end(signal.SIGTERM)


def again(state: Path, port: int | str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "-m", "rutan.run"],
        cwd=PROJECT,
        env=environment(state, port),
        capture_output=True,
        text=True,
        timeout=60,
    )


def wait_until(condition, seconds: float = 15.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def left_over(state: Path, children: dict[str, tuple[int, float]]) -> list[str]:
    """What a run left behind."""
    found = [name for name, child in children.items() if is_running(*child)]
    sockets = runtime_folder(state)  # makes the folder when it is gone
    found += [str(path) for path in sockets.iterdir()]
    if not found:
        sockets.rmdir()
    found += [name for name in ("children.json", "servers.json") if (state / name).exists()]
    return [*found, "lock"] if (state / "lock").exists() else found


@pytest.mark.slow
def test_it_starts_serves_replaces_a_killed_worker_and_leaves_nothing_behind(run, state):
    first = run()
    assert first.line == f"Pulih: http://127.0.0.1:{first.port}\n"
    assert first.ask("/healthz") == 200
    assert first.ask("/readyz") == 200
    before = first.children()
    assert list(before) == PROGRAMS

    refused = again(state, free_port())
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == "Pulih already runs from this folder.\n"

    psutil.Process(before["worker"][0]).kill()
    assert wait_until(lambda: first.children().get("worker", before["worker"]) != before["worker"])
    after = first.children()
    assert is_running(*after["worker"])
    assert [name for name in PROGRAMS if after[name] != before[name]] == ["worker"]

    joined = subprocess.run(
        [sys.executable, "manage.py", "migrate", "--check"],
        cwd=PROJECT,
        env=environment(state, 1),
        timeout=60,
    )
    assert joined.returncode == 0
    assert first.end(signal.SIGTERM) == 0
    assert left_over(state, before | after) == []


@pytest.mark.slow
def test_a_killed_run_leaves_no_children_and_the_next_one_comes_up_on_the_same_data(run, state):
    killed = run()
    assert killed.line.startswith("Pulih: ")
    key = (state / "secret-key").read_text()
    children = killed.children()
    killed.end(signal.SIGKILL)
    assert wait_until(lambda: not any(is_running(*child) for child in children.values()))

    # Its record names a process that is now somebody else's: that one is left alone.
    bystander = subprocess.Popen(["sleep", "60"])
    try:
        entry = {"pid": bystander.pid, "created": 1.0, "stop": 15}
        (state / "children.json").write_text(json.dumps({"web": entry}))
        second = run()
        assert second.line == f"Pulih: http://127.0.0.1:{second.port}\n"
        assert bystander.poll() is None
    finally:
        bystander.kill()
        bystander.wait()
    assert second.ask("/readyz") == 200
    assert "migrate" not in (state / "said").read_text()  # the data are those of the first run
    assert (state / "secret-key").read_text() == key
    children = second.children()
    assert second.end(signal.SIGINT) == 0
    assert left_over(state, children) == []


def test_a_port_in_use_is_named_and_nothing_is_started(state):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        refused = again(state, port)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr == f"Port {port} is in use. Choose another one: PORT={port + 1} make run\n"
    assert left_over(state, {}) == []
    assert not (state / "postgres-password").exists()


@pytest.mark.parametrize("port", ["x", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(state, port):
    refused = again(state, port)
    assert refused.returncode == 1
    assert refused.stderr == f"PORT must be a number from 1 to 65535, not '{port}'\n"


def test_the_demo_password_is_made_once_kept_closed_and_replaced_by_a_given_one(state):
    made = demo_password(state, {})
    assert len(made) >= 12
    assert demo_password(state, {}) == made
    assert demo_password(state, {"PULIH_DEMO_PASSWORD": "kata-sandi-sendiri"}) == "kata-sandi-sendiri"
    assert demo_password(state, {}) == "kata-sandi-sendiri"
    assert stat.S_IMODE((state / "demo-password").stat().st_mode) == 0o600


def test_programs_are_given_what_this_machine_needs_and_what_was_said_stands(state):
    made = environment_for(state, database_url="postgresql:///one", redis_url="redis+socket:///two", given={})
    key = made.pop("SECRET_KEY")
    assert key == (state / "secret-key").read_text().strip()
    assert len(key) >= 50
    assert made == {
        "PULIH_HOME": str(state),
        "PULIH_TLS": "False",
        "PULIH_SECOND_FACTOR": "optional",
        "PULIH_DEMO": "1",
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DJANGO_SETTINGS_MODULE": "rutan.settings",
        "PYTHONUNBUFFERED": "1",
        "DATABASE_URL": "postgresql:///one",
        "REDIS_URL": "redis+socket:///two",
    }
    said = {"PULIH_TLS": "True", "SECRET_KEY": "theirs", "DATABASE_URL": "postgresql:///theirs"}
    withheld = {"PULIH_DEMO_PASSWORD": "only for load_demo", "PULIH_DB_ROLE": "owner"}
    given = environment_for(
        state, database_url="postgresql:///theirs", redis_url="redis:", given=said | withheld
    )
    assert {name: given[name] for name in (*said, "PULIH_DEMO")} == {**said, "PULIH_DEMO": "0"}
    assert withheld.keys() & given.keys() == set()


def test_the_accounts_are_printed_with_their_roles_and_facilities():
    lines = accounts.accounts_table("rahasia-sekali").splitlines()
    assert lines[0] == "Akun contoh:"
    assert lines[1] == "  karutan             Kepala Rutan (BNA)"
    assert lines[-1] == "Kata sandi semua akun: rahasia-sekali"
    assert [line.split()[0] for line in lines[1:-1]] == [
        "karutan",
        "registrasi",
        "rehab",
        "wali",
        "fasilitator",
        "instruktur",
        "asesor.bnnk",
        "asesor.dinkes",
        "koordinator.bnnk",
        "koordinator.dinkes",
        "keamanan",
        "auditor",
        "admin",
    ]
    assert [line.split()[0] for line in lines if line.endswith("(BNA dan KSG)")] == ["registrasi", "admin"]
