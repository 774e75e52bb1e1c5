"""Two people correct one person: which fields are asked about; names of the court; other names."""

from datetime import date

import pytest

from inmates.domain.person_facts import Difference, aliases, differences, doubts, touches_the_court
from inmates.domain.row_codes import RowCode
from inmates.domain.sex import Sex

NIK = "3304060501900001"


def asked(typed, stored, seen):
    signs = {name: str(value) for name, value in stored.items()}
    seen = {name: str(value) for name, value in seen.items()}
    return differences(seen=seen, signs=signs, stored=stored, typed=typed)


def test_only_what_somebody_else_changed_to_something_else_is_asked():
    seen = {"full_name": "A", "religion": "Islam", "address": "x"}
    stored = {"full_name": "B", "religion": "Islam", "address": "y"}
    typed = {"full_name": "C", "religion": "Kristen", "address": "y"}
    assert asked(typed, stored, seen) == (Difference("full_name", "C", "B"),)


def test_a_field_left_alone_is_asked_too_if_somebody_else_changed_it():
    assert asked({"alias": "A"}, {"alias": "B"}, {"alias": "A"}) == (Difference("alias", "A", "B"),)


def test_a_field_that_was_not_seen_is_asked():
    assert asked({"alias": "A"}, {"alias": "B"}, {}) == (Difference("alias", "A", "B"),)


@pytest.mark.parametrize(
    ("stored", "typed", "touches"),
    [
        ({"full_name": "A", "nik": None}, {"full_name": "B", "nik": None}, True),
        ({"full_name": "A", "nik": None}, {"full_name": "A", "nik": NIK}, False),
        ({"full_name": "A", "nik": NIK}, {"full_name": "A", "nik": None}, True),
        ({"full_name": "A", "nik": NIK}, {"full_name": "A"}, False),
    ],
)
def test_what_the_court_wrote(stored, typed, touches):
    assert touches_the_court(stored, typed) is touches


@pytest.mark.parametrize(
    ("nik", "born_on", "sex", "expected"),
    [
        (NIK, date(1990, 1, 5), Sex.MALE, []),
        (NIK, date(1990, 1, 6), Sex.MALE, [RowCode.NIK_BIRTH_DATE_MISMATCH]),
        (NIK, date(1990, 1, 5), Sex.FEMALE, [RowCode.NIK_SEX_MISMATCH]),
        ("", date(1990, 1, 6), Sex.FEMALE, []),
    ],
)
def test_doubts(nik, born_on, sex, expected):
    assert list(doubts(nik=nik, born_on=born_on, sex=sex)) == expected


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("", ""),
        ("Gendut", "Gendut"),
        ("Gendut; Si Kecil ;;Gendut", "Gendut; Si Kecil"),
        ("Gendut alias Si Kecil als. Bejo", "Gendut; Si Kecil; Bejo"),
        ("Gendut, Bejo", "Gendut; Bejo"),
    ],
)
def test_other_names(written, kept):
    assert aliases(written) == kept
