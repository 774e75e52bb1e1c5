"""The lives of a register file and of a transfer: from each state, the states it may go to next."""

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


class TransferState(StrEnum):
    """Where a transfer stands: on the way until the receiver has confirmed the arrival, or the sender took it back."""

    ANNOUNCED = "announced"
    ARRIVED = "arrived"
    CANCELLED = "cancelled"


NEXT_OF_TRANSFER: Mapping[TransferState, frozenset[TransferState]] = {
    TransferState.ANNOUNCED: frozenset({TransferState.ARRIVED, TransferState.CANCELLED}),
    TransferState.ARRIVED: frozenset(),
    TransferState.CANCELLED: frozenset(),
}
