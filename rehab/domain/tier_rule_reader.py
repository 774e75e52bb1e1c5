"""Reads a tier-rule edition from plain data, as it is stored and edited; ``seed_edition`` shows what it looks
like.

``{"any": […]}`` and ``{"all": […]}`` join conditions; a comparison has ``input``, ``comparison`` and, but for
``present`` and ``absent``, ``value``. Any condition may carry a ``reason``, every rule must.
"""

from collections.abc import Mapping

from rehab.domain.faults import FaultCode, Reader
from rehab.domain.inputs import KNOWN, Span, Value
from rehab.domain.tier_rule import Check, Comparison, Condition, Edition, Joined, Limit, Rule
from rehab.domain.tiers import Tier

DEEPEST = 5


def parse(data: object) -> Edition:
    """Read an edition. Raises InvalidDataError naming every fault."""
    reader = Reader()
    top = reader.record(data, "edition", needed=("code", "required", "provisional_without", "rules"))
    edition = Edition(
        code=reader.text(top, "code", "edition"),
        required=_names(reader, top, "required"),
        provisional_without=_names(reader, top, "provisional_without"),
        rules=tuple(
            _rule(reader, number, place, entry)
            for number, (place, entry) in enumerate(reader.entries(top, "rules", "edition"), start=1)
        ),
    )
    reader.finish()
    return edition


def _names(reader: Reader, top: Mapping[str, object], key: str) -> tuple[str, ...]:
    entries = reader.entries(top, key, "edition", least=0)
    for place, name in entries:
        if name not in KNOWN:
            reader.fault(place, FaultCode.NOT_A_CHOICE, name)
    return tuple(str(name) for _place, name in entries)


def _rule(reader: Reader, number: int, where: str, data: object) -> Rule:
    rule = reader.record(data, where, needed=("tier", "reason", "when"))
    tier = reader.choice(rule, "tier", where, Tier)
    when = (
        _condition(reader, f"{where}.when", rule.get("when"), depth=1) if "when" in rule else Joined(True, ())
    )
    return Rule(number, tier, reader.text(rule, "reason", where), when)


def _condition(reader: Reader, where: str, data: object, *, depth: int) -> Condition:
    if depth > DEEPEST:
        reader.fault(where, FaultCode.TOO_DEEP)
        return Joined(True, ())
    joint = next((key for key in ("any", "all") if isinstance(data, Mapping) and key in data), None)
    if joint is None:
        return _check(reader, where, data)
    node = reader.record(data, where, needed=(joint,), may=("reason",))
    parts = reader.entries(node, joint, where)
    return Joined(
        every=joint == "all",
        conditions=tuple(_condition(reader, place, entry, depth=depth + 1) for place, entry in parts),
        reason=reader.text(node, "reason", where),
    )


def _check(reader: Reader, where: str, data: object) -> Check:
    node = reader.record(data, where, needed=("input", "comparison"), may=("value", "reason"))
    name = reader.text(node, "input", where)
    comparison = reader.choice(node, "comparison", where, Comparison)
    if name and name not in KNOWN:
        reader.fault(f"{where}.input", FaultCode.NOT_A_CHOICE, name)
    limit = _limit(reader, where, node, name, comparison) if name in KNOWN else None
    return Check(name, comparison, limit, reader.text(node, "reason", where))


def _limit(
    reader: Reader, where: str, node: Mapping[str, object], name: str, comparison: Comparison
) -> Limit:
    place, kind, given = f"{where}.value", KNOWN[name], node.get("value")
    if comparison in (Comparison.PRESENT, Comparison.ABSENT):
        if "value" in node:
            reader.fault(place, FaultCode.UNKNOWN_KEY)
        return None
    if "value" not in node:
        reader.fault(place, FaultCode.MISSING_KEY)
        return None
    if comparison in (Comparison.AT_LEAST, Comparison.AT_MOST) and not isinstance(kind, Span):
        reader.fault(f"{where}.comparison", FaultCode.NOT_A_CHOICE, comparison.value)
        return None
    if comparison is Comparison.ONE_OF:
        entries = reader.entries(node, "value", where)
        return tuple(_value(reader, entry_place, entry, kind.values()) for entry_place, entry in entries)
    return _value(reader, place, given, kind.values())


def _value(reader: Reader, place: str, given: object, values: tuple[Value, ...]) -> Value:
    for value in values:
        if type(given) is type(value) and given == value:
            return value
    reader.fault(place, FaultCode.OUT_OF_RANGE, given)
    return values[0]
