"""One stage for each combination of what is known."""

import pytest

from rehab.domain.lifecycle import DecisionState, PlacementState
from rehab.domain.stage import Stage, stage_of

AWAITING, FINAL = DecisionState.AWAITING_SECOND, DecisionState.FINAL
ACTIVE, COMPLETED = PlacementState.ACTIVE, PlacementState.COMPLETED


@pytest.mark.parametrize(
    ("screened", "decision", "placement", "same", "stage"),
    [
        (False, None, None, False, Stage.TO_SCREEN),
        (True, None, None, False, Stage.TO_DECIDE),
        (True, DecisionState.DECLINED, None, False, Stage.TO_DECIDE),
        (True, AWAITING, None, False, Stage.AWAITING_SECOND),
        (True, AWAITING, ACTIVE, False, Stage.AWAITING_SECOND),
        (True, FINAL, None, False, Stage.TO_PLACE),
        (True, FINAL, ACTIVE, True, Stage.IN_PROGRAMME),
        (True, FINAL, ACTIVE, False, Stage.IN_PROGRAMME),
        (True, FINAL, COMPLETED, True, Stage.ENDED),
        (True, FINAL, COMPLETED, False, Stage.TO_PLACE),
        (False, FINAL, PlacementState.RELEASED, True, Stage.ENDED),
    ],
)
def test_the_stage(screened, decision, placement, same, stage):
    found = stage_of(screened=screened, decision=decision, placement=placement, placed_by_this_decision=same)
    assert found is stage
