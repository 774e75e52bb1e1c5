"""Sentences about recommendations and decisions."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from rehab.domain.decision import Objection, ObjectionFound
from rehab.domain.inputs import Input
from rehab.domain.recommendation import Missing, Reason
from rehab.domain.tier_rule import Check, Comparison, Condition, Joined, Rule
from rehab.wording import alternatives, instrument, tier_word

REASONS: dict[str, str | Promise] = {
    "injected_recently": _("Injected a substance within the last 3 months of the period asked about."),
    "asi_drug_considerable": _("ASI rates the need for drug treatment {value} (6 or more)."),
    "dast10_substantial": _("DAST-10 score {value} (6 or more)."),
    "assist_high_without_asi": _("High ASSIST risk, and no ASI yet."),
    "asi_drug_moderate": _("ASI rates the need for drug treatment {value} (4–5)."),
    "assist_high": _("High ASSIST risk."),
    "assist_moderate_alone": _("Moderate ASSIST risk, neither ASI nor DAST-10 yet."),
    "dast10_moderate": _("DAST-10 score {value} (3–5)."),
    "no_heavier_sign": _("ASSIST is complete, no heavier sign."),
    "severe_signs": _("There are severe signs"),
    "moderate_signs": _("There are moderate signs"),
}
OBJECTIONS: dict[Objection, str | Promise] = {
    Objection.NOT_SCREENED: _("There is no signed ASSIST yet."),
    Objection.SCREENING_TOO_LOW: _("ASSIST {band}; {tier} needs at least moderate risk."),
    Objection.REASON_MISSING: _("Write down the reason for departing from the recommendation{recommended}."),
    Objection.NOT_AWAITING: _("This decision no longer waits for a second person."),
    Objection.SECOND_IS_DECIDER: _("The second person must be another one than the decider."),
}
BANDS: dict[str, str | Promise] = {
    "low": _("low risk"),
    "moderate": _("moderate risk"),
    "high": _("high risk"),
}
INPUTS: dict[str, str | Promise] = {
    "assist.person": _("highest ASSIST risk"),
    "assist.injected": _("injecting (ASSIST Q8)"),
    "dast10.total": _("DAST-10 score"),
    "asi.drug_rating": _("ASI rating of the need for drug treatment"),
}
VALUES: dict[str, str | Promise] = {
    **BANDS,
    "never": _("never"),
    "earlier": _("earlier than 3 months"),
    "past_3_months": _("in the past 3 months"),
}
COMPARISONS: dict[Comparison, str | Promise] = {
    Comparison.EQUAL: "{input}: {value}",
    Comparison.ONE_OF: "{input}: {value}",
    Comparison.AT_LEAST: _("{input} at least {value}"),
    Comparison.AT_MOST: _("{input} at most {value}"),
    Comparison.PRESENT: _("{input} is known"),
    Comparison.ABSENT: _("{input} is not known"),
}


def reason(found: Reason) -> str:
    """Say one reason; a code that nobody has put into words yet is shown as it is."""
    value = next((fact.value for fact in found.facts if fact.value is not None), "")
    return str(REASONS.get(found.code, found.code)).format(value=value)


def missing(found: Missing) -> list[str]:
    """Say what an instrument would tell, and what its absence means."""
    name = instrument(found.instrument)
    if found.required:
        return [
            _now("There is no signed %(instrument)s yet, so nothing can be recommended.")
            % {"instrument": name}
        ]
    said = []
    if found.makes_provisional:
        said.append(_now("Provisional: there is no %(instrument)s yet.") % {"instrument": name})
    if found.could_bring:
        tiers = alternatives([tier_word(tier) for tier in found.could_bring])
        said.append(_now("%(instrument)s could bring %(tiers)s.") % {"instrument": name, "tiers": tiers})
    return said


def objection(found: ObjectionFound) -> str:
    """Say one objection."""
    recommended = found.facts.get("recommended")
    facts = {
        "band": band(found.facts.get("band", "")),
        "tier": tier_word(found.facts["tier"]) if "tier" in found.facts else "",
        "recommended": f" ({tier_word(recommended)})" if recommended else "",
    }
    return str(OBJECTIONS[found.code]).format(**facts)


def band(code: str) -> str:
    """A risk band of ASSIST in words."""
    return str(BANDS.get(code, code))


def fact(found: Input) -> tuple[str, str]:
    """A label and a value for something known about a person."""
    return str(INPUTS.get(found.name, found.name)), value(found.value)


def value(given: object) -> str:
    """A value of an input in words."""
    return str(VALUES.get(str(given), given))


def rule(found: Rule) -> str:
    """The text of a rule, as the page of the edition shows it."""
    return _condition(found.when)


def _condition(found: Condition) -> str:
    if isinstance(found, Check):
        return _check(found)
    parts = [
        f"({_condition(part)})" if isinstance(part, Joined) and len(part.conditions) > 1 else _condition(part)
        for part in found.conditions
    ]
    joint = _now("and") if found.every else _now("or")
    return f" {joint} ".join(parts)


def _check(found: Check) -> str:
    limit = found.limit
    shown = alternatives([value(each) for each in limit]) if isinstance(limit, tuple) else value(limit)
    name = str(INPUTS.get(found.input, found.input))
    return str(COMPARISONS[found.comparison]).format(input=name, value=shown)
