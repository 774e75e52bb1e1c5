"""Sentences about reports."""

from django.utils import translation
from django.utils.dateformat import format as django_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rutan.reports.domain.comparison import Change
from rutan.reports.domain.lifecycle import EditionState
from rutan.reports.domain.months import Month
from rutan.reports.domain.obstacles import Reason
from rutan.reports.domain.report import Unit

PAPER_LANGUAGE = "id"  # a report is a letter of an Indonesian office, whoever asks for it

STATES: dict[EditionState, str | Promise] = {
    EditionState.DRAFT: gettext_lazy("Waits for the head"),
    EditionState.SEALED: gettext_lazy("Sealed"),
    EditionState.WITHDRAWN: gettext_lazy("Withdrawn"),
}
TONES: dict[EditionState, str] = {
    EditionState.DRAFT: "wait",
    EditionState.SEALED: "done",
    EditionState.WITHDRAWN: "off",
}
REASONS: dict[Reason, str | Promise] = {
    Reason.MONTH_NOT_OVER: gettext_lazy(
        "%(month)s is not over yet. Its report can be made from %(from)s on."
    ),
    Reason.NO_SUCH_MONTH: gettext_lazy("This is no month. Write it like 2026-10."),
    Reason.NOT_SEALED_YET: gettext_lazy(
        "Only a sealed edition can be corrected; withdraw the draft instead."
    ),
    Reason.NOT_THE_LATEST: gettext_lazy("A later edition has corrected this one. Correct that edition."),
    Reason.NO_REASON: gettext_lazy("Write down the reason."),
    Reason.ENDED_ALREADY: gettext_lazy(
        "This edition is sealed or withdrawn already; it does not change any more."
    ),
    Reason.OWN_REPORT: gettext_lazy("Somebody else than the one who prepared the report approves it."),
}
UNITS: dict[Unit, str | Promise] = {
    Unit.PEOPLE: gettext_lazy("people"),
    Unit.ASSESSMENTS: gettext_lazy("assessments"),
    Unit.DECISIONS: gettext_lazy("decisions"),
    Unit.PLACEMENTS: gettext_lazy("placements"),
    Unit.SESSIONS: gettext_lazy("sessions"),
    Unit.ATTENDANCES: gettext_lazy("attendances"),
    Unit.LESSON_ATTENDANCES: gettext_lazy("lesson attendances"),
    Unit.ENROLMENTS: gettext_lazy("enrolments"),
    Unit.PERIODS: gettext_lazy("periods"),
}


def replaced_by(edition: int) -> str:
    """Say that a later edition took the place of a sealed one."""
    return _("Replaced by edition %(edition)d") % {"edition": edition}


def month_in_words(month: Month) -> str:
    """ "Oktober 2026"."""
    return django_format(month.first_day, "F Y")


def change_in_words(change: Change) -> str:
    """Say what is not the same: "Diskrining: 12 menjadi 13 (1 ditambahkan, 0 dikeluarkan)"."""
    facts = {"label": change.label, "before": change.before, "after": change.after}
    if change.before is None:
        return _("%(label)s: new, %(after)d") % facts
    if change.after is None:
        return _("%(label)s: no longer counted, was %(before)d") % facts
    moved = _("%(added)d added, %(removed)d taken out") % {"added": change.added, "removed": change.removed}
    if change.before == change.after:
        return _("%(label)s: still %(after)d, but other rows") % facts + f" ({moved})"
    return _("%(label)s: %(before)d becomes %(after)d") % facts + f" ({moved})"


def beyond_reach(count: int) -> str:
    """Say how many rows are counted that the reader is not shown."""
    return ngettext(
        "%(count)d row more is counted that you may not see or that was withdrawn since.",
        "%(count)d rows more are counted that you may not see or that were withdrawn since.",
        count,
    ) % {"count": count}


def on_paper() -> translation.override:
    """Speak the language of the paper for a while."""
    return translation.override(PAPER_LANGUAGE)
