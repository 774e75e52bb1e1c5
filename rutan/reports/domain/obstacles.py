"""What stands in the way of making, approving or withdrawing a report."""

from enum import StrEnum, auto

from rutan.reports.domain.lifecycle import EditionState, may_become


class Reason(StrEnum):
    """Why it is refused."""

    NO_SUCH_MONTH = auto()
    MONTH_NOT_OVER = auto()
    BEFORE_THE_RECORDS = auto()
    NOT_SEALED_YET = auto()
    NOT_THE_LATEST = auto()
    NO_REASON = auto()
    ENDED_ALREADY = auto()
    OWN_REPORT = auto()


def against_correcting(state: EditionState, *, is_latest: bool, reason: str) -> tuple[Reason, ...]:
    """Return what stands in the way of a correction of an edition; empty means it may be corrected."""
    found = [] if state is EditionState.SEALED else [Reason.NOT_SEALED_YET]
    found += [] if is_latest else [Reason.NOT_THE_LATEST]
    found += [] if reason.strip() else [Reason.NO_REASON]
    return tuple(found)


def against_approving(state: EditionState, *, prepared_by: int | None, by: int) -> tuple[Reason, ...]:
    """Return what stands in the way of somebody's approval: it is a second person's word, and given once."""
    found = [] if may_become(state, EditionState.SEALED) else [Reason.ENDED_ALREADY]
    return (*found, Reason.OWN_REPORT) if prepared_by == by else tuple(found)


def against_withdrawing(state: EditionState, *, reason: str) -> tuple[Reason, ...]:
    """Return what stands in the way of withdrawing a draft."""
    found = [] if may_become(state, EditionState.WITHDRAWN) else [Reason.ENDED_ALREADY]
    return tuple(found) if reason.strip() else (*found, Reason.NO_REASON)
