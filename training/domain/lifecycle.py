"""The lives of a batch and of an enrolment: from each state, the states it may go to next."""

from collections.abc import Mapping
from enum import StrEnum


class BatchState(StrEnum):
    """Where a batch stands."""

    PLANNED = "planned"
    RUNNING = "running"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


NEXT_OF_BATCH: Mapping[BatchState, frozenset[BatchState]] = {
    BatchState.PLANNED: frozenset({BatchState.RUNNING, BatchState.CANCELLED}),
    BatchState.RUNNING: frozenset({BatchState.COMPLETED, BatchState.CANCELLED}),
    BatchState.COMPLETED: frozenset(),
    BatchState.CANCELLED: frozenset(),
}
OPEN_BATCHES = frozenset({BatchState.PLANNED, BatchState.RUNNING})


class EnrolmentState(StrEnum):
    """Where a person stands with one batch."""

    WAITING = "waiting"
    ENROLLED = "enrolled"
    COMPLETED = "completed"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


NEXT_OF_ENROLMENT: Mapping[EnrolmentState, frozenset[EnrolmentState]] = {
    EnrolmentState.WAITING: frozenset({EnrolmentState.ENROLLED, EnrolmentState.WITHDRAWN}),
    EnrolmentState.ENROLLED: frozenset(
        {EnrolmentState.COMPLETED, EnrolmentState.FAILED, EnrolmentState.WITHDRAWN}
    ),
    EnrolmentState.COMPLETED: frozenset(),
    EnrolmentState.FAILED: frozenset(),
    EnrolmentState.WITHDRAWN: frozenset(),
}
# Whoever sat through the batch keeps the place they had in it.
TAKE_A_PLACE = frozenset({EnrolmentState.ENROLLED, EnrolmentState.COMPLETED, EnrolmentState.FAILED})
LIVE = frozenset({EnrolmentState.WAITING, EnrolmentState.ENROLLED})
NEED_A_REASON = frozenset({EnrolmentState.FAILED, EnrolmentState.WITHDRAWN})


def batch_may_become(state: BatchState, following: BatchState) -> bool:
    """Tell whether a batch may go from one state to another."""
    return following in NEXT_OF_BATCH[state]


def enrolment_may_become(state: EnrolmentState, following: EnrolmentState) -> bool:
    """Tell whether an enrolment may go from one state to another."""
    return following in NEXT_OF_ENROLMENT[state]
