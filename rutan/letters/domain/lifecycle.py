"""What may become of an issued document: it is revoked or superseded once, and then stays so."""

from enum import StrEnum


class DocumentState(StrEnum):
    """Where an issued document stands."""

    VALID = "valid"
    REVOKED = "revoked"
    SUPERSEDED = "superseded"


NEXT: dict[DocumentState, frozenset[DocumentState]] = {
    DocumentState.VALID: frozenset({DocumentState.REVOKED, DocumentState.SUPERSEDED}),
    DocumentState.REVOKED: frozenset(),
    DocumentState.SUPERSEDED: frozenset(),
}
