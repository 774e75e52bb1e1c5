"""Finding the header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.columns import Column, find_header, header_in

SAMPLE = (
    "No,Kode Register,No. Register,Nama Lengkap,Alias/Bin,NIK,Tempat Lahir,Tanggal Lahir,L/P,Agama,"
    "Pendidikan,Pekerjaan,Alamat,Pasal,Tgl. Masuk,Tgl. Ekspirasi,Blok/Kamar,Keterangan"
).split(",")
SAMPLE_COLUMNS = [
    Column.RUNNING_NUMBER,
    Column.REGISTER_CODE,
    Column.REGISTER_NUMBER,
    Column.FULL_NAME,
    Column.ALIAS,
    Column.NIK,
    Column.BIRTH_PLACE,
    Column.BORN_ON,
    Column.SEX,
    Column.RELIGION,
    Column.EDUCATION,
    Column.OCCUPATION,
    Column.ADDRESS,
    Column.OFFENCE,
    Column.ADMITTED_ON,
    Column.EXPIRES_ON,
    Column.PLACE,
    Column.REMARK,
]


def columns_of(*labels):
    header = header_in(labels)
    return [next((c for c, at in header.places.items() if at == index), None) for index in range(len(labels))]


def test_the_sample_header_in_any_order():
    assert columns_of(*SAMPLE) == SAMPLE_COLUMNS
    assert columns_of(*reversed(SAMPLE)) == SAMPLE_COLUMNS[::-1]


@pytest.mark.parametrize(
    ("label", "column"),
    [
        ("NO. REG", Column.REGISTER_NUMBER),
        ("Nomor\nRegister", Column.REGISTER_NUMBER),
        ("no_registrasi", Column.REGISTER_NUMBER),
        ("Register", Column.REGISTER_NUMBER),
        ("Tgl Lahir", Column.BORN_ON),
        ("TGL. LAHIR (dd/mm/yyyy)", Column.BORN_ON),
        ("TTL", Column.BIRTH_PLACE_AND_DATE),
        ("Tempat & Tgl. Lahir", Column.BIRTH_PLACE_AND_DATE),
        ("Tempat, Tanggal Lahir", Column.BIRTH_PLACE_AND_DATE),
        ("JK", Column.SEX),
        ("Jenis Kelamin (L/P)", Column.SEX),
        ("P/L", Column.SEX),
        ("No. KTP", Column.NIK),
        ("NIK *", Column.NIK),
        ("Tanggal Masuk Rutan", Column.ADMITTED_ON),
        ("Ekspirasi", Column.EXPIRES_ON),
        ("Tgl. Exp", Column.EXPIRES_ON),
        ("Perkara/Pasal", Column.OFFENCE),
        ("Bin/Binti", Column.ALIAS),
        ("Pend. Terakhir", None),
        ("Kamar", Column.CELL_IN_BLOCK),
        ("Blok", Column.BLOCK),
        ("Ket.", Column.REMARK),
        ("Lama Pidana", None),
    ],
)
def test_usual_variants(label, column):
    assert columns_of("Nama WBP", "Agama", "Alamat", label)[3] == column


def test_the_better_word_wins_and_the_second_takes_what_is_left():
    assert columns_of("Register", "No. Register", "Nama", "Agama") == [
        Column.REGISTER_CODE,
        Column.REGISTER_NUMBER,
        Column.FULL_NAME,
        Column.RELIGION,
    ]
    assert columns_of("Nama", "Nama Alias", "Perkara", "Pasal") == [
        Column.FULL_NAME,
        Column.ALIAS,
        None,
        Column.OFFENCE,
    ]
    assert columns_of("Nama/Alias", "Agama", "Alamat") == [Column.FULL_NAME, Column.RELIGION, Column.ADDRESS]


def test_missing_columns_are_named():
    header = header_in(["No. Register", "Nama", "Agama"])
    assert header.missing == (Column.BORN_ON, Column.SEX, Column.ADMITTED_ON)
    assert header_in(["Nama", "TTL", "JK", "Tgl Masuk"]).missing == (Column.REGISTER_NUMBER,)
    assert header_in(SAMPLE).missing == ()


@pytest.mark.parametrize(
    "row",
    [
        [],
        [None] * 5,
        ["Nama", "Agama"],
        ["Agama", "Alamat", "Pendidikan", "Pekerjaan"],
        ["1", "B.I", "BI.1/2025", "Budi", None, "3304091303700025", "Pekalongan", "1970-03-13", "L", "Islam"],
        ["DAFTAR PENGHUNI RUMAH TAHANAN NEGARA"],
    ],
)
def test_other_rows_are_no_header(row):
    assert header_in(row) is None


def test_the_header_is_found_below_a_letterhead_and_a_smaller_table():
    rows = [["KEMENTERIAN"], [], ["Nama", "Ket.", "No"], SAMPLE, ["1", "B.I", "BI.1/2025", "Budi"]]
    header = find_header(rows)
    assert (header.last, sorted(header.places.values())) == (3, list(range(18)))


def test_without_a_complete_header_the_fullest_counts():
    header = find_header([["No", "Nama", "Ket."], ["No", "Nama", "Agama", "Alamat"], ["x"]])
    assert (header.last, len(header.places)) == (1, 4)
    assert find_header([["x", "y"], []]) is None


def test_a_header_may_be_two_rows_high():
    upper = ["No", "Register", None, "Nama", "L/P", "Lahir", None, "Tanggal", None, "Hunian", None, "Ket."]
    lower = [
        None,
        "Kode",
        "Nomor",
        None,
        None,
        "Tempat",
        "Tanggal",
        "Masuk",
        "Ekspirasi",
        "Blok",
        "Kamar",
        None,
    ]
    header = find_header([["Keadaan"], upper, lower, ["1", "B.I", "BI.1/2025", "Budi"]])
    assert header.last == 2
    assert sorted(header.places, key=header.places.__getitem__) == [
        Column.RUNNING_NUMBER,
        Column.REGISTER_CODE,
        Column.REGISTER_NUMBER,
        Column.FULL_NAME,
        Column.SEX,
        Column.BIRTH_PLACE,
        Column.BORN_ON,
        Column.ADMITTED_ON,
        Column.EXPIRES_ON,
        Column.BLOCK,
        Column.CELL_IN_BLOCK,
        Column.REMARK,
    ]


@given(
    st.lists(st.lists(st.text(max_size=12) | st.none() | st.integers() | st.sampled_from(SAMPLE)), max_size=6)
)
def test_no_rows_are_too_strange(rows):
    header = find_header(rows)
    if header:
        assert max(header.places.values()) < max(len(row) for row in rows)
        assert len(set(header.places.values())) == len(header.places)
