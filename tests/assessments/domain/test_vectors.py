"""The shared answer sets of every registered instrument give exactly the expected results."""

import json
from pathlib import Path

import pytest

from assessments.domain.registry import INSTRUMENTS
from assessments.domain.scoring import score

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "instruments" / "vectors.json").read_text())
COVERED = [vector for vector in VECTORS if vector["instrument"] in INSTRUMENTS]


def test_every_registered_instrument_has_vectors():
    assert {vector["instrument"] for vector in COVERED} == set(INSTRUMENTS)


@pytest.mark.parametrize("vector", COVERED, ids=lambda vector: vector["instrument"])
def test_vector_is_met(vector):
    result = score(INSTRUMENTS[vector["instrument"]], vector["answers"]).as_json()
    assert {name: result[name] for name in vector["expected"]} == vector["expected"]
    assert result["missing"] == []
    assert json.loads(json.dumps(result)) == result
