"""The tier a rule edition recommends for a person, with its reasons, its sources and what is missing."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import product

from rehab.domain.inputs import KNOWN, Input, Value, instrument_of
from rehab.domain.tier_rule import Check, Comparison, Condition, Edition, Limit, Rule
from rehab.domain.tiers import Tier


@dataclass(frozen=True)
class Fact:
    """A comparison that held: the input's value, what it was compared with, the assessment it came from.

    ``value`` and ``assessment_id`` are None where the absence of an input is what held.
    """

    input: str
    value: Value | None
    comparison: Comparison
    limit: Limit
    assessment_id: int | None


@dataclass(frozen=True)
class Reason:
    """Why the rule matched: a code for wording and the facts for its figures."""

    code: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class Missing:
    """What an instrument would tell and has not told.

    ``could_bring`` lists every tier that could be recommended if this instrument alone were added.
    """

    instrument: str
    inputs: tuple[str, ...]
    could_bring: tuple[Tier, ...]
    required: bool
    makes_provisional: bool


@dataclass(frozen=True)
class Recommendation:
    """What the edition recommends; ``tier`` and ``rule`` are None when nothing can be recommended."""

    edition: str
    tier: Tier | None
    provisional: bool
    rule: int | None
    reasons: tuple[Reason, ...]
    used: tuple[Input, ...]
    missing: tuple[Missing, ...]

    def as_json(self) -> dict[str, object]:
        """Return it as plain data, days as ISO text, to be kept with the decision."""
        plain: dict[str, object] = _plain(asdict(self))  # type: ignore[assignment]
        return plain


def recommend(edition: Edition, inputs: Iterable[Input]) -> Recommendation:
    """Recommend a tier: the first rule that surely holds wins.

    A rule that depends on a missing input does not match; what the input could change is told under
    ``missing``. Inputs the edition does not look at are ignored.

    :raises ValueError: when an input is given twice, or has a value it cannot have.
    """
    known = _by_name(edition, inputs)
    rule = _matching(edition, known)
    return Recommendation(
        edition=edition.code,
        tier=rule.tier if rule else None,
        provisional=rule is not None and any(name not in known for name in edition.provisional_without),
        rule=rule.number if rule else None,
        reasons=_reasons(rule.when, rule.reason, known) if rule else (),
        used=tuple(known[name] for name in edition.inputs() if name in known),
        missing=_missing(edition, known),
    )


def _by_name(edition: Edition, inputs: Iterable[Input]) -> dict[str, Input]:
    known: dict[str, Input] = {}
    for each in inputs:
        if each.name not in edition.inputs():
            continue
        if each.name in known:
            raise ValueError(f"input {each.name} is given twice")
        if each.value not in KNOWN[each.name].values():
            raise ValueError(f"input {each.name} cannot be {each.value!r}")
        known[each.name] = each
    return known


def _matching(edition: Edition, known: Mapping[str, Input]) -> Rule | None:
    if any(name not in known for name in edition.required):
        return None
    return next((rule for rule in edition.rules if rule.when.judge(known)), None)


def _reasons(condition: Condition, fallback: str, known: Mapping[str, Input]) -> tuple[Reason, ...]:
    """Collect reasons from the parts that hold; a part's own reason speaks for all that is below it."""
    if not condition.judge(known):
        return ()
    if condition.reason or isinstance(condition, Check):
        return (Reason(condition.reason or fallback, _facts(condition, known)),)
    return tuple(reason for part in condition.conditions for reason in _reasons(part, fallback, known))


def _facts(condition: Condition, known: Mapping[str, Input]) -> tuple[Fact, ...]:
    if not condition.judge(known):
        return ()
    if isinstance(condition, Check):
        found = known.get(condition.input)
        value, source = (found.value, found.assessment_id) if found else (None, None)
        return (Fact(condition.input, value, condition.comparison, condition.limit, source),)
    return tuple(fact for part in condition.conditions for fact in _facts(part, known))


def _missing(edition: Edition, known: Mapping[str, Input]) -> tuple[Missing, ...]:
    names = [name for name in edition.inputs() if name not in known]
    return tuple(
        _missing_of(
            edition, instrument, tuple(name for name in names if instrument_of(name) == instrument), known
        )
        for instrument in dict.fromkeys(instrument_of(name) for name in names)
    )


def _missing_of(
    edition: Edition, instrument: str, names: tuple[str, ...], known: Mapping[str, Input]
) -> Missing:
    return Missing(
        instrument=instrument,
        inputs=names,
        could_bring=_could_bring(edition, names, known),
        required=any(name in edition.required for name in names),
        makes_provisional=any(name in edition.provisional_without for name in names),
    )


def _could_bring(edition: Edition, names: tuple[str, ...], known: Mapping[str, Input]) -> tuple[Tier, ...]:
    """Try every value the inputs can have, few as they are: that says exactly what they could decide."""
    tiers = set()
    for values in product(*(KNOWN[name].values() for name in names)):
        tried = {name: Input(name, value, 0, date.min) for name, value in zip(names, values, strict=True)}
        if rule := _matching(edition, {**known, **tried}):
            tiers.add(rule.tier)
    return tuple(tier for tier in Tier if tier in tiers)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
