"""Sentences about cells, moves and absences."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from inmates.domain.absences import Fault as Absent
from inmates.domain.moving import Fault
from inmates.domain.occupancy import Level, Occupancy
from rutan.core import dates

FAULTS: dict[Fault, str | Promise] = {
    Fault.NOT_HERE: gettext_lazy("%(name)s is not in custody here."),
    Fault.OTHER_FACILITY: gettext_lazy("%(name)s is in custody at another facility."),
    Fault.CLOSED: gettext_lazy("Cell %(cell)s is closed."),
    Fault.OTHER_SEX: gettext_lazy("Block %(block)s is not for the sex of %(name)s."),
    Fault.SAME_CELL: gettext_lazy("%(name)s is in cell %(cell)s already."),
    Fault.IN_THE_FUTURE: gettext_lazy("The move of %(name)s lies in the future."),
    Fault.BEFORE_THE_LAST: gettext_lazy("%(name)s came into the present cell after that time."),
}
ABSENT: dict[Absent, str | Promise] = {
    Absent.AWAY_ALREADY: gettext_lazy("%(name)s is away already."),
    Absent.IN_THE_FUTURE: gettext_lazy("That time lies in the future."),
    Absent.AWAY_THEN: gettext_lazy("%(name)s was not here yet at that time, or still away."),
    Absent.EXPECTED_BEFORE: gettext_lazy("The expected return lies before the leaving."),
    Absent.BACK_BEFORE: gettext_lazy("The return lies before the leaving (%(left)s)."),
}
LEVELS: dict[Level, str | Promise] = {
    Level.FREE: gettext_lazy("has room"),
    Level.FULL: gettext_lazy("full"),
    Level.OVER: gettext_lazy("overcrowded"),
}
TONES = {Level.FREE: "done", Level.FULL: "wait", Level.OVER: "act"}


def level_of(occupancy: Occupancy) -> tuple[str, str]:
    """How full a place is in a word, and the tone of that."""
    return str(LEVELS[occupancy.level]), TONES[occupancy.level]


def fault(found: Fault, *, name: str, cell: str, block: str) -> str:
    """Say why somebody cannot be moved into a cell."""
    return str(FAULTS[found]) % {"name": name, "cell": cell, "block": block}


def overfilled(cell: str, people: int, capacity: int) -> str:
    """Say that a cell would hold more people than it is meant for."""
    words = {"cell": cell, "people": people, "capacity": capacity}
    return _("Cell %(cell)s would hold %(people)d people and is meant for %(capacity)d.") % words


def nobody_chosen() -> str:
    """Say that nobody was named."""
    return _("Choose who is moved.")


def no_cell_to_swap() -> str:
    """Say that two people cannot change cells."""
    return _("Two people change cells only when both have one.")


def not_undone() -> str:
    """Say why a move stays."""
    return _("Only the last move can be undone, and only while the person is still there.")


def not_here(name: str) -> str:
    """Say that somebody is not in custody."""
    return str(FAULTS[Fault.NOT_HERE]) % {"name": name}


def back_already(name: str) -> str:
    """Say that somebody is in the house."""
    return _("%(name)s is back already.") % {"name": name}


def faults_of_leaving(found: Iterable[Absent], name: str) -> list[str]:
    """Say everything that speaks against somebody leaving."""
    return [str(ABSENT[fault]) % {"name": name} for fault in found]


def faults_of_return(found: Iterable[Absent], left_at: datetime) -> list[str]:
    """Say everything that speaks against somebody coming back."""
    return [str(ABSENT[fault]) % {"left": dates.moment(left_at)} for fault in found]


def code_taken(code: str) -> str:
    """Say that a block or cell of this code is there already."""
    return _("%(code)s is there already.") % {"code": code}


def still_inside(code: str, count: int) -> str:
    """Say that a cell or block is not empty."""
    words = ngettext(
        "%(count)d person still has a place in %(code)s.",
        "%(count)d people still have a place in %(code)s.",
        count,
    )
    return words % {"count": count, "code": code}


def other_sex_inside(code: str, count: int) -> str:
    """Say that people of the other sex are in a block."""
    words = ngettext(
        "%(count)d person of the other sex is in block %(code)s.",
        "%(count)d people of the other sex are in block %(code)s.",
        count,
    )
    return words % {"count": count, "code": code}


def is_closed(code: str) -> str:
    """Say that a block or cell is closed."""
    return _("%(code)s is closed.") % {"code": code}
