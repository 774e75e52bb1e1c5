"""Sentences about reports."""

from collections.abc import Iterable

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
from rutan.reports.domain.veiling import Veil

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
    Reason.BEFORE_THE_RECORDS: gettext_lazy(
        "Of %(month)s nothing is recorded here. The first month a report can be made of is %(first)s."
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


# Why a number is not written out.
LEGEND: dict[str, str | Promise] = {
    Veil.SMALL: gettext_lazy(
        "<5 stands for a number from one to four: outside the detention centre numbers this small are not written out, so "
        "that nobody can be recognised by them."
    ),
    Veil.OTHER: gettext_lazy(
        "* stands for a number that is not shown, because a smaller one could be computed from it."
    ),
}


def replaced_by(edition: int) -> str:
    """Say that a later edition took the place of a sealed one."""
    return _("Replaced by edition %(edition)d") % {"edition": edition}


def month_in_words(month: Month) -> str:
    """ "Oktober 2026"."""
    return django_format(month.first_day, "F Y")


def change_in_words(change: Change) -> str:
    """Say what is not the same: "Diskrining: 12 menjadi 13 (1 ditambahkan, 0 dikeluarkan)"."""
    said = change_outside(change, hidden=False)
    if change.before is None or change.after is None:
        return said
    moved = _("%(added)d added, %(removed)d taken out") % {"added": change.added, "removed": change.removed}
    return f"{said} ({moved})"


def change_outside(change: Change, *, hidden: bool) -> str:
    """Say outside the house that a figure is not the same; how many rows moved would be a small number again."""
    facts = {"label": change.label, "before": change.before, "after": change.after}
    if hidden:
        return _("%(label)s: changed") % facts
    if change.before is None:
        return _("%(label)s: new, %(after)d") % facts
    if change.after is None:
        return _("%(label)s: no longer counted, was %(before)d") % facts
    if change.before == change.after:
        return _("%(label)s: still %(after)d, but other rows") % facts
    return _("%(label)s: %(before)d becomes %(after)d") % facts


def veil_legend(veils: Iterable[str]) -> list[str]:
    """Say why numbers are not written out, as far as there are any."""
    used = set(veils)
    return [str(sentence) for veil, sentence in LEGEND.items() if veil in used]


def beyond_reach(count: int | None) -> str:
    """Say how many rows are counted that the reader is not shown; None: that there may be some."""
    if count is None:
        return _(
            "Only people whose records are open to your agency are listed. Others may be counted, or nobody."
        )
    return ngettext(
        "%(count)d row more is counted that you may not see or that was withdrawn since.",
        "%(count)d rows more are counted that you may not see or that were withdrawn since.",
        count,
    ) % {"count": count}


def on_paper() -> translation.override:
    """Speak the language of the paper for a while."""
    return translation.override(PAPER_LANGUAGE)
