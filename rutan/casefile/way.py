"""How far a person has come, as the strip under the name shows it."""

from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from inmates.models import Inmate
from rehab.domain.lifecycle import PlacementState
from rehab.domain.stage import Stage as Reached
from rehab.models import Placement
from rehab.wording import PLACEMENT_STATES
from rutan.core.shapes import Stage, StageState

ORDER = tuple(Reached)
DECISION = 1  # the place of the tier decision in the strip


def steps(reached: Reached, placement: Placement | None, *, on: date) -> list[Stage]:
    """Return the strip: what is done, where the person is now, what comes."""
    now = ORDER.index(reached)
    decided = ORDER.index(Reached.TO_PLACE)
    ended = reached is Reached.ENDED and placement is not None
    return [
        Stage(_("Screening"), _state(0, 0, now)),
        Stage(_("Tier decision"), _state(DECISION, decided - 1, now), _decision_note(reached)),
        Stage(_("Placement"), _state(decided, decided, now)),
        Stage(_("Programme"), _state(decided + 1, decided + 1, now), _programme_note(placement, on)),
        Stage(_("Completed"), _end_state(ended, placement), _end_note(ended, placement)),
    ]


def linked(strip: list[Stage], inmate: Inmate) -> list[Stage]:
    """Let the tier decision lead to its page, for whoever may open that."""
    url = reverse("rehab:tier", args=[inmate.pk])
    return [replace(step, url=url) if place == DECISION else step for place, step in enumerate(strip)]


def _state(first: int, last: int, now: int) -> StageState:
    """A step covers the stages from ``first`` to ``last``."""
    if now > last:
        return StageState.DONE
    return StageState.NOW if now >= first else StageState.NEXT


def _decision_note(reached: Reached) -> str:
    return _("awaits the second person") if reached is Reached.AWAITING_SECOND else ""


def _programme_note(placement: Placement | None, on: date) -> str:
    if placement is None or placement.ended_on or on < placement.starts_on:
        return ""
    facts = {
        "day": (on - placement.starts_on).days + 1,
        "days": (placement.ends_on - placement.starts_on).days + 1,
    }
    return _("day %(day)d of %(days)d") % facts


def _end_state(ended: bool, placement: Placement | None) -> StageState:
    if not ended or placement is None:
        return StageState.NEXT
    return StageState.DONE if placement.state == "completed" else StageState.STOPPED


def _end_note(ended: bool, placement: Placement | None) -> str:
    if not ended or placement is None or placement.state == "completed":
        return ""
    return str(PLACEMENT_STATES[PlacementState(placement.state)])
