"""Words for how a person's decisions stand."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from inmates.domain.consent import DayFault, Standing

WORDS: dict[Standing, str | Promise] = {
    Standing.UNASKED: _("Not asked yet"),
    Standing.GIVEN: _("Given"),
    Standing.ENDING: _("Runs out soon"),
    Standing.EXPIRED: _("Expired"),
    Standing.REFUSED: _("Refused"),
    Standing.WITHDRAWN: _("Withdrawn"),
}
TONES: dict[Standing, str] = {
    Standing.UNASKED: "wait",
    Standing.GIVEN: "done",
    Standing.ENDING: "wait",
    Standing.EXPIRED: "wait",
    Standing.REFUSED: "off",
    Standing.WITHDRAWN: "off",
}
# What is said of several of them on the head of the case file; what is given needs no word there.
COUNTED: dict[Standing, Promise] = {
    Standing.UNASKED: ngettext_lazy(
        "%(count)d consent not asked for", "%(count)d consents not asked for", "count"
    ),
    Standing.EXPIRED: ngettext_lazy("%(count)d consent expired", "%(count)d consents expired", "count"),
    Standing.ENDING: ngettext_lazy(
        "%(count)d consent runs out soon", "%(count)d consents run out soon", "count"
    ),
    Standing.REFUSED: ngettext_lazy("%(count)d consent refused", "%(count)d consents refused", "count"),
    Standing.WITHDRAWN: ngettext_lazy("%(count)d consent withdrawn", "%(count)d consents withdrawn", "count"),
}
DAY_FAULTS: dict[DayFault, str | Promise] = {
    DayFault.IN_THE_FUTURE: _("The day of the decision lies in the future."),
    DayFault.BEFORE_BIRTH: _("The day of the decision is before the person's birth."),
    DayFault.BEFORE_CUSTODY: _("The day of the decision is before the person was first admitted."),
}
NO_PAPER = _("No paper")
NO_PAPER_COUNTED = ngettext_lazy(
    "%(count)d consent without a paper", "%(count)d consents without a paper", "count"
)


def day_fault(fault: DayFault) -> str:
    """Say why nobody can have decided on a day."""
    return str(DAY_FAULTS[fault])
