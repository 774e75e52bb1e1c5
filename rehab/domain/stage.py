"""How far a person has come: one stage each, for the working list and its counts."""

from enum import StrEnum

from rehab.domain.lifecycle import DecisionState, PlacementState


class Stage(StrEnum):
    """What has to happen next for a person, in the order of the work."""

    TO_SCREEN = "to_screen"
    TO_DECIDE = "to_decide"
    AWAITING_SECOND = "awaiting_second"
    TO_PLACE = "to_place"
    IN_PROGRAMME = "in_programme"
    ENDED = "ended"


def stage_of(
    *,
    screened: bool,
    decision: DecisionState | None,
    placement: PlacementState | None = None,
    placed_by_this_decision: bool = False,
) -> Stage:
    """Return the stage of a person.

    ``decision`` is the state of the one that stands: a declined one changes nothing and counts as none. A decision made
    anew while the person is in a group waits first; one made after the last placement ended leads to another.
    """
    if decision is DecisionState.AWAITING_SECOND:
        return Stage.AWAITING_SECOND
    if placement is PlacementState.ACTIVE:
        return Stage.IN_PROGRAMME
    if decision is DecisionState.FINAL:
        return Stage.ENDED if placement is not None and placed_by_this_decision else Stage.TO_PLACE
    return Stage.TO_DECIDE if screened else Stage.TO_SCREEN
