"""Recognising cells of the facility."""

import pytest

from inmates.domain.places import Places

PLACES = Places(["A1", "A11", "B2", "Melati 3"])


@pytest.mark.parametrize(
    "written",
    ["A1", "a1", "A 1", "A-1", "A/01", "A.1", "Blok A1", "Blok A Kamar 1", "BLOK A / KMR. 1", "Kamar A-1"],
)
def test_spellings_of_a_cell(written):
    assert PLACES.find(written) == "A1"


def test_names_and_longer_numbers():
    assert [PLACES.find(written) for written in ("A-11", "wisma", "MELATI/3", "Blok B, sel 2")] == [
        "A11",
        None,
        "Melati 3",
        "B2",
    ]


@pytest.mark.parametrize("written", ["", "A", "1", "A2", "A1B", "Karantina-X", "Blok", "Kamar"])
def test_other_places_are_unknown(written):
    assert PLACES.find(written) is None
