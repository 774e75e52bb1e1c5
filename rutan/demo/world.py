"""What the builders of the demo share: the facility, its people, the accounts and the day."""

import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from inmates.models import Inmate
from rutan.accounts.models import User
from rutan.agencies.models import Agency, Facility
from rutan.demo.plan import Case


@dataclass
class World:
    """The demo facility while it is being built; ``chance`` decides what is left to chance, always the same way."""

    facility: Facility
    agencies: dict[str, Agency]
    users: dict[str, User]
    today: date
    chance: random.Random
    cases: list[Case] = field(default_factory=list)
    inmates: dict[str, Inmate] = field(default_factory=dict)

    def inmate(self, case: Case) -> Inmate:
        """The row of somebody in the plan."""
        return self.inmates[case.resident.register_number]

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        """A moment on the facility's clock."""
        return datetime.combine(day, time(hour, minute), tzinfo=self.facility.zone)

    def day(self, offset: int) -> date:
        """A day counted from today."""
        return self.today + timedelta(days=offset)

    def key(self) -> uuid.UUID:
        """A request key, the same each time the demo is built."""
        return uuid.UUID(int=self.chance.getrandbits(128), version=4)
