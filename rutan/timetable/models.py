"""The timetable's tables: rooms, protected hours, readiness, bookings and the claims that guard them.

Claims are decisive: whatever Python says, a room, facilitator or inmate whom two published claims want at once is
refused by an exclusion constraint, and hard protected hours and periods of not being ready by a trigger
(``guards.py``), also when two people save at the same moment or somebody types SQL.
"""

from rutan.timetable.models_bookings import Booking, Series
from rutan.timetable.models_claims import Claim
from rutan.timetable.models_hours import CoachingParticipant, ProtectedHours
from rutan.timetable.models_readiness import NotReadyPeriod
from rutan.timetable.models_rooms import Regime, Room

__all__ = [
    "Booking",
    "Claim",
    "CoachingParticipant",
    "NotReadyPeriod",
    "ProtectedHours",
    "Regime",
    "Room",
    "Series",
]
