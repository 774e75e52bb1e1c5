"""A recommendation kept as plain data comes back the same."""

import json
from datetime import date

import pytest

from rehab.domain.inputs import Input
from rehab.domain.recommendation import recommend
from rehab.domain.seed_edition import SEED_EDITION
from rehab.domain.stored import restore
from rehab.domain.tier_rule_reader import parse

DAY = date(2026, 11, 24)
PERSON = Input("assist.person", "high", 11, DAY)
ONE_OF = {"input": "assist.person", "comparison": "one_of", "value": ["moderate", "high"]}
LISTED = {
    "code": "T",
    "required": [],
    "provisional_without": [],
    "rules": [{"tier": "berat", "reason": "r", "when": ONE_OF}],
}


@pytest.mark.parametrize("edition", [SEED_EDITION, LISTED])
@pytest.mark.parametrize("inputs", [[], [PERSON], [PERSON, Input("dast10.total", 8, 22, DAY)]])
def test_back_and_forth(edition, inputs):
    found = recommend(parse(edition), inputs)
    assert restore(json.loads(json.dumps(found.as_json()))) == found


def test_the_plain_data():
    assert recommend(parse(LISTED), [PERSON]).as_json() == {
        "edition": "T",
        "tier": "berat",
        "provisional": False,
        "rule": 1,
        "reasons": [
            {
                "code": "r",
                "facts": [
                    {
                        "input": "assist.person",
                        "value": "high",
                        "comparison": "one_of",
                        "limit": ["moderate", "high"],
                        "assessment_id": 11,
                    }
                ],
            }
        ],
        "used": [{"name": "assist.person", "value": "high", "assessment_id": 11, "taken_on": "2026-11-24"}],
        "missing": [],
    }
