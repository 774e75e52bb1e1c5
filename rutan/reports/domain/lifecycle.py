"""What may become of an edition: it is sealed, or withdrawn before that; then it stays so."""

from enum import StrEnum


class EditionState(StrEnum):
    """Where an edition stands. Its figures are frozen from the first moment, in every state."""

    DRAFT = "draft"
    SEALED = "sealed"
    WITHDRAWN = "withdrawn"


NEXT: dict[EditionState, frozenset[EditionState]] = {
    EditionState.DRAFT: frozenset({EditionState.SEALED, EditionState.WITHDRAWN}),
    EditionState.SEALED: frozenset(),
    EditionState.WITHDRAWN: frozenset(),
}


def may_become(now: EditionState, then: EditionState) -> bool:
    """Whether an edition may go from one state to another."""
    return then in NEXT[now]
