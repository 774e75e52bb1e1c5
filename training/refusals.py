"""What training refuses, with its reasons; the sentences are those of ``wording``."""

from collections.abc import Sequence

from rutan.core.errors import Refused
from training import wording
from training.domain.enrolment import Found


class EnrolmentRefused(Refused):
    """Somebody cannot be enrolled: the obstacles, and what the timetable says about each lesson to come."""

    def __init__(self, obstacles: Sequence[Found], timetable: Sequence[str] = ()) -> None:
        super().__init__(*(each.code.value for each in obstacles), *timetable)
        self.obstacles, self.timetable = tuple(obstacles), tuple(timetable)

    @property
    def messages(self) -> list[str]:
        """All of it, the obstacles first."""
        return [*map(wording.obstacle, self.obstacles), *self.timetable]


class TrainingRefused(Refused):
    """A course, batch, lesson or completion cannot be written as it was asked for."""


class CorrectionUnexplained(TrainingRefused):
    """Marks that are stored would change, and nobody says why."""
