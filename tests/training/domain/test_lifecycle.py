"""The lives of batches and enrolments."""

from training.domain.lifecycle import (
    LIVE,
    NEED_A_REASON,
    NEXT_OF_BATCH,
    NEXT_OF_ENROLMENT,
    OPEN_BATCHES,
    TAKE_A_PLACE,
    BatchState,
    EnrolmentState,
    batch_may_become,
    enrolment_may_become,
)


def test_every_state_is_in_its_table():
    assert set(NEXT_OF_BATCH) == set(BatchState)
    assert set(NEXT_OF_ENROLMENT) == set(EnrolmentState)


def test_open_batches_are_those_that_may_still_change():
    assert {state for state, after in NEXT_OF_BATCH.items() if after} == set(OPEN_BATCHES)
    assert not batch_may_become(BatchState.PLANNED, BatchState.COMPLETED)


def test_nobody_comes_back_from_an_end_and_nobody_completes_from_the_waiting_list():
    assert {state for state, after in NEXT_OF_ENROLMENT.items() if after} == set(LIVE)
    assert not enrolment_may_become(EnrolmentState.WAITING, EnrolmentState.COMPLETED)
    assert TAKE_A_PLACE.isdisjoint({EnrolmentState.WAITING, EnrolmentState.WITHDRAWN})
    assert NEED_A_REASON.isdisjoint(LIVE)
