"""The refusal of something about a report."""

from typing import Any

from rutan.core.errors import Refused
from rutan.reports import wording
from rutan.reports.domain.obstacles import Reason


class ReportRefused(Refused):
    """A report could not be made, approved or withdrawn; ``reasons`` are all that stands in the way."""

    def __init__(self, *reasons: Reason, **facts: Any) -> None:
        super().__init__(*reasons)
        self.reasons, self.facts = reasons, facts

    @property
    def messages(self) -> list[str]:
        """The reasons in words; ``facts`` fill the sentences."""
        return [str(wording.REASONS[reason]) % self.facts for reason in self.reasons]
