"""Cleaning and judging one row by itself."""

from datetime import date, datetime

import pytest

from inmates.domain.columns import Column
from inmates.domain.places import Places
from inmates.domain.reading import read_row
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_row import RegisterRow
from inmates.domain.register_table import RawRow
from inmates.domain.row_codes import RowCode, in_order
from inmates.domain.sex import Sex

TODAY = date(2026, 11, 24)
GOOD = {
    Column.RUNNING_NUMBER: "1",
    Column.REGISTER_CODE: "BI",
    Column.REGISTER_NUMBER: " BI.1/2025 ",
    Column.FULL_NAME: "Galih  Wicaksono, S.Pd.",
    Column.ALIAS: "alias Untung",
    Column.NIK: "3304091303700025",
    Column.BIRTH_PLACE: "Pekalongan",
    Column.BORN_ON: "13 Maret 1970",
    Column.SEX: "Laki - Laki",
    Column.RELIGION: "Islam",
    Column.EDUCATION: "D3",
    Column.OCCUPATION: "Petani",
    Column.ADDRESS: "Dusun Krajan\nRT 02",
    Column.OFFENCE: "363 ayat (1) KUHP",
    Column.ADMITTED_ON: datetime(2025, 11, 5),
    Column.EXPIRES_ON: "28/02/32",
    Column.PLACE: "Blok B / 2",
    Column.REMARK: "=1+1",
}
CLEAN = RegisterRow(
    register_number="BI.1/2025",
    register_code=RegisterCode.B_I,
    full_name="Galih Wicaksono, S.Pd.",
    alias="alias Untung",
    nik="3304091303700025",
    birth_place="Pekalongan",
    born_on=date(1970, 3, 13),
    sex=Sex.MALE,
    religion="Islam",
    education="D3",
    occupation="Petani",
    address="Dusun Krajan\nRT 02",
    offence="363 ayat (1) KUHP",
    admitted_on=date(2025, 11, 5),
    expires_on=date(2032, 2, 28),
    cell="B2",
    remark="=1+1",
)


def reading(without=(), **cells):
    values = {column: cell for column, cell in GOOD.items() if column not in without}
    values |= {Column[name.upper()]: cell for name, cell in cells.items()}
    return read_row(RawRow(2, "", values), on=TODAY, places=Places(["B1", "B2"]))


def codes(without=(), **cells):
    return [code.value for code in in_order(reading(without, **cells).codes)]


def test_a_good_row_is_cleaned_and_earns_no_code():
    assert reading().row == CLEAN
    assert codes() == []


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ({"full_name": " - "}, ["missing_name"]),
        ({"register_number": None}, ["missing_register_number"]),
        ({"register_code": "Z.9"}, ["unknown_register_code"]),
        ({"register_code": ""}, ["unknown_register_code"]),
        ({"born_on": "31/02/1990"}, ["bad_birth_date"]),
        ({"born_on": ""}, ["bad_birth_date"]),
        ({"nik": "3304092411140025", "born_on": "24/11/2014"}, []),
        ({"nik": "3304092511140025", "born_on": "25/11/2014"}, ["implausible_age"]),
        ({"nik": "3304092511250025", "born_on": "25/11/1925"}, []),
        ({"nik": "3304092411250025", "born_on": "24/11/1925"}, ["implausible_age"]),
        ({"nik": "3304092511260025", "born_on": "25/11/2026"}, ["implausible_age"]),
        ({"admitted_on": "31/06/2025"}, ["bad_admission_date"]),
        ({"admitted_on": None}, ["bad_admission_date"]),
        ({"admitted_on": "05/11/1025"}, ["bad_admission_date"]),
        ({"admitted_on": "24/11/2026"}, []),
        ({"admitted_on": "25/11/2026"}, ["admission_in_future"]),
        ({"sex": "?"}, ["unknown_sex"]),
        ({"sex": None}, ["unknown_sex"]),
        ({"expires_on": "04/11/2025"}, ["expiry_before_admission"]),
        ({"expires_on": "05/11/2025"}, []),
        ({"nik": ""}, ["missing_nik"]),
        ({"nik": "3304050210870000"}, ["bad_nik"]),
        ({"nik": 3303120211900040}, ["nik_damaged_by_spreadsheet"]),
        ({"born_on": "14/03/1970"}, ["nik_birth_date_mismatch"]),
        ({"sex": "P"}, ["nik_sex_mismatch"]),
        ({"expires_on": ""}, ["missing_expiry_date"]),
        ({"expires_on": "30/02/2027"}, ["missing_expiry_date"]),
        ({"expires_on": "", "register_code": "SH"}, []),
        ({"expires_on": "-", "register_code": "mati"}, []),
        ({"place": "Karantina-X"}, ["unknown_block"]),
        ({"place": ""}, ["unknown_block"]),
    ],
)
def test_each_code(cells, expected):
    assert codes(**cells) == expected


