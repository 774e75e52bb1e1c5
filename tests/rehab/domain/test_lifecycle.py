"""The lives of decisions and placements."""

from rehab.domain.lifecycle import (
    ENDED,
    LEFT_CUSTODY,
    NEXT_OF_DECISION,
    NEXT_OF_PLACEMENT,
    DecisionState,
    PlacementState,
    decision_may_become,
    placement_may_become,
)


def test_every_state_is_in_its_table():
    assert set(NEXT_OF_DECISION) == set(DecisionState)
    assert set(NEXT_OF_PLACEMENT) == set(PlacementState)


def test_only_a_waiting_decision_moves():
    allowed = {(a, b) for a in DecisionState for b in DecisionState if decision_may_become(a, b)}
    assert allowed == {("awaiting_second", "final"), ("awaiting_second", "declined")}


def test_an_active_placement_ends_once_in_one_of_seven_ways():
    allowed = {(a, b) for a in PlacementState for b in PlacementState if placement_may_become(a, b)}
    ends = {"completed", "dropped_out", "transferred", "released", "referred", "died", "withdrawn"}
    assert allowed == {("active", end) for end in ends}
    assert ends == ENDED


def test_leaving_custody_is_no_drop_out():
    assert {"transferred", "released", "died"} == LEFT_CUSTODY
