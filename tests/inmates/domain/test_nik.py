"""The national identity number."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.cells import CellValue
from inmates.domain.nik import PROVINCES, Nik, NikReading, NikState, parse, read
from inmates.domain.sex import Sex

TODAY = date(2026, 11, 24)
NIK = "3304091303700025"


def test_a_valid_number_tells_sex_and_birth_date():
    man, woman = parse(NIK), parse("3304095303700025")
    assert (man, woman) == (Nik(NIK), Nik("3304095303700025"))
    assert (man.sex, woman.sex) == (Sex.MALE, Sex.FEMALE)
    assert man.birth_date(on=TODAY) == woman.birth_date(on=TODAY) == date(1970, 3, 13)


@pytest.mark.parametrize(
    "digits",
    [
        "",
        "330409130370002",
        "33040913037000250",
        "33040913037OOO25",
        "\uff13\uff1304091303700025",
        "9904091303700025",
        "0004091303700025",
        "3300091303700025",
        "3304001303700025",  # places
        "3304090003700025",
        "3304093203700025",
        "3304094003700025",
        "3304097203700025",  # days
        "3304091300700025",
        "3304091313700025",
        "3304093102700025",
        "3304092902010025",  # months, real days
        "3304091303700000",  # serial
    ],
)
def test_invalid_numbers(digits):
    assert parse(digits) is None


def test_the_century_gives_an_age_of_0_to_110():
    born = [
        Nik(f"33040901{month}{year}0001").birth_date(on=TODAY) for month, year in (("11", "26"), ("12", "26"))
    ]
    assert born == [date(2026, 11, 1), date(1926, 12, 1)]
    assert Nik("3304092902000001").birth_date(on=TODAY) == date(2000, 2, 29)
    # 1900 had no 29 February and 2100 will have none.
    assert Nik("3304092902000001").birth_date(on=date(1950, 1, 1)) is None


def test_agreement_is_by_day_month_and_two_digit_year():
    assert Nik("3304095303700025").agrees_with(date(1970, 3, 13))
    assert Nik(NIK).agrees_with(date(1870, 3, 13))
    disagreeing = [date(1970, 3, 14), date(1970, 4, 13), date(1971, 3, 13), date(1970, 12, 3)]
    assert [Nik(NIK).agrees_with(day) for day in disagreeing] == [False] * 4


@pytest.mark.parametrize(
    "cell", [NIK, f" '{NIK}", "3304 0913 0370 0025", "33.04.09.130370.0025", "3304-0913-0370-0025"]
)
def test_signs_between_digits_are_forgiven(cell):
    assert read(cell) == NikReading(NikState.VALID, Nik(NIK))


@pytest.mark.parametrize(
    ("cell", "state"),
    [
        (None, NikState.MISSING),
        ("  ", NikState.MISSING),
        ("-", NikState.MISSING),
        ("0", NikState.MISSING),
        ("Tidak ada", NikState.MISSING),
        ("belum ada", NikState.MISSING),
        (3303120211900040, NikState.DAMAGED),
        (3303120211900040.0, NikState.DAMAGED),
        ("3,30312E+15", NikState.DAMAGED),
        ("3.30312021190004E+15", NikState.DAMAGED),
        ("3303120211900040.0", NikState.DAMAGED),
        ("33041305108400", NikState.BAD),
        ("3304050210870000", NikState.BAD),
        ("0000000000000000", NikState.BAD),
        ("KTP hilang", NikState.BAD),
        (date(1970, 3, 13), NikState.BAD),
        (True, NikState.BAD),
    ],
)
def test_other_cells_hold_no_number(cell: CellValue, state):
    assert read(cell) == NikReading(state)


@given(
    st.sampled_from(sorted(PROVINCES)),
    st.integers(1, 99),
    st.integers(1, 99),
    st.dates(date(1930, 1, 1), TODAY),
    st.sampled_from(Sex),
    st.integers(1, 9999),
)
def test_a_number_made_from_a_person_says_the_same_of_the_person(
    province, regency, district, born_on, sex, serial
):
    day = born_on.day + (40 if sex is Sex.FEMALE else 0)
    digits = f"{province}{regency:02d}{district:02d}{day:02d}{born_on:%m%y}{serial:04d}"
    nik = parse(digits)
    assert nik == Nik(digits)
    assert (nik.sex, nik.birth_date(on=TODAY), nik.agrees_with(born_on)) == (sex, born_on, True)


@given(st.text(max_size=20) | st.text("0123456789", min_size=14, max_size=18) | st.floats() | st.integers())
def test_no_cell_is_too_strange(cell):
    reading = read(cell)
    assert (reading.nik is not None) == (reading.state is NikState.VALID)
