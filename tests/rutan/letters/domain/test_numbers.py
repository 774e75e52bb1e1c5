"""Numbers of letters are written by a pattern."""

import re

import pytest

from rutan.letters.domain.numbers import DEFAULT_PATTERN, PATTERN, written


def test_a_number_is_written_as_the_ministry_does():
    parts = {"prefix": "WP.6.PAS22", "classification": "PK.08.01", "number": 1, "year": 2026}
    assert written(DEFAULT_PATTERN, **parts) == "WP.6.PAS22.PK.08.01-0001"
    assert written("{prefix}_{classification}_{number} Tahun {year}", **parts) == (
        "WP.6.PAS22_PK.08.01_1 Tahun 2026"
    )


@pytest.mark.parametrize("pattern", [DEFAULT_PATTERN, "{number}", "{prefix}/{number:03d}/{year}"])
def test_these_are_patterns(pattern):
    assert re.search(PATTERN, pattern)


@pytest.mark.parametrize(
    "pattern", ["", "{prefix}", "{number", "{number}{", "{number:09999d}", "{other}{number}", "{number.real}"]
)
def test_these_are_none(pattern):
    assert not re.search(PATTERN, pattern)
