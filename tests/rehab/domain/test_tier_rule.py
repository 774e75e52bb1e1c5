"""Conditions of a tier rule, in three values."""

from datetime import date

import pytest

from rehab.domain.inputs import Input
from rehab.domain.seed_edition import SEED_EDITION
from rehab.domain.tier_rule import Check, Comparison, Joined
from rehab.domain.tier_rule_reader import parse

KNOWN = {
    "dast10.total": Input("dast10.total", 5, 1, date(2026, 11, 24)),
    "assist.person": Input("assist.person", "moderate", 2, date(2026, 11, 24)),
}
TRUE = Check("dast10.total", Comparison.PRESENT)
FALSE = Check("dast10.total", Comparison.ABSENT)
UNKNOWN = Check("asi.drug_rating", Comparison.AT_LEAST, 0)


@pytest.mark.parametrize(
    ("name", "comparison", "limit", "verdict"),
    [
        ("dast10.total", Comparison.AT_LEAST, 5, True),
        ("dast10.total", Comparison.AT_LEAST, 6, False),
        ("dast10.total", Comparison.AT_MOST, 5, True),
        ("dast10.total", Comparison.AT_MOST, 4, False),
        ("dast10.total", Comparison.EQUAL, 5, True),
        ("dast10.total", Comparison.EQUAL, 4, False),
        ("assist.person", Comparison.ONE_OF, ("moderate", "high"), True),
        ("assist.person", Comparison.ONE_OF, ("low", "high"), False),
        ("assist.person", Comparison.PRESENT, None, True),
        ("assist.person", Comparison.ABSENT, None, False),
        ("asi.drug_rating", Comparison.PRESENT, None, False),
        ("asi.drug_rating", Comparison.ABSENT, None, True),
        ("asi.drug_rating", Comparison.EQUAL, 5, None),
        ("asi.drug_rating", Comparison.ONE_OF, (5,), None),
    ],
)
def test_comparisons(name, comparison, limit, verdict):
    assert Check(name, comparison, limit).judge(KNOWN) is verdict


def test_words_have_no_order():
    with pytest.raises(TypeError):
        Check("assist.person", Comparison.AT_LEAST, 3).judge(KNOWN)


@pytest.mark.parametrize(
    ("every", "parts", "verdict"),
    [
        (True, (TRUE, TRUE), True),
        (True, (TRUE, UNKNOWN), None),
        (True, (UNKNOWN, FALSE), False),
        (False, (FALSE, FALSE), False),
        (False, (FALSE, UNKNOWN), None),
        (False, (UNKNOWN, TRUE), True),
    ],
)
def test_joining(every, parts, verdict):
    assert Joined(every, parts).judge(KNOWN) is verdict


def test_an_edition_names_the_inputs_it_looks_at():
    assert parse(SEED_EDITION).inputs() == (
        "assist.person",
        "assist.injected",
        "asi.drug_rating",
        "dast10.total",
    )
