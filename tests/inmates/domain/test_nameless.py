"""Columns without a heading go by their letter among the headings beside them."""

import pytest

from inmates.domain.columns import keys_of
from inmates.domain.nameless import has_heading, letter_of


@pytest.mark.parametrize(
    ("place", "letter"), [(0, "A"), (2, "C"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (702, "AAA")]
)
def test_letters_are_those_of_a_spreadsheet(place, letter):
    assert letter_of(place) == letter


def test_a_column_is_the_same_only_among_the_same_headings_in_the_same_order():
    head = ["No", "", "Nama", None, "JK"]
    keys = keys_of(head)
    assert [has_heading(key) for key in keys] == [True, False, True, False, True]
    assert keys_of([*head, None, ""])[:5] == keys
    others = (["No", "", "Nama", None, "Umur"], ["Nama", "", "No", None, "JK"], ["No", "", "Nama", "JK"])
    assert all(keys_of(other)[1] != keys[1] for other in others)
    assert len(set(keys)) == len(keys)


def test_no_heading_has_the_key_of_one_that_is_missing():
    (key,) = [key for key in keys_of(["No", "", "Nama"]) if not has_heading(key)]
    assert key not in keys_of([key, f" {key} ", "Nama"])
