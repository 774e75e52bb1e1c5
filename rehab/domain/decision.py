"""Whether a tier decision may stand: reasons, the second person, and the screening behind a heavier tier.

Source: domain.md 1.9 and contracts.md. Equal to the recommendation, a decision is final; otherwise it needs a
reason and waits for a second person. *sedang* and *berat* need a signed ASSIST at moderate or above, whoever
agrees.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rehab.domain.lifecycle import DecisionState
from rehab.domain.tiers import Tier

ENOUGH_FOR_TREATMENT = ("moderate", "high")


class Objection(StrEnum):
    """Why a decision, or the second person's word on it, is refused; most fundamental first."""

    NOT_SCREENED = "not_screened"
    SCREENING_TOO_LOW = "screening_too_low"
    REASON_MISSING = "reason_missing"
    NOT_AWAITING = "not_awaiting"
    SECOND_IS_DECIDER = "second_is_decider"


@dataclass(frozen=True)
class ObjectionFound:
    """An objection with its facts.

    SCREENING_TOO_LOW has ``band`` and ``tier``, REASON_MISSING ``tier`` and, if there is one, ``recommended``.
    """

    code: Objection
    facts: Mapping[str, str] = field(default_factory=dict)


def needs_second_person(recommended: Tier | None, decided: Tier) -> bool:
    """Tell whether a decision departs from the recommendation; without one, every decision does."""
    return decided is not recommended


def first_state(recommended: Tier | None, decided: Tier) -> DecisionState:
    """Return the state a new decision begins in."""
    return DecisionState.AWAITING_SECOND if needs_second_person(recommended, decided) else DecisionState.FINAL


def objections(
    recommended: Tier | None, *, decided: Tier, reason: str, assist_band: str | None
) -> tuple[ObjectionFound, ...]:
    """Return everything that speaks against deciding so; empty means it may be decided.

    ``assist_band`` is the person band of the latest signed ASSIST, None without one.
    """
    found = []
    if assist_band is None:
        found.append(ObjectionFound(Objection.NOT_SCREENED))
    elif decided is not Tier.MILD and assist_band not in ENOUGH_FOR_TREATMENT:
        found.append(
            ObjectionFound(Objection.SCREENING_TOO_LOW, {"band": assist_band, "tier": decided.value})
        )
    if needs_second_person(recommended, decided) and not reason.strip():
        facts = {"tier": decided.value} | ({"recommended": recommended.value} if recommended else {})
        found.append(ObjectionFound(Objection.REASON_MISSING, facts))
    return tuple(found)


def objections_to_second(
    state: DecisionState, *, decided_by: int, second_by: int
) -> tuple[ObjectionFound, ...]:
    """Return what speaks against a person confirming or declining a decision; people are given by id."""
    found = []
    if state is not DecisionState.AWAITING_SECOND:
        found.append(ObjectionFound(Objection.NOT_AWAITING))
    if second_by == decided_by:
        found.append(ObjectionFound(Objection.SECOND_IS_DECIDER))
    return tuple(found)
