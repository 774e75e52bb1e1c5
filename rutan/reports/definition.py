"""What a figure counts, and the sections figures stand in."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rutan.reports.domain.report import Unit


class Part(StrEnum):
    """The sections of the monthly report that hold figures, in the order of the paper (domain.md 5.1)."""

    INTAKE = "intake"
    ASSESSMENT = "assessment"
    PLACEMENT = "placement"
    SESSIONS = "sessions"
    OUTCOMES = "outcomes"
    PROBLEMS = "problems"


TITLES: dict[Part, str | Promise] = {
    Part.INTAKE: _("Intake and screening"),
    Part.ASSESSMENT: _("Assessment"),
    Part.PLACEMENT: _("Placement by tier"),
    Part.SESSIONS: _("Sessions and attendance"),
    Part.OUTCOMES: _("Outcomes"),
    Part.PROBLEMS: _("Problems and follow-up"),
}


@dataclass(frozen=True)
class Definition:
    """What a figure counts."""

    code: str
    label: str | Promise
    unit: Unit
    sentence: str | Promise

    @property
    def part(self) -> Part:
        """The section it belongs to."""
        return Part(self.code.split(".", maxsplit=1)[0])
