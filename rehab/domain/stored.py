"""Reads back a recommendation kept as plain data, so that its reasons can be put into words again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from rehab.domain.inputs import Input
from rehab.domain.recommendation import Fact, Missing, Reason, Recommendation
from rehab.domain.tier_rule import Comparison
from rehab.domain.tiers import Tier


def restore(data: Mapping[str, Any]) -> Recommendation:
    """Read what ``Recommendation.as_json`` wrote. Raises KeyError or ValueError on anything else."""
    return Recommendation(
        edition=data["edition"],
        tier=None if data["tier"] is None else Tier(data["tier"]),
        provisional=data["provisional"],
        rule=data["rule"],
        reasons=tuple(
            Reason(each["code"], tuple(_fact(fact) for fact in each["facts"])) for each in data["reasons"]
        ),
        used=tuple(
            Input(**{**each, "taken_on": date.fromisoformat(each["taken_on"])}) for each in data["used"]
        ),
        missing=tuple(_missing(each) for each in data["missing"]),
    )


def _fact(data: Mapping[str, Any]) -> Fact:
    limit = tuple(data["limit"]) if isinstance(data["limit"], list) else data["limit"]
    return Fact(data["input"], data["value"], Comparison(data["comparison"]), limit, data["assessment_id"])


def _missing(data: Mapping[str, Any]) -> Missing:
    return Missing(
        instrument=data["instrument"],
        inputs=tuple(data["inputs"]),
        could_bring=tuple(Tier(tier) for tier in data["could_bring"]),
        required=data["required"],
        makes_provisional=data["makes_provisional"],
    )
