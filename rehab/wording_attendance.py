"""Words for what is marked at a session, and why it was lost."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

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
FAULTS: dict[Fault, str | Promise] = {
    Fault.UNMARKED: _("{name}: nothing is marked."),
    Fault.REASON_MISSING: _("{name}: choose the reason."),
    Fault.NOTE_MISSING: _("{name}: write down the other reason."),
    Fault.NOT_HELD_FOR_SOME: _("A session is not held for everybody or for nobody."),
}


def fault(found: Fault, name: str) -> str:
    """Say what is wrong with a mark."""
    return str(FAULTS[found]).format(name=name)


def reason(mark: str, code: str) -> str:
    """The words for the reason of a mark."""
    if not code:
        return ""
    return str(LOSSES[Loss(code)] if Mark(mark) is Mark.NOT_HELD else EXCUSES[Excuse(code)])
