"""The embedded servers: each test has a state folder of its own, reachable for the user who runs PostgreSQL."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from rutan import embedded
from rutan.environment import PROJECT
from rutan.paths import UnsafeFolder, runtime_folder
from rutan.serving.children import created_at
from rutan.serving.database_user import SYSTEM_STATE, household
from rutan.serving.postgres import DONE, Postgres, WrongVersion
from rutan.serving.records import held, is_held, read_record
from rutan.serving.servers import state_of
from rutan.serving.valkey import Valkey
from rutan.supervisor import is_running


@pytest.fixture
def state() -> Iterator[Path]:
    """A state folder outside pytest's own, which is closed to other users."""
    folder = state_of(Path(tempfile.mkdtemp(prefix="pulih-test-")))
    home = household(folder)
    yield folder
    shutil.rmtree(folder)
    if SYSTEM_STATE in home.data.parents:
        shutil.rmtree(home.data.parent, ignore_errors=True)


@pytest.fixture
def provide(state: Path) -> Iterator:
    """Servers that are let go when the test is over."""
    taken: list[embedded.Servers] = []

    def take() -> embedded.Servers:
        taken.append(embedded.provide(state, durable=False))
        return taken[-1]

    yield take
    for servers in taken:
        servers.close()


def processes(state: Path) -> dict[str, tuple[int, float]]:
    """The keeper and its servers."""
    children = json.loads((state / "children.json").read_text())
    record = read_record(state)
    assert record is not None
    return {name: (child["pid"], child["created"]) for name, child in children.items()} | {
        "keeper": (record.pid, record.created)
    }


def running(found: dict[str, tuple[int, float]]) -> list[str]:
    return [name for name, process in found.items() if is_running(*process)]


