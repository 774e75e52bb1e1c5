"""What is said when two people are kept apart, as a form gives it and the service writes it."""

from dataclasses import dataclass
from datetime import date

from inmates.enums import ApartReason, Housing


@dataclass(frozen=True)
class Terms:
    """Out of what two people are kept, from when to when, and why."""

    housing: Housing
    sessions: bool
    reason: ApartReason
    detail: str
    starts_on: date
    ends_on: date | None = None
