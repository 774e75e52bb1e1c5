"""A report as it leaves the house: which of its numbers are not written out there.

The house sees every number. Papers, and agencies on the pages, get the same report without small numbers of people's
doings (:mod:`.veiling`). Sessions and closed rooms are no people, and their small numbers are what a meeting is about.
"""

from collections.abc import Mapping

from rutan.reports.domain.relations import relations_of
from rutan.reports.domain.report import Report, Unit
from rutan.reports.domain.veiling import Told, veils_for

OPEN = frozenset({Unit.SESSIONS, Unit.PERIODS})


def veils_of(report: Report) -> Mapping[str, str]:
    """Return the veils a report was frozen with, or of an older one those the rule gives today."""
    return veiled(report) if report.veils is None else report.veils


def veiled(report: Report, *, before: Report | None = None) -> dict[str, str]:
    """Decide which numbers are not shown outside.

    :param before: the edition that was sealed before this one: what its paper shows is out and keeps nothing hidden,
        what it hides stays hidden, or the two papers together would give it away.
    """
    guarded = [code for code, figure in report.figures.items() if figure.unit not in OPEN]
    counts = {code: figure.value for code, figure in report.figures.items()}
    told = _told(report, before) if before else None
    found = veils_for(counts, relations_of(report), guarded=guarded, told=told)
    return {code: veil.value for code, veil in found.items()}


def _told(report: Report, before: Report) -> Told:
    same = {
        code
        for code, figure in report.figures.items()
        if (was := before.figures.get(code)) and was.value == figure.value
    }
    hidden = same & (before.veils or {}).keys()
    return Told(shown=frozenset(same - hidden), hidden=frozenset(hidden))
