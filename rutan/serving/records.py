"""Who runs the servers of a state folder, and who uses them: two file locks and a record.

``lock`` is held by the one process that runs servers here (`make run`, or the keeper of a command or a test
run). ``users`` is held in common by whoever uses a keeper's servers; the keeper ends them when it can have
it alone. The kernel lets go of both when a process dies, however it dies.
"""

import contextlib
import fcntl
import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from rutan.paths import keep, kept
from rutan.serving.children import created_at
from rutan.supervisor import is_running

PAUSE = 0.05  # seconds between two tries


@dataclass(frozen=True)
class Record:
    """The servers of a folder and who runs them; an address is empty where a foreign server is used."""

    pid: int
    created: float
    purpose: str
    database_url: str
    redis_url: str


def write_record(state: Path, *, purpose: str, database_url: str, redis_url: str) -> None:
    """Tell others of this folder that this process runs servers here, and where they answer."""
    pid = os.getpid()
    keep(
        state / "servers.json",
        json.dumps(asdict(Record(pid, created_at(pid), purpose, database_url, redis_url))),
    )


def remove_record(state: Path) -> None:
    """Take back what :func:`write_record` told."""
    (state / "servers.json").unlink(missing_ok=True)


def read_record(state: Path) -> Record | None:
    """Return the record of a process that is alive, else None."""
    try:
        record = Record(**json.loads(kept(state / "servers.json")))
    except (json.JSONDecodeError, TypeError):
        return None
    return record if is_running(record.pid, record.created) else None


@contextlib.contextmanager
def held(file: Path, purpose: str = "", *, seconds: float = 0.0) -> Iterator[bool]:
    """Hold the lock ``file`` alone; gives False when another held it all the ``seconds``.

    ``purpose`` is written into it, for whoever does not get it; the file of a lock with a purpose goes with the lock.
    """
    handle, ours = _locked(file, seconds)
    try:
        if ours and purpose:
            os.ftruncate(handle, 0)
            os.pwrite(handle, purpose.encode(), 0)
        yield ours
    finally:
        if ours and purpose:
            file.unlink(missing_ok=True)
        os.close(handle)


def _locked(file: Path, seconds: float) -> tuple[int, bool]:
    """Open and lock the file that stands there. Whoever waited for a lock that went with its file tries the next one."""
    deadline = time.monotonic() + seconds
    while True:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        if not taken(handle, fcntl.LOCK_EX, seconds=max(deadline - time.monotonic(), 0.0)):
            return handle, False
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(handle), file.stat()):
                return handle, True
        os.close(handle)


def taken(handle: int, kind: int, *, seconds: float = 0.0) -> bool:
    """Try for ``seconds`` to lock an open file; return whether it is ours."""
    deadline = time.monotonic() + seconds
    while True:
        with contextlib.suppress(BlockingIOError):
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(PAUSE)


def is_held(file: Path) -> bool:
    """Whether another process holds the lock ``file``."""
    if not file.exists():
        return False
    with held(file) as free:
        return not free
