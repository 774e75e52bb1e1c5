"""The clock of a breach and what is missing, in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rutan.protection.domain.breach import Clock, Missing, Side

MOMENTS_REFUSED = gettext_lazy(
    "It began before it was known, was known before now, and ended after it began."
)
MISSING: dict[Missing, str | Promise] = {
    Missing.PEOPLE: gettext_lazy("Write down whose records the account reached."),
    Missing.AUTHORITY: gettext_lazy("Send the written notice to the authority, and write down its letter."),
    Missing.SUBJECTS: gettext_lazy("Tell the people in writing, or say why they are not told."),
    Missing.REMEDY: gettext_lazy("Write down what was done about it."),
}


def missing_in_words(what: Missing) -> str:
    """The next step in a sentence."""
    return str(MISSING[what])


def clock_in_words(clock: Clock) -> str:
    """ "51 hours left", "3 hours late"; the last hour in minutes."""
    match clock.side:
        case Side.TOLD:
            return _("told in time")
        case Side.TOLD_LATE:
            return _("told %(time)s late") % {"time": _time(clock)}
        case Side.LATE:
            return _("%(time)s late") % {"time": _time(clock)}
        case Side.RUNNING:
            return _("%(time)s left") % {"time": _time(clock)}


def tone(clock: Clock) -> str:
    """The tone of its state."""
    return {Side.RUNNING: "wait", Side.LATE: "act", Side.TOLD: "done", Side.TOLD_LATE: "draft"}[clock.side]


def _time(clock: Clock) -> str:
    if clock.hours:
        return ngettext("%(count)d hour", "%(count)d hours", clock.hours) % {"count": clock.hours}
    return ngettext("%(count)d minute", "%(count)d minutes", clock.minutes) % {"count": clock.minutes}


__all__ = ["MISSING", "MOMENTS_REFUSED", "clock_in_words", "missing_in_words", "tone"]
