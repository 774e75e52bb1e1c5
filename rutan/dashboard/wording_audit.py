"""What the codes of figures, their parts and tables are called in the audit trail."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rutan.core.listing.definition import title_of
from rutan.dashboard.catalogue import FIGURES
from rutan.dashboard.todo import KINDS

TABLES: dict[str, str | Promise] = {
    "funnel": _("From screening to completion"),
    "stages": _("People by stage and tier"),
    "sessions": _("Sessions week by week"),
    "attendance": _("Attendance at sessions held"),
    "outcomes": _("How placements ended"),
}
_FIGURES = (*FIGURES, *(work.figure for work in KINDS))


def figure(code: str) -> str | Promise | None:
    """A figure, or a kind of today's work."""
    return next((each.label for each in _FIGURES if each.code == code), None)


def part(code: str) -> str | None:
    """The words of a part, of whichever figure has such a part."""
    return next((each.split.words(code) for each in _FIGURES if each.split and each.split.words(code)), None)


def table(code: str) -> str | Promise | None:
    """The table of a chart, or a list by its page."""
    return TABLES.get(code) or title_of(code)
