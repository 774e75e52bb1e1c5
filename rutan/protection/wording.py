"""Sentences of data protection."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rutan.protection.domain.classification import Counts, Retention

LETTER_REFUSED = gettext_lazy("Write down the number and date of the letter in which the person asked.")
REASON_REFUSED = gettext_lazy("Say in ten letters or more why the file is made.")


def kept_for(rule: Retention) -> str:
    """How long, in words."""
    if rule.counts == Counts.NEVER:
        return _("no end by time")
    since = {
        Counts.LEFT: _("from leaving or the last entry"),
        Counts.ROW: _("from the day it was written"),
        Counts.ACCOUNT: _("from the end of service"),
    }[rule.counts]
    return _("%(years)d years %(since)s") % {"years": rule.years, "since": since}
