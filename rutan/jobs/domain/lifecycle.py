"""The life of a job: a table of allowed moves, and how long to wait before another try."""

from datetime import timedelta
from enum import StrEnum, auto


class State(StrEnum):
    """Where a job stands."""

    QUEUED = auto()
    RUNNING = auto()
    DONE = auto()
    FAILED = auto()
    CANCELLED = auto()


NEXT: dict[State, frozenset[State]] = {
    # A running job whose worker died is claimed again, hence running → running; one that may retry is queued again.
    State.QUEUED: frozenset({State.RUNNING, State.CANCELLED, State.FAILED}),
    State.RUNNING: frozenset({State.RUNNING, State.QUEUED, State.DONE, State.FAILED, State.CANCELLED}),
    State.DONE: frozenset(),
    State.FAILED: frozenset(),
    State.CANCELLED: frozenset(),
}

MAX_ATTEMPTS = 5
LEASE = timedelta(seconds=10)
RENEW_EVERY = timedelta(seconds=3)
PUBLISH_AGAIN = timedelta(seconds=5)


def is_over(state: State) -> bool:
    """Whether nothing more will happen to the job."""
    return not NEXT[state]


def pause_before(attempt: int) -> timedelta:
    """How long to wait before try number ``attempt`` + 1: 2, 4, 8 … seconds, at most a minute."""
    return timedelta(seconds=min(2**attempt, 60))
