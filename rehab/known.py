"""What is known about one person of the working list: plain values for queries to fill and wording to read."""

from dataclasses import dataclass
from datetime import date

from inmates.enums import ConsentState
from inmates.models import Consent, Inmate
from rehab.domain.stage import Stage
from rehab.models import Placement, TierDecision
from rehab.queries_tiers import Recommended


@dataclass(frozen=True)
class Known:
    """What is known about one person of the list, as far as their stage needs it."""

    inmate: Inmate
    stage: Stage
    on: date
    recommended: Recommended | None = None
    decision: TierDecision | None = None
    consent: Consent | None = None
    placement: Placement | None = None

    @property
    def tier(self) -> str | None:
        """The tier to show: decided, else recommended."""
        if self.decision:
            return self.decision.decided
        return self.recommended.recommendation.tier if self.recommended else None

    @property
    def provisional(self) -> bool:
        """Whether the tier shown is only recommended, and that without the whole assessment."""
        return bool(not self.decision and self.recommended and self.recommended.recommendation.provisional)

    @property
    def consents(self) -> bool:
        """Whether the person has agreed to take part, and that holds today."""
        consent = self.consent
        return bool(
            consent
            and consent.state == ConsentState.GIVEN
            and (consent.expires_on is None or consent.expires_on >= self.on)
        )

    @property
    def leaves_early(self) -> bool:
        """Whether somebody in the programme is released before it ends."""
        leaves = self.inmate.expires_on
        return bool(self.placement and leaves and leaves <= self.placement.ends_on)
