"""Words for what is marked at a session, and why it was lost."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from rehab.domain.attendance import Excuse, Fault, Loss, Mark

MARKS: dict[Mark, str | Promise] = {
    Mark.PRESENT: _("Present"),
    Mark.EXCUSED: _("Excused"),
    Mark.SICK: _("Sick"),
    Mark.ABSENT: _("Absent"),
    Mark.NOT_HELD: _("Not held"),
}
EXCUSES: dict[Excuse, str | Promise] = {
    Excuse.COURT: _("Court hearing"),
    Excuse.FAMILY_VISIT: _("Family visit"),
    Excuse.NOT_BROUGHT: _("Not brought by an officer"),
    Excuse.LOCK_DOWN: _("Cells were locked"),
    Excuse.PUNISHMENT: _("Punishment cell"),
    Excuse.OTHER_PROGRAMME: _("At another activity of the detention centre"),
    Excuse.OTHER: _("Another reason"),
}
LOSSES: dict[Loss, str | Promise] = {
    Loss.FACILITATOR: _("The facilitator could not come"),
    Loss.ROOM: _("The room was not ready"),
    Loss.STAFF: _("Too few staff"),
    Loss.SECURITY: _("Security"),
    Loss.UTILITIES: _("Power, water or building"),
    Loss.EVENT: _("Another event"),
    Loss.OTHER: _("Another reason"),
}
NAMED_AT_MOST = 3
FAULTS: dict[Fault, str | Promise] = {
    Fault.UNMARKED: _("{name}: nothing is marked."),
    Fault.REASON_MISSING: _("{name}: choose the reason."),
    Fault.NOTE_MISSING: _("{name}: write down the other reason."),
    Fault.NOT_HELD_FOR_SOME: _("A session is not held for everybody or for nobody."),
}


def fault(found: Fault, name: str) -> str:
    """Say what is wrong with a mark."""
    return str(FAULTS[found]).format(name=name)


def faults(found: Sequence[tuple[Fault, str]]) -> list[str]:
    """Say everything that is wrong, each with a name; many people without a mark are counted instead of named."""
    unmarked = [name for code, name in found if code is Fault.UNMARKED]
    if len(unmarked) <= NAMED_AT_MOST:
        return [fault(code, name) for code, name in found]
    text = ngettext(
        "Nothing is marked for %(count)d person; look for “not marked yet” in the list.",
        "Nothing is marked for %(count)d people; look for “not marked yet” in the list.",
        len(unmarked),
    )
    others = [fault(code, name) for code, name in found if code is not Fault.UNMARKED]
    return [text % {"count": len(unmarked)}, *others]


def reason(mark: str, code: str) -> str:
    """The words for the reason of a mark."""
    if not code:
        return ""
    return str(LOSSES[Loss(code)] if Mark(mark) is Mark.NOT_HELD else EXCUSES[Excuse(code)])
