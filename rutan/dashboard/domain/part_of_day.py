"""Which part of the day it is, as people greet one another in Indonesia."""

from datetime import time
from enum import StrEnum


class PartOfDay(StrEnum):
    """*Pagi, siang, sore, malam.*"""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"
    EVENING = "evening"


BEGINS = (
    (time(18), PartOfDay.EVENING),
    (time(15), PartOfDay.AFTERNOON),
    (time(11), PartOfDay.MIDDAY),
    (time(3), PartOfDay.MORNING),
)


def part_of_day(at: time) -> PartOfDay:
    """Return the part of the day of a time on the wall clock; the small hours still belong to the evening."""
    return next((part for begins, part in BEGINS if at >= begins), PartOfDay.EVENING)
