"""A booking as somebody wants it, before it is one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rutan.timetable.domain.calendar import ResourceKind, Slot


@dataclass(frozen=True, slots=True)
class RoomFacts:
    """A room with its places; None where nobody has counted them."""

    id: int
    name: str
    capacity: int | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A booking as somebody wants it, the people by id with their names; ``booking_id`` if it exists."""

    room: RoomFacts
    slot: Slot
    facilitators: Mapping[int, str]
    inmates: Mapping[int, str]
    booking_id: int | None = None

    def resources(self) -> Iterator[tuple[ResourceKind, int, str]]:
        """Yield whatever the booking would hold, with its id and name."""
        yield ResourceKind.ROOM, self.room.id, self.room.name
        for key, name in self.facilitators.items():
            yield ResourceKind.FACILITATOR, key, name
        for key, name in self.inmates.items():
            yield ResourceKind.INMATE, key, name
