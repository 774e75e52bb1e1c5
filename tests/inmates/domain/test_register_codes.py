"""Recognising registers and comparing register numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.register_codes import RegisterCode, code_in_number, recognise, register_key


@pytest.mark.parametrize("code", RegisterCode)
def test_every_code_is_recognised_with_and_without_dots_in_any_case(code):
    spellings = [code.value, code.value.replace(".", ""), code.value.upper(), code.value.lower()]
    spellings += [code.value.replace(".", " "), f" {code.value}. ", " ".join(code.value)]
    assert [recognise(spelling) for spelling in spellings] == [code] * len(spellings)


@pytest.mark.parametrize(
    "written", ["", "Z.9", "A", "B", "A.VI", "A3", "B1", "D", "F", "BIIc", "Tahanan", "A.I/A.II"]
)
def test_what_is_no_register_of_people_is_not_recognised(written):
    assert recognise(written) is None


def test_life_and_death_have_no_end_and_may_be_written_out():
    assert recognise("Seumur Hidup") == RegisterCode.LIFE
    assert recognise("Pidana Mati") == RegisterCode.DEATH
    assert [code for code in RegisterCode if code.has_no_end] == [RegisterCode.LIFE, RegisterCode.DEATH]


def test_detainees_are_those_of_register_a():
    assert [code.value for code in RegisterCode if code.is_detainee] == [
        "A.I",
        "A.II",
        "A.III",
        "A.IV",
        "A.V",
    ]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("BI.100-WNA/2026", RegisterCode.B_I),
        ("B.IIa 12/2026", RegisterCode.B_IIA),
        ("BIIIs.1/2026", RegisterCode.B_IIIS),
        ("a.iii.7/2025", RegisterCode.A_III),
        ("12/BI/2026", None),
        ("XI.1/2026", None),
        ("", None),
    ],
)
def test_the_code_is_read_from_the_number(number, code):
    assert code_in_number(number) == code


def test_spellings_of_one_number_have_one_key():
    spellings = ["BIIa.12/2026", "B.IIa.12/2026", "biia. 12 / 2026", "B.IIA 12/2026"]
    assert {register_key(spelling) for spelling in spellings} == {"BIIA.12/2026"}


def test_other_numbers_have_other_keys():
    numbers = [
        "BI.1/2025",
        "BI.11/2025",
        "BI.1.1/2025",
        "BII.1/2025",
        "BI.1/2026",
        "AI.1/2025",
        "1/2025",
        "1.1/2025",
    ]
    assert len({register_key(number) for number in numbers}) == len(numbers)
    assert register_key("") == ""


@given(st.text(max_size=30))
def test_no_text_is_too_strange(written):
    assert recognise(written) in {*RegisterCode, None}
    assert code_in_number(written) in {*RegisterCode, None}
    assert register_key(register_key(written)) == register_key(written)
