"""The supervisor with tiny programs. It runs in a process of its own: it takes over signals and may be killed."""

import itertools
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from rutan.environment import PROJECT
from rutan.serving.children import BackOff, created_at
from rutan.supervisor import Supervisor, is_running

DRIVER = """
import json, sys
from pathlib import Path
from rutan.serving.children import BackOff, Program
from rutan.supervisor import Stopped, Supervisor

supervisor = Supervisor(Path(sys.argv[1]), BackOff(first=0.3))
supervisor.heed_signals()
try:
    for name, wave, patience, code in json.loads(sys.argv[2]):
        supervisor.start(Program(name, (sys.executable, "-c", code), wave=wave, patience=patience))
    print("up", flush=True)
    while True:
        supervisor.pause()
except Stopped:
    pass
finally:
    supervisor.stop()
"""
SLEEPER = "import time; time.sleep(60)"


def note_stop(name: str, diary: Path) -> str:
    """A program that writes down when it is asked to stop and, a little later, when it ends."""
    return f"""
import signal, sys, time
def note(word):
    with open({str(diary)!r}, "a") as diary:
        diary.write(word + " {name}\\n")
def stop(*_):
    note("asked")
    time.sleep(0.4)
    note("ended")
    sys.exit()
signal.signal(signal.SIGTERM, stop)
note("started")
time.sleep(60)
"""


