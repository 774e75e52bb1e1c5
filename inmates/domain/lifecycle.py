"""The life of a register file: from each state, the states it may go to next."""

from collections.abc import Mapping
from enum import StrEnum


class ImportState(StrEnum):
    """Where a file stands. Its rows are stored only after it was judged and somebody has looked."""

    UPLOADED = "uploaded"
    UNREADABLE = "unreadable"
    UNMAPPED = "unmapped"
    JUDGED = "judged"
    APPLYING = "applying"
    APPLIED = "applied"
    DISCARDED = "discarded"
    UNDONE = "undone"


NEXT: Mapping[ImportState, frozenset[ImportState]] = {
    ImportState.UPLOADED: frozenset(
        {ImportState.JUDGED, ImportState.UNREADABLE, ImportState.UNMAPPED, ImportState.DISCARDED}
    ),
    ImportState.UNREADABLE: frozenset({ImportState.DISCARDED}),
    # With its columns named the file is handed in anew, as another import.
    ImportState.UNMAPPED: frozenset({ImportState.DISCARDED}),
    ImportState.JUDGED: frozenset({ImportState.APPLYING, ImportState.DISCARDED}),
    ImportState.APPLYING: frozenset({ImportState.APPLIED}),
    ImportState.APPLIED: frozenset({ImportState.UNDONE}),
    ImportState.DISCARDED: frozenset(),
    ImportState.UNDONE: frozenset(),
}
