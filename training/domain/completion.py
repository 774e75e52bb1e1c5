"""When a person has completed a course: present at a large enough share of the lessons that were held."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Attended:
    """Lessons held while the person was enrolled, those at which they were present, and how long these took."""

    present: int
    held: int
    minutes: int = 0

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded down: 79.9 is not 80. Without a lesson held it is nothing."""
        return 100 * self.present // self.held if self.held else 0


def lacks_attendance(attended: Attended, *, needed_percent: int) -> bool:
    """Tell whether somebody was there too seldom; where nothing was held, nothing was attended either."""
    return attended.held == 0 or 100 * attended.present < needed_percent * attended.held
