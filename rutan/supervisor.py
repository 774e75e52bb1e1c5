"""Keeps programs alive and ends them in order; what a killed predecessor left behind is ended first.

Own code, because PyPI's ``supervisor`` gives up after three starts and leaves a second set of children when
it is killed itself. One thread; signals only set a mark, which every waiting loop looks at.
"""

import contextlib
import json
import signal
import sys
import time
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path
from types import FrameType
from typing import TypedDict

import psutil

from rutan.paths import keep, kept
from rutan.serving.children import BackOff, Child, Program

PAUSE = 0.1  # seconds between two looks at the children
ORPHAN_PATIENCE = 5.0  # seconds an orphan has for its own orderly end
CLOCK_TOLERANCE = 1.0  # seconds by which two readings of one process's creation may differ
HOPELESS = 4  # deaths after which a program that is waited for is given up
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


class Stopped(Exception):
    """Somebody asked us to stop while we waited for something."""


class NotReady(Exception):
    """A program did not come up, or a step failed; the message says which and what its log says."""


class Recorded(TypedDict):
    """A child as it is written down for the next supervisor."""

    pid: int
    created: float
    stop: int


class Supervisor:
    """The children of one state folder."""

    def __init__(self, state: Path, back_off: BackOff | None = None) -> None:
        """Take ``state`` for the record of children and their logs; its lock must be held by the caller."""
        self.children: list[Child] = []
        self.stopping = False
        self._record = state / "children.json"
        self._logs = state / "log"
        self._logs.mkdir(mode=0o700, exist_ok=True)
        self._back_off = back_off or BackOff()

    def heed_signals(self) -> None:
        """From now on TERM, INT and HUP ask for an orderly stop."""
        for number in STOP_SIGNALS:
            signal.signal(number, self._ask_to_stop)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True

    def start(self, program: Program) -> Child:
        """Start ``program`` and keep it alive from now on."""
        child = Child(program, self._logs, self._back_off)
        self.children.append(child)
        child.start()
        self._write_record()
        return child

    def run(self, program: Program) -> None:
        """Run ``program`` once to its end, looking after the others meanwhile.

        :raises NotReady: when it fails. :raises Stopped: when we are asked to stop.
        """
        child = Child(program, self._logs)
        child.start()
        try:
            while child.is_running():
                self.pause()
        finally:
            child.ask()
            code = child.wait(time.monotonic() + program.patience)
        if code != 0:
            raise NotReady(f"{program.name} failed:\n{child.tail()}")

    def wait_for(self, child: Child, ready: Callable[[], bool], *, seconds: float = 60.0) -> None:
        """Look after the children until ``ready()``.

        :raises NotReady: when that takes longer than ``seconds`` or ``child`` keeps dying.
        :raises Stopped: when we are asked to stop.
        """
        deadline = time.monotonic() + seconds
        while not ready():
            if time.monotonic() > deadline or child.deaths >= HOPELESS:
                raise NotReady(f"{child.program.name} does not come up:\n{child.tail()}")
            self.pause()

    def pause(self) -> None:
        """Look after every child once, then sleep a moment.

        :raises Stopped: when we are asked to stop.
        """
        if self.stopping:
            raise Stopped
        for child in self.children:
            self._look_after(child)
        time.sleep(PAUSE)

    def _look_after(self, child: Child) -> None:
        deaths = child.deaths
        if child.watch():
            self._write_record()
        if child.deaths > deaths:
            print(f"{child.program.name} ended; it is started again.", file=sys.stderr, flush=True)

    def stop(self) -> None:
        """End all children wave by wave, those of one wave together; further signals are ignored."""
        for number in STOP_SIGNALS:
            signal.signal(number, signal.SIG_IGN)
        in_order = sorted(self.children, key=lambda child: child.program.wave)
        for _, together in groupby(in_order, key=lambda child: child.program.wave):
            _end(list(together))
        self.children.clear()
        self._record.unlink(missing_ok=True)

    def end_orphans(self) -> list[str]:
        """End what a killed supervisor of this folder left running, and return its names.

        A process is ours only if number **and** time of creation agree: numbers are used again.
        """
        try:
            recorded: dict[str, Recorded] = json.loads(kept(self._record) or "{}")
        except json.JSONDecodeError:
            recorded = {}
        ended = [name for name, entry in recorded.items() if _end_orphan(entry)]
        self._record.unlink(missing_ok=True)
        return ended

    def _write_record(self) -> None:
        recorded: dict[str, Recorded] = {
            child.program.name: {
                "pid": child.process.pid,
                "created": child.created,
                "stop": int(child.program.stop),
            }
            for child in self.children
            if child.process is not None
        }
        keep(self._record, json.dumps(recorded))


def _end(children: Iterable[Child]) -> None:
    asked_at = time.monotonic()
    together = list(children)
    for child in together:
        child.ask()
    for child in together:
        child.wait(asked_at + child.program.patience)


def is_running(pid: int, created: float) -> bool:
    """Whether process ``pid`` is alive and is the one created then; a zombie counts as gone."""
    try:
        process = psutil.Process(pid)
        same = abs(process.create_time() - created) < CLOCK_TOLERANCE
        return same and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def end_process(pid: int, created: float, stop: int) -> None:
    """Ask the process to end, and after a while end it by force; what it had started itself goes with it."""
    try:
        process = psutil.Process(pid)
        offspring = process.children(recursive=True)
        process.send_signal(stop)
    except psutil.NoSuchProcess:
        return
    deadline = time.monotonic() + ORPHAN_PATIENCE
    while is_running(pid, created) and time.monotonic() < deadline:
        time.sleep(PAUSE)
    for left in (process, *offspring):
        with contextlib.suppress(psutil.NoSuchProcess):
            left.kill()  # psutil compares the time of creation before it sends


def _end_orphan(entry: Recorded) -> bool:
    if not is_running(entry["pid"], entry["created"]):
        return False
    end_process(entry["pid"], entry["created"], entry["stop"])
    return True
