"""Spellings of sex."""

import pytest

from inmates.domain.sex import Sex, recognise


@pytest.mark.parametrize(
    "written", ["L", "l", "L.", "Lk", "LAKI-LAKI", "Laki - Laki", "laki2", "Pria", "M", "male"]
)
def test_male(written):
    assert recognise(written) is Sex.MALE


@pytest.mark.parametrize("written", ["P", "p", "Pr.", "Perempuan", "W", "WANITA", "wanita ", "F", "Female"])
def test_female(written):
    assert recognise(written) is Sex.FEMALE


@pytest.mark.parametrize("written", ["", "?", "L/P", "-", "X", "1", "Islam"])
def test_unknown(written):
    assert recognise(written) is None
