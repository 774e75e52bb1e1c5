"""Columns whose headings are not known: what stands in them, and what they are probably."""

from datetime import datetime

from inmates.domain.columns import Column, find_header, missing_among
from inmates.domain.naming import columns_in

HEAD = ["Nomor", "No Regs", "Yang Bersangkutan", "Nomor Kartu", "Lahirnya", "Gender Orang", "Diterima Pada"]
ROWS = [
    ["1", "AI.1/2026", "Budi", "3304091303700025", "1970-03-13", "L", "2026-01-01"],
    ["2", "AI.2/2026", "Siti", "3304112210690038", "1969-10-22", "P", "2026-01-02"],
]


def found(rows, meanings=None):
    return {each.heading: (each.column, each.known) for each in columns_in(rows, meanings or {})}


def test_known_headings_are_known_and_others_are_guessed_by_likeness_or_by_what_stands_in_them():
    told = found([["DAFTAR TAHANAN"], HEAD, *ROWS])
    assert told["No Regs"] == (Column.REGISTER_NUMBER, False)
    assert told["Nomor Kartu"] == (Column.NIK, False)
    assert told["Gender Orang"] == (Column.SEX, False)
    assert told["Yang Bersangkutan"] == (None, False)


def test_samples_are_the_first_values():
    columns = columns_in([HEAD, *ROWS, ROWS[0]])
    assert columns[2].samples == ("Budi", "Siti")


def test_what_the_office_said_counts_before_what_is_known():
    rows = [
        ["No. Register", "Nama", "Nama Ayah", "TTL", "JK", "Tgl Masuk"],
        ["AI.1/2026", "Ahmad", "Budi", "x", "L", "y"],
    ]
    told = found(rows, {"nama": Column.ALIAS, "namaayah": Column.FULL_NAME, "jk": None})
    assert told["Nama"] == (Column.ALIAS, True)
    assert told["Nama Ayah"] == (Column.FULL_NAME, True)
    assert told["JK"] == (None, True)
    header = find_header(rows, {"nama": Column.ALIAS, "namaayah": Column.FULL_NAME, "jk": None})
    assert (header.places[Column.FULL_NAME], header.missing) == (2, (Column.SEX,))


def test_two_columns_with_one_heading_are_told_apart():
    rows = [
        ["No. Register", "Nama", "Agama", "Tanggal", "Tanggal", "JK"],
        ["AI.1/2026", "Budi", "Islam", "1990-01-01", "2026-01-01", "L"],
    ]
    keys = [each.key for each in columns_in(rows)]
    assert keys[3:5] == ["tanggal", "tanggal#2"]
    header = find_header(rows, {"tanggal": Column.BORN_ON, "tanggal#2": Column.ADMITTED_ON})
    assert (header.places[Column.BORN_ON], header.places[Column.ADMITTED_ON], header.missing) == (3, 4, ())


def test_a_table_without_headings_has_none():
    assert columns_in(ROWS) == ()
    assert columns_in([]) == ()
    assert columns_in([[datetime(2026, 1, 1), 1, 2.0], [None, "", " "]]) == ()


def test_what_everybody_needs():
    assert missing_among({Column.REGISTER_NUMBER, Column.BIRTH_PLACE_AND_DATE, Column.SEX}) == (
        Column.FULL_NAME,
        Column.ADMITTED_ON,
    )
