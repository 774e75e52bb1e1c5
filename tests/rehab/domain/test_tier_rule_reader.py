"""Reading an edition: what is right comes through whole, what is wrong is named with its place, all at once."""

import copy
import json

import pytest

from rehab.domain.faults import InvalidDataError
from rehab.domain.seed_edition import SEED_EDITION
from rehab.domain.tier_rule import Check, Comparison, Edition, Joined, Rule
from rehab.domain.tier_rule_reader import parse
from rehab.domain.tiers import Tier

SMALL = {
    "code": "T",
    "required": ["assist.person"],
    "provisional_without": [],
    "rules": [
        {
            "tier": "berat",
            "reason": "heavy",
            "when": {
                "all": [
                    {"input": "assist.person", "comparison": "one_of", "value": ["moderate", "high"]},
                    {"any": [{"input": "asi.drug_rating", "comparison": "absent"}], "reason": "inner"},
                ]
            },
        }
    ],
}


def faults(data):
    with pytest.raises(InvalidDataError) as caught:
        parse(data)
    return {(fault.where, fault.code.value) for fault in caught.value.faults}


def changed(**rule):
    data = copy.deepcopy(SMALL)
    data["rules"][0] |= rule
    return data


def test_an_edition_is_read_into_frozen_rules():
    inner = Joined(False, (Check("asi.drug_rating", Comparison.ABSENT),), "inner")
    first = Check("assist.person", Comparison.ONE_OF, ("moderate", "high"))
    rule = Rule(1, Tier.SEVERE, "heavy", Joined(True, (first, inner)))
    assert parse(SMALL) == Edition("T", ("assist.person",), (), (rule,))


def test_the_seed_edition_survives_storage_as_json():
    stored = parse(json.loads(json.dumps(SEED_EDITION)))
    assert stored == parse(SEED_EDITION)
    assert [(rule.number, rule.tier) for rule in stored.rules] == [
        (1, Tier.SEVERE),
        (2, Tier.MODERATE),
        (3, Tier.MILD),
    ]


def test_every_fault_is_named_at_once():
    data = {
        "code": " ",
        "required": ["assist.persn"],
        "rules": [
            {"tier": "parah", "reason": 3, "when": {"any": []}, "note": "x"},
            {"tier": "berat", "reason": "r"},
            "rule",
        ],
    }
    assert faults(data) == {
        ("edition.code", "not_a_text"),
        ("edition.required[0]", "not_a_choice"),
        ("edition.provisional_without", "missing_key"),
        ("edition.rules[0].note", "unknown_key"),
        ("edition.rules[0].tier", "not_a_choice"),
        ("edition.rules[0].reason", "not_a_text"),
        ("edition.rules[0].when.any", "empty"),
        ("edition.rules[1].when", "missing_key"),
        ("edition.rules[2]", "not_an_object"),
    }


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ("high", {("", "not_an_object")}),
        ({"input": "asi.drug", "comparison": "present"}, {(".input", "not_a_choice")}),
        (
            {"input": "dast10.total", "comparison": "is"},
            {(".comparison", "not_a_choice"), (".value", "missing_key")},
        ),
        ({"input": "dast10.total", "comparison": "at_least"}, {(".value", "missing_key")}),
        ({"input": "dast10.total", "comparison": "at_least", "value": 11}, {(".value", "out_of_range")}),
        ({"input": "dast10.total", "comparison": "equal", "value": "6"}, {(".value", "out_of_range")}),
        ({"input": "dast10.total", "comparison": "equal", "value": True}, {(".value", "out_of_range")}),
        (
            {"input": "assist.person", "comparison": "at_least", "value": "high"},
            {(".comparison", "not_a_choice")},
        ),
        ({"input": "assist.person", "comparison": "equal", "value": "tinggi"}, {(".value", "out_of_range")}),
        ({"input": "assist.person", "comparison": "one_of", "value": "high"}, {(".value", "not_a_list")}),
        (
            {"input": "assist.person", "comparison": "one_of", "value": ["high", 1]},
            {(".value[1]", "out_of_range")},
        ),
        ({"input": "assist.person", "comparison": "absent", "value": 1}, {(".value", "unknown_key")}),
        ({"any": [], "all": []}, {(".all", "unknown_key"), (".any", "empty")}),
        ({"all": "x"}, {(".all", "not_a_list")}),
    ],
)
def test_faults_of_a_condition(when, expected):
    assert faults(changed(when=when)) == {("edition.rules[0].when" + place, code) for place, code in expected}


def test_conditions_nested_too_deep_are_refused():
    when = {"input": "asi.drug_rating", "comparison": "absent"}
    for _level in range(4):
        when = {"all": [when]}
    assert parse(changed(when=when)).rules[0].number == 1
    assert faults(changed(when={"all": [when]})) == {("edition.rules[0].when" + ".all[0]" * 5, "too_deep")}


def test_an_edition_without_rules_or_without_shape_is_refused():
    assert faults(SMALL | {"rules": []}) == {("edition.rules", "empty")}
    assert ("edition", "not_an_object") in faults([SMALL])
    with pytest.raises(InvalidDataError, match=r"^edition\.rules: empty \(None\)$"):
        parse(SMALL | {"rules": []})
