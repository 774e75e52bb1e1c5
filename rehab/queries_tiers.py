"""Reads about what a person's assessments recommend, and what was decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from json import dumps

from assessments.models import Assessment
from assessments.queries import latest_signed_of
from inmates.models import Inmate
from rehab.domain import tier_rule_reader
from rehab.domain.inputs import Input, inputs_from
from rehab.domain.lifecycle import DecisionState
from rehab.domain.recommendation import Recommendation, recommend
from rehab.domain.tier_rule import Edition
from rehab.models import TierDecision, TierRuleEdition

SCREENING = "assist"
INSTRUMENTS = (SCREENING, "dast10", "asi")


@dataclass(frozen=True)
class Recommended:
    """What the edition in force says about a person, and the forms it was read from, newest of each instrument."""

    edition: TierRuleEdition
    recommendation: Recommendation
    forms: tuple[Assessment, ...]

    @property
    def assist_band(self) -> str | None:
        """The person band of the latest signed ASSIST; None without one."""
        form = next((form for form in self.forms if form.instrument == SCREENING), None)
        bands = (form.result or {}).get("bands", {}) if form else {}
        return bands.get("person")

    @property
    def mark(self) -> str:
        """A short sign of all it says: a form carries it, so that nobody decides on what has changed meanwhile."""
        return sha256(dumps(self.recommendation.as_json(), sort_keys=True).encode()).hexdigest()[:16]


def recommend_for(inmate: Inmate, *, on: date) -> Recommended:
    """Return what the edition in force on a day recommends by the assessments signed and taken by then."""
    return recommend_for_all([inmate], on=on)[inmate.pk]


def recommend_for_all(people: Iterable[Inmate], *, on: date) -> dict[int, Recommended]:
    """Return what is recommended for each person, by key, with two reads for all of them."""
    edition = edition_in_force(on)
    rules = tier_rule_reader.parse(edition.rules)
    ids = [person.pk for person in people]
    signed = latest_signed_of(ids, INSTRUMENTS, on)
    return {pk: _recommended(edition, rules, [signed.get((pk, code)) for code in INSTRUMENTS]) for pk in ids}


def _recommended(edition: TierRuleEdition, rules: Edition, found: Sequence[Assessment | None]) -> Recommended:
    forms = tuple(form for form in found if form)
    inputs = [each for form in forms for each in _inputs(form)]
    return Recommended(edition, recommend(rules, inputs), forms)


def _inputs(form: Assessment) -> tuple[Input, ...]:
    return inputs_from(
        form.instrument, form.result or {}, form.answers, assessment_id=form.pk, taken_on=form.taken_on
    )


def edition_in_force(on: date) -> TierRuleEdition:
    """Return the edition that judges on a day. Raises TierRuleEdition.DoesNotExist before the first one."""
    return TierRuleEdition.objects.in_force(on).get()


def decisions_of(inmate: Inmate) -> list[TierDecision]:
    """All that was ever decided for a person, newest first."""
    people = ("decided_by", "second_by", "edition")
    return list(TierDecision.objects.of(inmate).select_related(*people))


def standing_decision(decisions: Sequence[TierDecision]) -> TierDecision | None:
    """Return the decision that stands, of a person's decisions newest first.

    A declined one changes nothing: what stood before it stands. Only where nothing else was decided it is returned.
    """
    others = (decision for decision in decisions if decision.state != DecisionState.DECLINED)
    return next(others, next(iter(decisions), None))
