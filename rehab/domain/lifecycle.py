"""The lives of a tier decision and of a placement: from each state, the states it may go to next."""

from collections.abc import Mapping
from enum import StrEnum


class DecisionState(StrEnum):
    """Where a tier decision stands; one that follows the recommendation is final at once."""

    AWAITING_SECOND = "awaiting_second"
    FINAL = "final"
    DECLINED = "declined"


NEXT_OF_DECISION: Mapping[DecisionState, frozenset[DecisionState]] = {
    DecisionState.AWAITING_SECOND: frozenset({DecisionState.FINAL, DecisionState.DECLINED}),
    DecisionState.FINAL: frozenset(),
    DecisionState.DECLINED: frozenset(),
}


class PlacementState(StrEnum):
    """Where a placement stands (domain.md 1.11). A transfer or a release is not a drop-out."""

    ACTIVE = "active"
    COMPLETED = "completed"
    DROPPED_OUT = "dropped_out"
    TRANSFERRED = "transferred"
    RELEASED = "released"
    REFERRED = "referred"
    DIED = "died"
    WITHDRAWN = "withdrawn"


ENDED: frozenset[PlacementState] = frozenset(PlacementState) - {PlacementState.ACTIVE}
LEFT_CUSTODY = frozenset({PlacementState.TRANSFERRED, PlacementState.RELEASED, PlacementState.DIED})

NEXT_OF_PLACEMENT: Mapping[PlacementState, frozenset[PlacementState]] = {
    PlacementState.ACTIVE: ENDED,
    **{state: frozenset() for state in ENDED},
}


def decision_may_become(state: DecisionState, following: DecisionState) -> bool:
    """Tell whether a decision may go from one state to another."""
    return following in NEXT_OF_DECISION[state]


def placement_may_become(state: PlacementState, following: PlacementState) -> bool:
    """Tell whether a placement may go from one state to another."""
    return following in NEXT_OF_PLACEMENT[state]
