"""One supervised program: in a group of its own, bound to us, started again when it dies, ended for good."""

import contextlib
import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

LOG_LIMIT = 10 * 1024 * 1024  # bytes; a longer log is put aside at the next start
SET_PARENT_DEATH_SIGNAL = 1  # prctl(2): PR_SET_PDEATHSIG

_LIBC = ctypes.CDLL(None)
_PRCTL = getattr(_LIBC, "prctl", None)  # Linux only; elsewhere the record of children is the only bond


@dataclass(frozen=True)
class Program:
    """A command to keep alive and how to end it.

    ``wave`` orders the stop: programs of the lowest wave are signalled together and ended first.
    ``patience`` is in seconds. ``options`` go to :class:`subprocess.Popen` (``user``, ``cwd`` …).
    """

    name: str
    command: tuple[str, ...]
    wave: int = 1
    stop: signal.Signals = signal.SIGTERM
    patience: float = 3.0
    environment: Mapping[str, str] | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class BackOff:
    """Seconds a dead program waits for its next start: ``first``, doubled each time, up to ``longest``.

    Whoever was up longer than ``steady`` begins again at ``first``.
    """

    first: float = 0.5
    longest: float = 30.0
    steady: float = 30.0

    def after(self, previous: float, *, up: float) -> float:
        """Return the delay after a death, given the delay before it (0 at first) and the seconds ``up``."""
        return self.first if up > self.steady or not previous else min(previous * 2, self.longest)


class Child:
    """A program and the process that runs it now, if one does."""

    def __init__(self, program: Program, log_folder: Path, back_off: BackOff | None = None) -> None:
        """Prepare to run ``program``; nothing is started yet."""
        self.program = program
        self.log = log_folder / f"{program.name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.created = 0.0
        self.deaths = 0
        self._back_off = back_off or BackOff()
        self._delay = 0.0
        self._started = 0.0
        self._due = 0.0

    def start(self) -> None:
        """Start the program in a session of its own: Ctrl-C reaches only us, and we end its whole group."""
        _put_aside(self.log)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(  # one thread only: see _bound_to
                self.program.command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=None if self.program.environment is None else dict(self.program.environment),
                start_new_session=True,
                preexec_fn=_bound_to(os.getpid(), self.program.stop),  # noqa: PLW1509  # children start in the main thread
                **self.program.options,
            )
        self._started = time.monotonic()
        self.created = created_at(self.process.pid)

    def watch(self) -> bool:
        """Notice a death and start again when the delay is over; return whether a process was started."""
        now = time.monotonic()
        if self.process is not None:
            if self.process.poll() is not None:
                self._bury(now)
            return False
        if now < self._due:
            return False
        self.start()
        return True

    def _bury(self, now: float) -> None:
        self.sweep()
        self.deaths += 1
        self._delay = self._back_off.after(self._delay, up=now - self._started)
        self.process, self._due = None, now + self._delay

    def is_running(self) -> bool:
        """Whether its process is alive now."""
        return self.process is not None and self.process.poll() is None

    def ask(self) -> None:
        """Send the stop signal."""
        if self.process is not None:
            self.process.send_signal(self.program.stop)  # which looks first whether it still runs

    def wait(self, deadline: float) -> int:
        """Wait until ``deadline`` (monotonic) for the process to end, then end it and its group by force.

        Returns its exit code, 0 when none ran.
        """
        if self.process is None:
            return 0
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(max(deadline - time.monotonic(), 0.01))
        self.sweep()
        code = self.process.wait()
        self.process = None
        return code

    def sweep(self) -> None:
        """End what is left of the group: the pool of a worker that was killed outlives it."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)

    def tail(self, lines: int = 15) -> str:
        """Return the last lines of the log, for a person who asks why."""
        with contextlib.suppress(FileNotFoundError):
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        return ""


def created_at(pid: int) -> float:
    """Return when the process was created (seconds since 1970), or 0 when it is already gone."""
    with contextlib.suppress(psutil.NoSuchProcess):
        return psutil.Process(pid).create_time()
    return 0.0


def _bound_to(parent: int, stop: signal.Signals) -> Callable[[], None]:
    """Return what the new process runs before the program: it ends when ``parent`` does, even by SIGKILL.

    The bond is to the *thread* that forked, so children are started from the main thread only.
    """

    def bound() -> None:
        if _PRCTL is not None:
            _PRCTL(SET_PARENT_DEATH_SIGNAL, int(stop))
            if os.getppid() != parent:  # it died before the bond was made
                os._exit(1)

    return bound


def _put_aside(log: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        if log.stat().st_size > LOG_LIMIT:
            log.replace(log.with_suffix(".log.1"))
