"""What can be refused, and why: each carries every reason, as whole sentences."""

from collections.abc import Sequence

from rehab import wording_placement, wording_tiers
from rehab.domain.decision import ObjectionFound
from rehab.domain.placement import ObstacleFound
from rutan.core.errors import Refused


class TierRefused(Refused):
    """A tier was not decided, confirmed or declined; ``reasons`` are the objections of the rule, where it objected."""

    def __init__(self, reasons: Sequence[ObjectionFound] = (), *sentences: str) -> None:
        super().__init__(*[wording_tiers.objection(reason) for reason in reasons], *sentences)
        self.reasons = tuple(reasons)


class PlacementRefused(Refused):
    """Somebody was not placed; ``reasons`` is every obstacle, most fundamental first."""

    def __init__(self, reasons: Sequence[ObstacleFound] = (), *sentences: str) -> None:
        super().__init__(*[wording_placement.obstacle(reason) for reason in reasons], *sentences)
        self.reasons = tuple(reasons)


class GroupRefused(Refused):
    """A group was not opened, changed or closed."""


class SessionRefused(Refused):
    """A session was not laid or moved."""


class CaseOfficerRefused(Refused):
    """Nobody was made the case officer of anybody."""


class AttendanceRefused(Refused):
    """Attendance was not marked; nothing of it was stored."""


class CorrectionUnexplained(AttendanceRefused):
    """Marks that are stored would change, and nobody says why."""
