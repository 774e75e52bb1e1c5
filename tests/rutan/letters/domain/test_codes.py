"""Codes that can be read out and typed, and cannot be guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rutan.letters.domain.codes import ALPHABET, BITS, LENGTH, read, shown, spelt

numbers = some.integers(min_value=0, max_value=(1 << BITS) - 1)


def test_a_code_has_a_hundred_bits():
    assert (BITS, LENGTH, len(set(ALPHABET))) == (100, 20, 32)
    assert (spelt(0), spelt((1 << BITS) - 1), spelt(1)) == ("0" * 20, "Z" * 20, "0" * 19 + "1")


@given(numbers, numbers)
def test_different_numbers_have_different_codes(one, other):
    assert (spelt(one) == spelt(other)) == (one == other)


@given(numbers)
def test_what_is_shown_reads_back_however_it_is_typed(number):
    code = spelt(number)
    assert shown(code).count("-") == 3
    assert read(shown(code)) == read(f" {shown(code).lower().replace('-', ' ')} ") == code


def test_signs_that_look_alike_are_taken_for_each_other():
    assert read("oOiIl-LOOOO-OOOOO-OOOOO") == "00111" + "1" + "0" * 14


@pytest.mark.parametrize("text", ["", "0" * 19, "0" * 21, "U" * 20, "é" * 20, "0" * 10, "../" * 7])
def test_what_cannot_be_a_code_reads_as_nothing(text):
    assert read(text) == ""
