"""How a person's placements went, in numbers."""

from dataclasses import dataclass

from django.db.models import Q, Sum

from inmates.models import Inmate
from rehab.domain.lifecycle import PlacementState
from rehab.models import Attendance, Placement, ProgrammeUnit, Session
from rehab.wording import PLACEMENT_STATES
from rutan.accounts.models import User

TONES = {"active": "now", "completed": "done"}


@dataclass(frozen=True)
class Progress:
    """One placement, and how its sessions went for the person."""

    placement: Placement
    marks: tuple[Attendance, ...]
    planned: int

    @property
    def present(self) -> int:
        """Sessions the person attended."""
        return sum(mark.state == "present" for mark in self.marks)

    @property
    def lost_by_rutan(self) -> int:
        """Sessions lost on the detention centre's side."""
        return sum(mark.lost_by == "rutan" for mark in self.marks)

    @property
    def lost_by_person(self) -> int:
        """Sessions lost on the person's own side."""
        return sum(mark.lost_by == "person" for mark in self.marks)

    @property
    def marked(self) -> int:
        """Sessions of which it is known what became of them."""
        return len(self.marks)

    @property
    def leaves_early(self) -> bool:
        """Whether the register lets somebody go before their programme ends."""
        leaves = self.placement.inmate.expires_on
        return bool(leaves and not self.placement.ended_on and leaves <= self.placement.ends_on)

    @property
    def state(self) -> str:
        """What the state of the placement is called."""
        return str(PLACEMENT_STATES[PlacementState(self.placement.state)])

    @property
    def tone(self) -> str:
        """How the state of the placement is marked."""
        return TONES.get(self.placement.state, "off")


def placements_of(inmate: Inmate) -> list[Placement]:
    """All placements of a person, newest first, with what the page shows of each."""
    return list(
        Placement.objects.of(inmate).select_related("group__programme", "group__facilitator", "inmate")
    )


def marks_of(inmate: Inmate, *, own_of: User | None = None) -> list[Attendance]:
    """What became of each session for a person, newest first.

    :param own_of: only sessions of groups this person facilitates, or that they lead themselves.
    """
    marks = Attendance.objects.of(inmate)
    if own_of:
        led = Session.objects.visible_to(own_of).led_by(own_of)
        marks = marks.filter(Q(placement__group__facilitator=own_of) | Q(session__in=led.values("pk")))
    marks = marks.select_related("session__booking__facility", "session__unit")
    return list(marks.order_by("-session__booking__during", "-pk"))


def progress_of(placements: list[Placement], marks: list[Attendance]) -> list[Progress]:
    """Put marks to their placements; how many sessions a programme has is read once for all."""
    programmes = {placement.group.programme_id for placement in placements}
    units = ProgrammeUnit.objects.filter(phase__programme__in=programmes).values_list("phase__programme")
    counts = dict(units.annotate(Sum("count")).order_by())
    return [
        Progress(
            placement,
            tuple(mark for mark in marks if mark.placement_id == placement.pk),
            counts.get(placement.group.programme_id, 0),
        )
        for placement in placements
    ]
