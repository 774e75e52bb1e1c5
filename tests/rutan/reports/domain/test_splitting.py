"""Parts come from the rows of the whole; ages, cases, registers and shares."""

from datetime import date

import pytest

from rutan.reports.domain.splitting import age_group, age_groups, case_kind, percent, register_status, split


def test_parts_hold_every_row_once_and_keys_without_rows():
    assert split([(5, "high"), (3, "high"), (4, "odd")], ["low", "high"]) == {
        "low": (),
        "high": (3, 5),
        "odd": (4,),
    }


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        (date(2008, 10, 15), "18-25"),
        (date(2008, 10, 16), "0-17"),
        (date(2000, 10, 16), "18-25"),
        (date(2000, 10, 15), "26-35"),
        (date(1971, 1, 1), "46-55"),
        (date(1960, 1, 1), "56+"),
        (date(2000, 2, 29), "26-35"),
    ],
)
def test_age_groups_turn_on_the_birthday(born_on, group):
    assert age_group(born_on, date(2026, 10, 15)) == group
    assert group in age_groups()


def test_all_age_groups_in_order():
    assert age_groups() == ("0-17", "18-25", "26-35", "36-45", "46-55", "56+")


@pytest.mark.parametrize(
    ("offence", "kind"),
    [
        ("127 ayat (1) UU 35/2009", "narcotics"),
        ("Narkotika", "narcotics"),
        ("363 KUHP", "other"),
        (" ", "unknown"),
    ],
)
def test_the_kind_of_a_case(offence, kind):
    assert case_kind(offence) == kind


def test_the_register_tells_the_status():
    assert [register_status(code) for code in ("A.I", "A.III", "B.I", "B.IIa")] == [
        "detainee",
        "detainee",
        "prisoner",
        "prisoner",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "share"),
    [(11, 12, 92), (1, 8, 13), (1, 3, 33), (0, 5, 0), (5, 5, 100), (0, 0, None), (1, 200, 1)],
)
def test_shares_are_rounded_half_up(part, whole, share):
    assert percent(part, whole) == share
