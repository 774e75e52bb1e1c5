"""A programme template: phases with the sessions each holds. Editions are data, read and checked here.

Session types: domain.md 1.10.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from rehab.domain.faults import FaultCode, Reader
from rehab.domain.tiers import Tier

MOST_DAYS = 366
MOST_SESSIONS = 200
SHORTEST, LONGEST = 15, 240


class SessionType(StrEnum):
    """Kinds of sessions."""

    INDIVIDUAL_COUNSELLING = "individual_counselling"
    GROUP_COUNSELLING = "group_counselling"
    EDUCATION_SESSION = "education_session"
    BRIEF_INTERVENTION = "brief_intervention"
    FAMILY_SESSION = "family_session"
    COMMUNITY_ACTIVITY = "community_activity"
    MORNING_MEETING = "morning_meeting"
    SEMINAR = "seminar"
    STATIC_GROUP = "static_group"
    FUNCTION_GROUP = "function_group"
    SHARING_FEELING = "sharing_feeling"
    SKILLS_TRAINING = "skills_training"
    URINE_TEST = "urine_test"
    MEASUREMENT = "measurement"
    GRADUATION = "graduation"


@dataclass(frozen=True)
class Unit:
    """So many sessions of one type, each ``minutes`` long."""

    session_type: SessionType
    count: int
    minutes: int


@dataclass(frozen=True)
class Phase:
    """A stretch of the programme (tahap)."""

    code: str
    name: str
    days: int
    units: tuple[Unit, ...]


@dataclass(frozen=True)
class Programme:
    """A whole template; ``days`` is the sum of its phases."""

    code: str
    name: str
    tier: Tier
    days: int
    phases: tuple[Phase, ...]

    @property
    def sessions(self) -> int:
        """How many sessions it holds."""
        return sum(unit.count for phase in self.phases for unit in phase.units)

    @property
    def minutes(self) -> int:
        """How many minutes of sessions it holds."""
        return sum(unit.count * unit.minutes for phase in self.phases for unit in phase.units)


def parse(data: object) -> Programme:
    """Read a programme template. Raises InvalidDataError naming every fault."""
    reader, where = Reader(), "programme"
    top = reader.record(data, where, needed=("code", "name", "tier", "days", "phases"))
    programme = Programme(
        code=reader.text(top, "code", where),
        name=reader.text(top, "name", where),
        tier=reader.choice(top, "tier", where, Tier),
        days=reader.whole(top, "days", where, 1, MOST_DAYS),
        phases=tuple(_phase(reader, place, entry) for place, entry in reader.entries(top, "phases", where)),
    )
    _unrepeated(reader, "programme.phases", (phase.code for phase in programme.phases))
    if not reader.faults and sum(phase.days for phase in programme.phases) != programme.days:
        reader.fault("programme.days", FaultCode.DAYS_DISAGREE, programme.days)
    reader.finish()
    return programme


def _phase(reader: Reader, where: str, data: object) -> Phase:
    phase = reader.record(data, where, needed=("code", "name", "days", "units"))
    units = tuple(_unit(reader, place, entry) for place, entry in reader.entries(phase, "units", where))
    return Phase(
        code=reader.text(phase, "code", where),
        name=reader.text(phase, "name", where),
        days=reader.whole(phase, "days", where, 1, MOST_DAYS),
        units=units,
    )


def _unit(reader: Reader, where: str, data: object) -> Unit:
    unit: Mapping[str, object] = reader.record(data, where, needed=("type", "count", "minutes"))
    return Unit(
        session_type=reader.choice(unit, "type", where, SessionType),
        count=reader.whole(unit, "count", where, 1, MOST_SESSIONS),
        minutes=reader.whole(unit, "minutes", where, SHORTEST, LONGEST),
    )


def _unrepeated(reader: Reader, where: str, codes: Iterable[str]) -> None:
    for code, count in Counter(codes).items():
        if code and count > 1:
            reader.fault(where, FaultCode.REPEATED, code)