def ask(url: str, query: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def wait_until(condition, seconds: float = 10.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return bool(condition())


def test_importing_starts_nothing_and_brings_no_django():
    code = (
        "import sys, rutan.embedded, psutil; found = psutil.Process().children();"
        "sys.exit(bool(found) or 'django' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT).returncode == 0


def test_both_servers_answer_on_sockets_only_and_want_the_password(provide, state):
    servers = provide()
    assert ask(servers.database_url, "show listen_addresses") == ""
    assert ask(servers.database_url, "show fsync") == "off"
    assert ask(servers.database_url, "select datcollate from pg_database where datname = 'template1'") == "C"
    password = (state / "postgres-password").read_text().strip()
    for wrong in (
        servers.database_url.replace(password, "wrong"),
        servers.database_url.replace(f":{password}", ""),
    ):
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(wrong, passfile="/dev/null")
    assert servers.redis_url == f"redis+socket://{runtime_folder(state)}/valkey.sock"
    assert Valkey(state, runtime_folder(state)).is_ready()
    modes = {
        name: oct((state / name).stat().st_mode & 0o777) for name in ("postgres-password", "servers.json")
    }
    assert modes == {"postgres-password": "0o600", "servers.json": "0o600"}


def test_a_second_user_joins_and_the_last_one_to_go_ends_everything(provide, state):
    first = provide()
    found = processes(state)
    second = provide()
    assert (second.database_url, processes(state)) == (first.database_url, found)
    first.close()
    assert ask(second.database_url, "select 'still here'") == "still here"
    assert running(found) == ["postgres", "valkey", "keeper"]
    second.close()
    assert running(found) == []
    assert not runtime_folder_of(state).exists()
    assert [name for name in ("servers.json", "children.json") if (state / name).exists()] == []
    assert not is_held(state / "lock")


def runtime_folder_of(state: Path) -> Path:
    """Where the sockets would be, without leaving the folder there."""
    folder = runtime_folder(state)
    if not any(folder.iterdir()):
        folder.rmdir()
    return folder


def test_a_second_start_finds_the_same_data(provide):
    servers = provide()
    with psycopg.connect(servers.database_url) as connection:
        connection.execute("create table kept as select 'yes' as word")
    servers.close()
    assert ask(provide().database_url, "select word from kept") == "yes"


def test_servers_end_when_their_only_user_is_killed(state):
    code = (
        "import sys, time; from pathlib import Path; from rutan import embedded;"
        "embedded.provide(Path(sys.argv[1]), durable=False); print('up', flush=True); time.sleep(60)"
    )
    user = subprocess.Popen(
        [sys.executable, "-c", code, str(state)], cwd=PROJECT, stdout=subprocess.PIPE, text=True
    )
    assert user.stdout is not None
    assert user.stdout.readline() == "up\n"
    found = processes(state)
    assert running(found) == ["postgres", "valkey", "keeper"]
    user.kill()
    user.communicate()
    assert wait_until(lambda: running(found) == [])


def test_servers_end_when_their_keeper_is_killed_and_come_back(provide, state):
    provide()
    found = processes(state)
    psutil.Process(found["keeper"][0]).kill()
    assert wait_until(lambda: running(found) == [])
    assert ask(provide().database_url, "select 'back'") == "back"


def test_an_initialisation_that_was_cut_short_is_repeated(provide, state):
    data = household(state).data
    data.mkdir()
    (data / "PG_VERSION").write_text("18\n")
    (data / "half").touch()
    assert ask(provide().database_url, "select 'whole'") == "whole"
    assert not (data / "half").exists()
    assert (data / DONE).exists()


@pytest.mark.parametrize("content", ["", "{pid}\n{data}\n"])
def test_a_stale_pid_file_is_survived_even_if_its_number_belongs_to_another_process(provide, state, content):
    provide().close()
    home = household(state)
    # PostgreSQL itself is only misled by a process of its own user.
    other = subprocess.Popen(["sleep", "60"], **({} if not home.options else {"cwd": "/", **home.options}))
    try:
        pid_file = home.data / "postmaster.pid"
        pid_file.write_text(content.format(pid=other.pid, data=home.data))
        home.give(pid_file)
        assert ask(provide().database_url, "select 'up'") == "up"
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_data_of_another_major_version_are_refused_and_left_alone(state):
    data = household(state).data
    data.mkdir()
    (data / DONE).touch()
    (data / "PG_VERSION").write_text("9\n")
    with pytest.raises(WrongVersion, match="PostgreSQL 9"):
        Postgres(state, runtime_folder(state)).prepare()
    assert sorted(path.name for path in data.iterdir()) == ["PG_VERSION", DONE]
    runtime_folder_of(state)


def test_only_one_holds_a_lock(state):
    with held(state / "lock", "first") as first, held(state / "lock", "second") as second:
        assert (first, second) == (True, False)
        assert (state / "lock").read_text() == "first"
    assert not (state / "lock").exists()
    with held(state / "lock", "third") as third:
        assert third is True


def test_whoever_waited_for_a_lock_that_went_with_its_file_holds_the_next_one_alone(state):
    lock, got = state / "lock", []

    def wait_for_it():
        with held(lock, "second", seconds=5) as ours, held(lock, "third") as another:
            got.append((ours, another, lock.read_text()))

    with held(lock, "first"):
        waiting = threading.Thread(target=wait_for_it)
        waiting.start()
        waiting.join(0.3)
        assert got == []
    waiting.join(10)
    assert got == [(True, False, "second")]
    assert not lock.exists()


def test_a_run_that_uses_other_servers_is_not_joined(state):
    with held(state / "lock", "make run"):
        (state / "servers.json").write_text(
            json.dumps(
                {
                    "pid": os.getpid(),
                    "created": created_at(os.getpid()),
                    "purpose": "make run",
                    "database_url": "",
                    "redis_url": "",
                }
            )
        )
        with pytest.raises(embedded.Unavailable, match="set DATABASE_URL and REDIS_URL"):
            embedded.provide(state)


def test_a_runtime_folder_that_is_a_link_is_refused(state):
    folder = runtime_folder(state)
    folder.rmdir()
    folder.symlink_to(state)
    try:
        with pytest.raises(UnsafeFolder):
            runtime_folder(state)
    finally:
        folder.unlink()


def test_a_keeper_that_is_asked_to_stop_ends_its_servers(provide, state):
    provide()
    found = processes(state)
    psutil.Process(found["keeper"][0]).send_signal(signal.SIGTERM)
    assert wait_until(lambda: running(found) == [])
    assert not (state / "servers.json").exists()