def test_a_row_carries_every_code_in_the_order_of_the_contract():
    cells = {
        "full_name": "",
        "register_number": "",
        "register_code": "",
        "born_on": "x",
        "admitted_on": "01/01/2027",
        "sex": "?",
        "expires_on": "31/12/2026",
        "nik": "1",
        "place": "X",
    }
    assert codes(**cells) == [
        "missing_name",
        "missing_register_number",
        "unknown_register_code",
        "bad_birth_date",
        "admission_in_future",
        "unknown_sex",
        "expiry_before_admission",
        "bad_nik",
        "unknown_block",
    ]
    assert codes(born_on="26/11/2017", sex="P") == [
        "implausible_age",
        "nik_birth_date_mismatch",
        "nik_sex_mismatch",
    ]


def test_what_cannot_be_believed_is_left_out():
    row = reading(nik="3304050210870000", place="Karantina-X", expires_on="30/02/2027").row
    assert (row.nik, row.cell, row.expires_on) == ("", "", None)
    assert {"nik", "cell", "expires_on"} & row.values().keys() == set()


def test_place_and_date_of_birth_may_share_a_column():
    apart = {Column.BIRTH_PLACE, Column.BORN_ON}
    written = [
        "Pekalongan, 13-03-1970",
        "Pekalongan/13 Maret 1970",
        "Pekalongan 13.03.70",
        "Pekalongan,13/3/1970",
    ]
    rows = [reading(apart, birth_place_and_date=cell).row for cell in written]
    assert rows == [CLEAN] * 4
    assert codes(apart, birth_place_and_date="Pekalongan") == ["bad_birth_date"]
    assert reading(apart, birth_place_and_date=datetime(1970, 3, 13)).row.born_on == date(1970, 3, 13)


def test_block_and_cell_may_be_apart():
    assert reading({Column.PLACE}, block="Blok B", cell_in_block=2).row == CLEAN
    assert reading({Column.PLACE}, cell_in_block="B2").row == CLEAN
    assert codes({Column.PLACE}, block="B", cell_in_block="9") == ["unknown_block"]


def test_without_a_column_for_it_the_register_is_read_from_the_number():
    assert reading({Column.REGISTER_CODE}).row == CLEAN
    assert codes({Column.REGISTER_CODE}, register_number="12/2026") == ["unknown_register_code"]


def test_values_are_those_the_row_has_and_can_be_kept_as_json():
    row = reading(alias="", remark=None).row
    kept = row.as_json()
    assert kept["born_on"] == "1970-03-13"
    assert (kept["sex"], kept["register_code"], kept["cell"]) == ("L", "B.I", "B2")
    assert "alias" not in kept
    assert (
        kept.keys()
        == row.values().keys()
        == {f for f in RegisterRow.__slots__ if f not in {"alias", "remark"}}
    )


def test_errors_come_before_warnings():
    assert [code.is_error for code in RowCode] == [True] * 12 + [False] * 8
