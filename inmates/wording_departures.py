"""Sentences about leaving, coming and coming back."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from inmates.domain.leaving import Fault

FAULTS: dict[Fault, str | Promise] = {
    Fault.NOT_HERE: _("This person is not in custody here any more."),
    Fault.IN_THE_FUTURE: _("The day lies in the future."),
    Fault.BEFORE_ADMISSION: _("The day lies before the admission."),
    Fault.BEFORE_THE_LAST_LINE: _("The day lies before that of the last line in the register."),
    Fault.NOWHERE_TO_GO: _("Say where the person is transferred to."),
    Fault.TO_ITSELF: _("Nobody is transferred to where they are."),
    Fault.REASON_MISSING: _(
        "This is long before the day of expiry, or there is none. Write on what ground the person is released."
    ),
    Fault.HAS_NOT_LEFT: _("This person has not left, so there is nothing to take back."),
    Fault.HAS_ARRIVED: _("The other facility has confirmed the arrival; this can no longer be taken back."),
    Fault.WHY_MISSING: _("Write down why it was a mistake."),
    Fault.IS_HERE: _("This person is in custody here already."),
    Fault.HAS_DIED: _("This person has died, says the register. Take that back first if it was a mistake."),
    Fault.BEFORE_LEAVING: _("The day lies before the one on which the person left."),
    Fault.EXPIRES_BEFORE: _("The expiry date is before the admission."),
    Fault.IS_MERGED: _("This row was merged with another one of the same person. Admit the person there."),
    Fault.NOT_ON_THE_WAY: _("This transfer was taken back, or somebody has confirmed the arrival already."),
}

# The field of the form that a fault is about; the others are about the person.
FIELDS_OF_LEAVING: dict[Fault, str] = {
    Fault.IN_THE_FUTURE: "on",
    Fault.BEFORE_ADMISSION: "on",
    Fault.BEFORE_THE_LAST_LINE: "on",
    Fault.NOWHERE_TO_GO: "receiver",
    Fault.TO_ITSELF: "receiver",
    Fault.REASON_MISSING: "reason",
    Fault.WHY_MISSING: "reason",
}
FIELDS_OF_COMING: dict[Fault, str] = {
    Fault.IN_THE_FUTURE: "admitted_on",
    Fault.BEFORE_LEAVING: "admitted_on",
    Fault.EXPIRES_BEFORE: "expires_on",
}


def faults(found: Iterable[Fault]) -> list[str]:
    """Say everything that speaks against it."""
    return [str(FAULTS[fault]) for fault in found]
