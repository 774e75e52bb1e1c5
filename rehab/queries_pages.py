"""What the page of one person's tier shows, and the page of the rule edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from assessments.models import Assessment
from inmates.models import Inmate
from rehab import wording, wording_tiers
from rehab.domain import tier_rule_reader
from rehab.domain.lifecycle import DecisionState
from rehab.domain.recommendation import Recommendation
from rehab.domain.stored import restore
from rehab.domain.tier_rule import Edition
from rehab.domain.tiers import Tier
from rehab.models import ProgrammeEdition, TierDecision, TierRuleEdition
from rehab.queries_placement import VALID_DAYS, Choice, choices_for
from rehab.queries_tiers import Recommended, decisions_of, recommend_for, standing_decision

STATE_TONES = {
    DecisionState.AWAITING_SECOND: "wait",
    DecisionState.FINAL: "done",
    DecisionState.DECLINED: "off",
}


@dataclass(frozen=True)
class FactShown:
    """A fact a recommendation rests on, in words, with the form it was read from."""

    label: str
    value: str
    assessment_id: int
    instrument: str
    taken_on: date


@dataclass(frozen=True)
class Why:
    """A recommendation in words, as it is now or as it was kept with a decision."""

    tier: Tier | None
    provisional: bool
    edition: str
    rule_number: int | None
    rule: str
    reasons: tuple[str, ...]
    facts: tuple[FactShown, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class DecisionShown:
    """A decision with its recommendation in words."""

    decision: TierDecision
    state: str
    tone: str
    why: Why


@dataclass(frozen=True)
class TierPage:
    """Everything the page of one person's tier shows."""

    inmate: Inmate
    recommended: Recommended
    why: Why
    forms: tuple[Assessment, ...]
    decisions: tuple[DecisionShown, ...]
    outdated_since: date | None

    @property
    def waits(self) -> TierDecision | None:
        """The decision that waits for a second person."""
        latest = self.decisions[0].decision if self.decisions else None
        return latest if latest and latest.state == DecisionState.AWAITING_SECOND else None

    @property
    def final(self) -> TierDecision | None:
        """The final decision that stands, if one does."""
        standing = standing_decision([shown.decision for shown in self.decisions])
        return standing if standing and standing.state == DecisionState.FINAL else None


@dataclass(frozen=True)
class RuleShown:
    """One rule of an edition in words."""

    number: int
    tier: Tier
    text: str


@dataclass(frozen=True)
class RulesPage:
    """The edition in force, earlier and later ones, and the programmes."""

    edition: TierRuleEdition
    rules: tuple[RuleShown, ...]
    editions: tuple[TierRuleEdition, ...]
    programmes: tuple[ProgrammeEdition, ...]


def tier_page(inmate: Inmate, *, on: date) -> TierPage:
    """Gather the page of one person's tier."""
    recommended = recommend_for(inmate, on=on)
    return TierPage(
        inmate=inmate,
        recommended=recommended,
        why=why(recommended.recommendation, recommended.edition),
        forms=recommended.forms,
        decisions=tuple(decision_shown(decision) for decision in decisions_of(inmate)),
        outdated_since=outdated_since(recommended.forms, on=on),
    )


def outdated_since(forms: Iterable[Assessment], *, on: date) -> date | None:
    """The last day on which the newest form was fresh enough for a placement, if that day is over."""
    taken = max((form.taken_on for form in forms), default=None)
    last = taken + timedelta(days=VALID_DAYS) if taken else None
    return last if last and last < on else None


def decision_shown(decision: TierDecision) -> DecisionShown:
    """Put a decision into words, by the recommendation kept with it."""
    state = DecisionState(decision.state)
    return DecisionShown(
        decision=decision,
        state=str(wording.DECISION_STATES[state]),
        tone=STATE_TONES[state],
        why=why(restore(decision.recommendation), decision.edition),
    )


def why(recommendation: Recommendation, edition: TierRuleEdition) -> Why:
    """Put a recommendation into words."""
    rules = tier_rule_reader.parse(edition.rules)
    return Why(
        tier=recommendation.tier,
        provisional=recommendation.provisional,
        edition=recommendation.edition,
        rule_number=recommendation.rule,
        rule=_rule_text(rules, recommendation.rule),
        reasons=tuple(wording_tiers.reason(reason) for reason in recommendation.reasons),
        facts=tuple(
            FactShown(*wording_tiers.fact(each), each.assessment_id, _instrument(each.name), each.taken_on)
            for each in recommendation.used
        ),
        missing=tuple(
            sentence for each in recommendation.missing for sentence in wording_tiers.missing(each)
        ),
    )


def rules_page(*, on: date) -> RulesPage:
    """Gather the page of the rule edition in force on a day."""
    edition = TierRuleEdition.objects.in_force(on).get()
    rules = tier_rule_reader.parse(edition.rules)
    return RulesPage(
        edition=edition,
        rules=tuple(RuleShown(rule.number, rule.tier, wording_tiers.rule(rule)) for rule in rules.rules),
        editions=tuple(TierRuleEdition.objects.newest_first()),
        programmes=tuple(ProgrammeEdition.objects.valid(on).with_units()),
    )


def _rule_text(rules: Edition, number: int | None) -> str:
    found = next((rule for rule in rules.rules if rule.number == number), None)
    return wording_tiers.rule(found) if found else ""


def _instrument(name: str) -> str:
    return wording.instrument(name.partition(".")[0])


@dataclass(frozen=True)
class PlacePage:
    """Every open group for one person, with what stands in the way, and the key of the form."""

    choices: tuple[Choice, ...]
    starts_on: date
    tier: Tier | None
    request_key: UUID

    @property
    def free(self) -> int:
        """How many groups the person may be placed in."""
        return sum(not choice.obstacles for choice in self.choices)


def place_page(inmate: Inmate, *, starts_on: date) -> PlacePage:
    """Gather the page on which somebody is placed from a day on."""
    decision = standing_decision(decisions_of(inmate))
    return PlacePage(
        choices=tuple(choices_for(inmate, starts_on=starts_on)),
        starts_on=starts_on,
        tier=Tier(decision.decided) if decision else None,
        request_key=uuid4(),
    )


def programmes_in_force(*, on: date) -> list[ProgrammeEdition]:
    """The newest programme of each tier, shortest first."""
    return sorted(ProgrammeEdition.objects.in_force(on), key=lambda edition: (edition.days, edition.pk))
