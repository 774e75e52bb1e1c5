"""Which rows of a sheet are people."""

import pytest

from inmates.domain.columns import Column, header_in
from inmates.domain.register_table import MergedCells, people_rows

LABELS = [
    "No",
    "Kode Register",
    "No. Register",
    "Nama",
    "NIK",
    "Tgl Lahir",
    "L/P",
    "Alamat",
    "Tgl Masuk",
    "Kamar",
]
PERSON = ["1", "B.I", "BI.1/2025", "Budi", "3304091303700025", "1970-03-13", "L", "Desa", "2025-11-05", "A1"]


def lines_kept(*rows):
    return [row.line for row in people_rows(enumerate(rows, start=1), header_in(LABELS))]


def at(**cells):
    """Return a row with the given cells, by the words of the header."""
    names = ["no", "code", "number", "name", "nik", "born", "sex", "address", "admitted", "cell"]
    return [cells.get(name) for name in names]


def test_a_row_has_its_line_its_sheet_and_the_columns_of_the_file():
    (row,) = people_rows([(7, PERSON[:9])], header_in(LABELS), sheet="Blok A")
    assert (row.line, row.sheet) == (7, "Blok A")
    assert row[Column.FULL_NAME] == "Budi"
    assert row[Column.CELL_IN_BLOCK] is None
    assert Column.CELL_IN_BLOCK in row.values
    assert Column.REMARK not in row.values
    assert row[Column.REMARK] is None


@pytest.mark.parametrize(
    "row",
    [
        [],
        [None] * 10,
        ["", " ", "-", None],
        at(no="73"),
        at(name="Jumlah 72 orang"),
        at(no="Jumlah : 72 orang"),
        at(no="Jumlah", code="B.I", number="72"),
        at(name="Total", sex="L", address="70"),
        at(no="72", name="Jumlah: 72"),
        at(name="Mengetahui,", address="Banjarnegara, 24 November 2026"),
        at(name="Kepala Rutan", address="Petugas Registrasi"),
        at(name="BUDI SANTOSO, S.H.", address="SITI AMINAH"),
        at(name="NIP. 197001011990031001", address="NIP. 198001012000032001"),
        at(number="NIP. 197001011990031001"),
        at(number="Banjarnegara, 24 November 2026"),
        at(admitted="24 November 2026"),
        at(no="TAHANAN KEPOLISIAN (A.I)"),
        at(code="B.I"),
        at(no="Blok A"),
        ["1", "2", "3", "4", "5", "6", "7", "8", "9", "10"],
        ["(1)", "(2)", "(3)", None, "(4)"],
        [1, 2, 3, 4, 5],
        LABELS,
        [label.upper() for label in LABELS[2:6]],
    ],
)
def test_what_is_about_the_list_is_no_row(row):
    assert lines_kept(PERSON, row, PERSON) == [1, 3]


@pytest.mark.parametrize(
    "row",
    [
        at(number="BI.9/2026"),
        at(number="BI.9/2026", name="Budi"),
        at(no="9", name="Budi"),
        at(no=9, name="Budi"),
        at(no="9.", name="Budi", address="Desa"),
        at(name="Budi", sex="L"),
        at(name="Budi", born="31/01/1990"),
        at(name="Budi", nik="33040913037000"),
        at(code="B.I", name="Budi"),
        at(code="Z.9", number="BI.9/2026"),
        at(number="12/2026", name="Budi", sex="?", admitted="2025-01-01"),
        at(number="12/2026", name="Budi", sex="L"),
        at(no="9", name="Sumber Rejeki", nik="3304091303700025", born="1970-03-13", sex="L"),
    ],
)
def test_what_may_be_a_person_is_kept_however_broken(row):
    assert lines_kept(row) == [1]


def test_a_repeated_header_is_obeyed_from_there_on():
    other = ["No. Register", "Nama", "Tgl Lahir", "L/P", "Tgl Masuk"]
    rows = [PERSON, other, ["BI.2/2025", "Siti", "1980-01-01", "P", "2025-01-01"]]
    found = list(people_rows(enumerate(rows, start=1), header_in(LABELS)))
    assert [(row[Column.FULL_NAME], row[Column.SEX]) for row in found] == [("Budi", "L"), ("Siti", "P")]
    assert Column.NIK not in found[1].values


def test_an_incomplete_repetition_changes_nothing():
    rows = [["No", "Nama", "NIK"], PERSON]
    assert [row[Column.FULL_NAME] for row in people_rows(enumerate(rows), header_in(LABELS))] == ["Budi"]


def test_a_cell_merged_over_several_people_holds_for_all_of_them():
    rows = [PERSON, [*PERSON[:9], None], [*PERSON[:9], None], [*PERSON[:9], "A2"], [*PERSON[:9], None]]
    merged = MergedCells({9: {1: 2, 4: 4}, 3: {1: 5}})
    found = people_rows(enumerate(rows, start=1), header_in(LABELS), merged=merged)
    assert [row[Column.CELL_IN_BLOCK] for row in found] == ["A1", "A1", None, "A2", None]


def test_a_merged_name_is_not_given_to_another_person():
    rows = [PERSON, [*PERSON[:3], None, *PERSON[4:]]]
    found = people_rows(enumerate(rows, start=1), header_in(LABELS), merged=MergedCells({3: {1: 2}}))
    assert [row[Column.FULL_NAME] for row in found] == ["Budi", None]
