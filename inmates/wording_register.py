"""Sentences about the register history."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from inmates.domain.register_history import EntryKind, Fault
from inmates.domain.sentence import Milestone, Term

KINDS: dict[EntryKind, str | Promise] = {
    EntryKind.FIRST: _("Admission"),
    EntryKind.EXTENSION: _("Extension"),
    EntryKind.CHANGE: _("Other register"),
    EntryKind.REMISSION: _("Remission"),
    EntryKind.CORRECTION: _("Corrected end"),
}
MILESTONES: dict[Milestone, str | Promise] = {
    Milestone.THIRD: _("1/3 of the sentence"),
    Milestone.HALF: _("1/2 of the sentence"),
    Milestone.TWO_THIRDS: _("2/3 of the sentence"),
    Milestone.WHOLE: _("Whole sentence"),
}
FAULTS: dict[Fault, str | Promise] = {
    Fault.NOT_HERE: _("This person is not in custody here, so nothing can be written into the register."),
    Fault.NOT_FIRST: _("The admission is written down already."),
    Fault.BEFORE_THE_LAST: _("The first day lies before that of the last line."),
    Fault.IN_THE_FUTURE: _("The first day lies in the future."),
    Fault.NUMBER_MISSING: _("The register number is missing."),
    Fault.ENDS_BEFORE_IT_STARTS: _("The expiry date is before the first day."),
    Fault.HAS_NO_END: _("A life or death sentence has no expiry date."),
    Fault.OTHER_REGISTER: _("The register is another one; choose “Other register”."),
    Fault.SAME_REGISTER: _("The register is the same as before; choose an extension or a corrected end."),
    Fault.END_MISSING: _("The expiry date is missing."),
    Fault.NOT_LATER: _("An extension ends later than what it extends."),
    Fault.NOT_EARLIER: _("There is no end of a sentence that could come forward."),
}


# The field of the form that a fault is about; the others are about the person.
FIELDS: dict[Fault, str] = {
    Fault.BEFORE_THE_LAST: "starts_on",
    Fault.IN_THE_FUTURE: "starts_on",
    Fault.NUMBER_MISSING: "number",
    Fault.ENDS_BEFORE_IT_STARTS: "expires_on",
    Fault.HAS_NO_END: "expires_on",
    Fault.OTHER_REGISTER: "code",
    Fault.SAME_REGISTER: "code",
    Fault.END_MISSING: "expires_on",
    Fault.NOT_LATER: "expires_on",
}


def term(length: Term) -> str:
    """Say how long something is: only the parts that it has; nothing for no time at all."""
    parts = (
        ngettext("%(count)d year", "%(count)d years", length.years) % {"count": length.years},
        ngettext("%(count)d month", "%(count)d months", length.months) % {"count": length.months},
        ngettext("%(count)d day", "%(count)d days", length.days) % {"count": length.days},
    )
    counts = (length.years, length.months, length.days)
    return ", ".join(part for part, count in zip(parts, counts, strict=True) if count)


def faults(found: Iterable[Fault]) -> list[str]:
    """Say everything that speaks against a line."""
    return [str(FAULTS[fault]) for fault in found]
