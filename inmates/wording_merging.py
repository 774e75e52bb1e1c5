"""Sentences about rows of the register that may be one person, that were merged, or that were told apart."""

from collections.abc import Iterable
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inmates.domain.merging import Fault, Held
from inmates.models import Inmate
from rutan.core import dates

FAULTS: dict[Fault, str | Promise] = {
    Fault.WITHDRAWN: gettext_lazy("One of the two rows was withdrawn meanwhile."),
    Fault.SAME_ROW: gettext_lazy("This is one and the same row."),
    Fault.OTHER_FACILITY: gettext_lazy("The two rows belong to different facilities."),
    Fault.MERGED_ALREADY: gettext_lazy(
        "The row of %(name)s is merged already, into the one with the register number %(number)s."
    ),
    Fault.OTHERS_MERGED: gettext_lazy(
        "Another row was merged into that of %(name)s. Undo that first, or choose so that this row goes on."
    ),
    Fault.TOLD_APART: gettext_lazy(
        "These two were found to be different people. Open the question again before merging them."
    ),
    Fault.UNDECIDED: gettext_lazy("Both rows tell the same time. Choose whose stay is right."),
    Fault.LAST_SET_ASIDE: gettext_lazy("The row that would go on loses its last stay. Choose the other way."),
    Fault.AFTER_DEATH: gettext_lazy(
        "One row says that the person died, and the other has a later stay. Take back the death first if it is wrong."
    ),
    Fault.ON_THE_WAY: gettext_lazy(
        "%(name)s is on the way to %(where)s. Take that departure back first, or wait for the arrival."
    ),
    Fault.BOTH_RUNNING: gettext_lazy(
        "%(what)s, for both rows: %(kept)s and %(merged)s. End that of %(name)s in %(merged)s first."
    ),
    Fault.REASON_MISSING: gettext_lazy("Write down how you know it."),
    Fault.STAY_SINCE: gettext_lazy(
        "A stay was begun since the merge in a time that the other row would tell again. It stands on the merge."
    ),
    Fault.ARRIVED_SINCE: gettext_lazy(
        "Somebody arrived from another facility since the merge, and was known by the row that was merged."
    ),
    Fault.CORRECTED_SINCE: gettext_lazy(
        "Corrected again since the merge: %(fields)s. Give back the value from before first."
    ),
    Fault.CELL_CLOSED: gettext_lazy("Cell %(cell)s, in which %(name)s was kept, was closed since."),
    Fault.DECIDED_SINCE: gettext_lazy(
        "The tier decision of %(day)s rests on an assessment of the row that was merged. Decide anew first."
    ),
}
FIELDS: dict[str, str | Promise] = {
    "full_name": gettext_lazy("name"),
    "nik": gettext_lazy("NIK"),
    "born_on": gettext_lazy("birth date"),
}

# What tells who somebody is, in the order in which a human looks.
COMPARED: dict[str, str | Promise] = {
    "full_name": gettext_lazy("Name"),
    "alias": gettext_lazy("Alias"),
    "nik": gettext_lazy("NIK"),
    "birth_place": gettext_lazy("birth place"),
    "born_on": gettext_lazy("birth date"),
    "sex": gettext_lazy("sex"),
    "address": gettext_lazy("address"),
    "offence": gettext_lazy("offence"),
    "register": gettext_lazy("Register"),
    "cell": gettext_lazy("Cell"),
}
WHY: dict[str, str | Promise] = {
    "nik": gettext_lazy("The same NIK, now or before a correction"),
    "number": gettext_lazy("The same register number, spelled differently"),
    "name": gettext_lazy("The same birth date, and names alike"),
}


def said(inmate: Inmate, name: str) -> str:
    """What a row says of one fact, in words; empty where it says nothing."""
    if name == "register":
        return f"{inmate.register_code} · {inmate.register_number}"
    if name == "sex":
        return str(inmate.get_sex_display())
    value = getattr(inmate, name)
    return dates.long_date(value) if isinstance(value, date) else str(value or "")


def replaced(kept: Inmate, merged: Inmate, name: str) -> str:
    """Say which fact of the row that goes on takes the other's value."""
    facts = {"fact": str(COMPARED[name]), "new": said(merged, name), "old": said(kept, name)}
    if not facts["old"]:
        return _("%(fact)s is taken over: %(new)s") % facts
    return _("%(fact)s becomes %(new)s; %(old)s is kept as a former one") % facts


def stays_in_words(inmate: Inmate, stays: Iterable[Held]) -> str:
    """Say under which number a row tells a time, and from when to when."""
    days = ", ".join(
        f"{dates.short_date(stay.admitted_on)} – {dates.short_date(stay.left_on) if stay.left_on else _('lasts')}"
        for stay in stays
    )
    return f"{inmate.register_number} ({inmate.full_name}): {days}"


def fault(each: Fault, **facts: str) -> str:
    """Say what speaks against it."""
    return str(FAULTS[each]) % facts


def corrected_since(fields: Iterable[str]) -> str:
    """Say which facts somebody has corrected since the merge."""
    return fault(Fault.CORRECTED_SINCE, fields=", ".join(str(FIELDS[name]) for name in fields))


def former_reason(reason: str) -> str:
    """Why a name that stood became a former one."""
    return (_("Merged with another row of the same person: %(reason)s") % {"reason": reason})[:300]
