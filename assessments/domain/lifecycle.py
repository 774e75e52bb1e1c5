"""The life of an assessment: from each state, the states it may go to next."""

from collections.abc import Mapping
from enum import StrEnum


class AssessmentState(StrEnum):
    """Where a form stands. A signed one never changes its content; it can only be declared void."""

    DRAFT = "draft"
    SIGNED = "signed"
    VOID = "void"


NEXT: Mapping[AssessmentState, frozenset[AssessmentState]] = {
    AssessmentState.DRAFT: frozenset({AssessmentState.SIGNED, AssessmentState.VOID}),
    AssessmentState.SIGNED: frozenset({AssessmentState.VOID}),
    AssessmentState.VOID: frozenset(),
}


def may_become(state: AssessmentState, following: AssessmentState) -> bool:
    """Tell whether a form may go from one state to another."""
    return following in NEXT[state]
