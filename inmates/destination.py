"""Where somebody is sent."""

from dataclasses import dataclass

from rutan.agencies.models import Facility


@dataclass(frozen=True)
class Destination:
    """Where a transfer leads: to a facility that works with Pulih, or to a place by its name."""

    receiver: Facility | None = None
    name: str = ""

    @property
    def words(self) -> str:
        """What it is called."""
        return self.receiver.name if self.receiver else self.name.strip()


NOWHERE = Destination()
