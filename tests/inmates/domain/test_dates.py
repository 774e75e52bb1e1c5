"""Days as offices write them."""

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.dates import age_on, is_date, read_birth_date, read_date

TODAY = date(2026, 11, 24)
MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026-02-01", date(2026, 2, 1)),
        ("2026-2-1", date(2026, 2, 1)),
        ("20260201", date(2026, 2, 1)),
        ("2026-02-01T00:00:00", date(2026, 2, 1)),
        ("2026-02-01 07:30:00.000", date(2026, 2, 1)),
        ("01/02/2026", date(2026, 2, 1)),
        ("1-2-2026", date(2026, 2, 1)),
        ("01.02.2026", date(2026, 2, 1)),
        (" 01 / 02 / 2026 ", date(2026, 2, 1)),
        ("01/02/2026 00:00", date(2026, 2, 1)),
        ("01/02/26", date(2026, 2, 1)),
        ("1 Februari 2026", date(2026, 2, 1)),
        ("1 PEBRUARI 2026", date(2026, 2, 1)),
        ("01-Feb-26", date(2026, 2, 1)),
        ("1 Feb. 2026", date(2026, 2, 1)),
        ("Senin, 24 Agt 2026", date(2026, 8, 24)),
        ("Jum'at 14 Nop 2025", date(2025, 11, 14)),
        ("17 August 2026", date(2026, 8, 17)),
        ("5 Okt 2026", date(2026, 10, 5)),
        ("31 Des 2026", date(2026, 12, 31)),
        (datetime(2026, 2, 1, 13, 0), date(2026, 2, 1)),
        (date(2026, 2, 1), date(2026, 2, 1)),
        (46054, date(2026, 2, 1)),
        (46054.75, date(2026, 2, 1)),
        ("46054", date(2026, 2, 1)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_every_form_is_read(cell, expected):
    assert read_date(cell, on=TODAY) == expected
    assert is_date(cell)


@pytest.mark.parametrize(
    "cell",
    [
        "",
        None,
        "-",
        "?",
        "31/02/1990",
        "29/02/2025",
        "12/31/2025",
        "2025-13-01",
        "1 Foo 2025",
        "1/2",
        "1990",
        "1990/5",
        "0190-01-01",
        "1/1/190",
        "1/1/19900",
        1990,
        12,
        1e9,
        float("nan"),
        float("inf"),
        True,
        time(1, 2),
        "Seumur hidup",
        "Banjarnegara, 24 November 2026",
        "\u0660\u0661/\u0660\u0662/\u0662\u0660\u0662\u0666",
    ],
)
def test_what_is_no_day_is_not_read(cell):
    assert read_date(cell, on=TODAY) is None
    assert read_birth_date(cell, on=TODAY) is None
    assert not is_date(cell)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("20-01-67", date(1967, 1, 20)),
        ("24-11-14", date(2014, 11, 24)),  # twelve today
        ("25-11-14", date(2014, 11, 25)),  # twelve tomorrow: implausible in either century
        ("24-11-26", date(1926, 11, 24)),  # a hundred today; born today is under twelve
        ("25-11-25", date(1925, 11, 25)),  # a hundred for one more day
        ("24-11-25", date(2025, 11, 24)),  # 101 or one: implausible in either century
        ("29-02-00", date(2000, 2, 29)),  # 1900 had no such day
        ("1 Jan 99", date(1999, 1, 1)),
        ("05-06-20", date(2020, 6, 5)),
    ],
)
def test_two_digit_birth_years_take_the_century_that_gives_an_age_of_12_to_100(cell, expected):
    assert read_birth_date(cell, on=TODAY) == expected


def test_four_digit_birth_years_are_taken_as_they_stand():
    assert read_birth_date("26/11/2017", on=TODAY) == date(2017, 11, 26)
    assert read_birth_date("01/01/1890", on=TODAY) == date(1890, 1, 1)
    assert read_birth_date("01/01/2090", on=TODAY) == date(2090, 1, 1)


def test_other_two_digit_years_take_the_nearest_century():
    found = [read_date(f"01/01/{year}", on=TODAY).year for year in ("26", "27", "76", "77", "99", "00")]
    assert found == [2026, 2027, 2076, 1977, 1999, 2000]
    assert read_date("29/02/00", on=date(2099, 1, 1)) is None  # 2100 is no leap year


def test_age_counts_completed_years():
    assert age_on(date(2026, 11, 24), born_on=date(2014, 11, 24)) == 12
    assert age_on(date(2026, 11, 24), born_on=date(2014, 11, 25)) == 11
    assert age_on(date(2026, 2, 28), born_on=date(2000, 2, 29)) == 25
    assert age_on(date(2026, 1, 1), born_on=date(2026, 1, 2)) == -1


@given(st.dates(date(1000, 1, 1)), st.sampled_from("/-. "))
def test_a_day_survives_being_written(day, sign):
    written = [
        day.isoformat(),
        f"{day.day:02d}{sign}{day.month:02d}{sign}{day.year}",
        f"{day.day}{sign}{day.month}{sign}{day.year}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day}-{MONTHS[day.month - 1][:3].upper()}-{day.year}",
    ]
    assert [read_date(form, on=TODAY) for form in written] == [day] * len(written)
    assert [read_birth_date(form, on=TODAY) for form in written] == [day] * len(written)


@given(st.dates(date(1927, 1, 1), date(2014, 1, 1)))
def test_a_plausible_birth_date_survives_two_digits(day):
    assert read_birth_date(day.strftime("%d-%m-%y"), on=TODAY) == day


@given(st.text(max_size=20) | st.integers() | st.floats())
def test_no_cell_is_too_strange(cell):
    assert isinstance(read_birth_date(cell, on=TODAY), date | None)
    assert isinstance(read_date(cell, on=TODAY), date | None)