class Driver:
    """A supervisor in a process of its own."""

    def __init__(self, state: Path, programs: list[tuple[str, int, float, str]]) -> None:
        self.state = state
        self.process = subprocess.Popen(
            [sys.executable, "-c", DRIVER, str(state), json.dumps(programs)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "up\n"

    def recorded(self) -> dict[str, tuple[int, float]]:
        """Name → number and time of creation, as the supervisor wrote them down."""
        text = (self.state / "children.json").read_text()
        return {name: (entry["pid"], entry["created"]) for name, entry in json.loads(text).items()}

    def end(self, number: signal.Signals = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.communicate(timeout=20)


@pytest.fixture
def drive(tmp_path: Path) -> Iterator:
    """Start supervisors that are gone when the test is over."""
    started: list[Driver] = []

    def start(*programs: tuple[str, int, float, str]) -> Driver:
        started.append(Driver(tmp_path, list(programs)))
        return started[-1]

    yield start
    for driver in started:
        if driver.process.poll() is None:
            driver.end(signal.SIGKILL)


def wait_until(condition, seconds: float = 10.0) -> bool:
    """Whether the condition came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.03)
    return bool(condition())


def test_delays_are_doubled_up_to_the_longest_and_begin_again_after_a_steady_run():
    back_off = BackOff(first=0.5, longest=3.0, steady=30.0)
    delays = [0.0]
    for up in (1.0, 1.0, 1.0, 1.0, 30.0, 31.0, 1.0):
        delays.append(back_off.after(delays[-1], up=up))
    assert delays[1:] == [0.5, 1.0, 2.0, 3.0, 3.0, 0.5, 1.0]


def test_a_killed_program_is_started_again(drive):
    driver = drive(("one", 1, 1.0, SLEEPER), ("two", 1, 1.0, SLEEPER))
    before = driver.recorded()
    psutil.Process(before["one"][0]).kill()
    assert wait_until(lambda: driver.recorded().get("one", before["one"]) != before["one"])
    after = driver.recorded()
    assert is_running(*after["one"])
    assert not is_running(*before["one"])
    assert after["two"] == before["two"]


def test_a_program_that_keeps_dying_waits_longer_each_time(drive, tmp_path):
    diary = tmp_path / "diary"
    drive(
        (
            "short",
            1,
            1.0,
            f"import time; open({str(diary)!r}, 'a').write(str(time.time()) + '\\n')",
        )
    )
    assert wait_until(lambda: diary.exists() and len(diary.read_text().splitlines()) >= 4)
    starts = [float(line) for line in diary.read_text().splitlines()[:4]]
    gaps = [later - earlier for earlier, later in itertools.pairwise(starts)]
    assert [gap >= delay for gap, delay in zip(gaps, (0.3, 0.6, 1.2), strict=True)] == [True, True, True]


def test_waves_end_one_after_another_and_those_of_one_wave_are_asked_together(drive, tmp_path):
    diary = tmp_path / "diary"
    programs = [("web", 1), ("worker", 1), ("broker", 2), ("database", 3)]
    # Started in the other order: the wave decides, not the start.
    driver = drive(*((name, wave, 5.0, note_stop(name, diary)) for name, wave in reversed(programs)))
    assert wait_until(lambda: len(diary.read_text().splitlines()) == 4 if diary.exists() else False)
    recorded = driver.recorded()
    driver.end()
    words = [line for line in diary.read_text().splitlines() if not line.startswith("started")]
    assert sorted(words[:2]) == ["asked web", "asked worker"]
    assert sorted(words[2:4]) == ["ended web", "ended worker"]
    assert words[4:] == ["asked broker", "ended broker", "asked database", "ended database"]
    assert [name for name, child in recorded.items() if is_running(*child)] == []
    assert not (tmp_path / "children.json").exists()
    assert driver.process.returncode == 0


def test_a_program_that_will_not_end_is_ended_with_its_whole_group(drive, tmp_path):
    code = (
        "import os, signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
        f"pool = subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]);"
        f"open({str(tmp_path / 'pool')!r}, 'w').write(str(pool.pid)); time.sleep(60)"
    )
    driver = drive(("stubborn", 1, 0.5, code))
    assert wait_until(lambda: (tmp_path / "pool").exists() and (tmp_path / "pool").read_text())
    pool = int((tmp_path / "pool").read_text())
    pool_created, recorded = created_at(pool), driver.recorded()
    driver.end()
    assert not is_running(*recorded["stubborn"])
    assert wait_until(lambda: not is_running(pool, pool_created), seconds=2)


def test_what_a_killed_program_had_started_is_ended_too(drive, tmp_path):
    code = (
        f"import subprocess, sys, time; pool = subprocess.Popen([sys.executable, '-c', {SLEEPER!r}]);"
        f"open({str(tmp_path / 'pool')!r}, 'a').write(str(pool.pid) + '\\n'); time.sleep(60)"
    )
    driver = drive(("worker", 1, 1.0, code))
    assert wait_until(lambda: (tmp_path / "pool").exists() and (tmp_path / "pool").read_text().endswith("\n"))
    pool = int((tmp_path / "pool").read_text().splitlines()[0])
    pool_created = created_at(pool)
    psutil.Process(driver.recorded()["worker"][0]).kill()
    assert wait_until(lambda: not is_running(pool, pool_created), seconds=3)


def test_programs_end_when_the_supervisor_is_killed(drive):
    driver = drive(("one", 1, 1.0, SLEEPER), ("two", 2, 1.0, SLEEPER))
    recorded = driver.recorded()
    assert [name for name, child in recorded.items() if is_running(*child)] == ["one", "two"]
    driver.end(signal.SIGKILL)
    assert wait_until(lambda: not any(is_running(*child) for child in recorded.values()), seconds=3)


@pytest.fixture
def bystander() -> Iterator[subprocess.Popen]:
    """A process that may or may not be an orphan of ours."""
    process = subprocess.Popen([sys.executable, "-c", SLEEPER], start_new_session=True)
    yield process
    process.kill()
    process.wait()


@pytest.mark.parametrize(("later_by", "ended"), [(0.0, True), (100.0, False), (-100.0, False)])
def test_an_orphan_is_ended_only_if_number_and_time_of_creation_agree(tmp_path, bystander, later_by, ended):
    entry = {"pid": bystander.pid, "created": created_at(bystander.pid) + later_by, "stop": 15}
    (tmp_path / "children.json").write_text(json.dumps({"web": entry}))
    assert Supervisor(tmp_path).end_orphans() == (["web"] if ended else [])
    assert (bystander.poll() == -signal.SIGTERM) is ended
    assert (bystander.poll() is None) is not ended
    assert not (tmp_path / "children.json").exists()


def test_a_record_that_cannot_be_read_is_survived(tmp_path):
    (tmp_path / "children.json").write_text('{"web": {"pid"')
    assert Supervisor(tmp_path).end_orphans() == []
