"""The life of a register file: from each state, the states it may go to next."""

from collections.abc import Mapping
from enum import StrEnum


class ImportState(StrEnum):
    """Where a file stands. Its rows are stored only after it was judged and somebody has looked."""

    UPLOADED = "uploaded"
    UNREADABLE = "unreadable"
    JUDGED = "judged"
    APPLYING = "applying"
    APPLIED = "applied"
    DISCARDED = "discarded"


NEXT: Mapping[ImportState, frozenset[ImportState]] = {
    ImportState.UPLOADED: frozenset({ImportState.JUDGED, ImportState.UNREADABLE, ImportState.DISCARDED}),
    ImportState.UNREADABLE: frozenset({ImportState.DISCARDED}),
    ImportState.JUDGED: frozenset({ImportState.APPLYING, ImportState.DISCARDED}),
    ImportState.APPLYING: frozenset({ImportState.APPLIED}),
    ImportState.APPLIED: frozenset(),
    ImportState.DISCARDED: frozenset(),
}
