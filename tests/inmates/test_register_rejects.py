"""Rows that were left out, handed back in the layout they came in: to mend and load again."""

import csv
import io
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from inmates.domain.judging import judge
from inmates.register_file import read_register, read_register_file
from inmates.register_rejects import REASON, as_csv, as_xlsx

DATA = Path(__file__).parent.parent / "data" / "register"
ON = date(2026, 11, 24)
PLACES = [f"{block}{number}" for block in "ABC" for number in range(1, 6)]
FILES = ("register-messy.csv", "register-office.xlsx", "register-clean.csv")
HEAD = "No;Kode Register;No. Register;Nama Lengkap;Tanggal Lahir;L/P;Tgl. Masuk;Warna;Keterangan"
HOSTILE = ('=HYPERLINK("x")', "+1", "-1+1", "@SUM(A1)", "=1+1")


def judged(rows):
    return judge(rows, on=ON, stored={}, places=PLACES).rows


def wrong(rows):
    """What is said of each row with errors, in order, without where it stands."""
    return [(row.register_number, row.row, row.codes) for row in judged(rows) if row.outcome == "error"]


def left_out(file):
    """The rows with errors; of a file without any, every third."""
    rows = judged(file.rows)
    found = [row for row in rows if row.outcome == "error"] or rows[::3]
    return {(row.sheet, row.line): f"salah {row.line}" for row in found}


@pytest.mark.parametrize("write", [as_csv, as_xlsx])
@pytest.mark.parametrize("name", FILES)
def test_read_again_the_rows_say_what_they_said(name, write):
    file = read_register((DATA / name).read_bytes())
    reasons = left_out(file)
    again = read_register_file(write(file, reasons))
    left = [row.row for row in judged(file.rows) if (row.sheet, row.line) in reasons]
    assert len(left) > 3
    assert [row.row for row in judged(again)] == left


def content(*rows):
    return "\n".join([HEAD, *rows]).encode()


def test_the_layout_is_that_of_the_file_and_the_reason_stands_last():
    file = read_register(
        content(
            "1;A.I;AI.1/2026;;1990-01-01;L;2026-01-01;merah;catatan",
            "2;A.I;AI.2/2026;Budi;1990-01-01;L;2026-01-01;biru;",
        )
    )
    text = as_csv(file, {("", 2): "Nama tidak ada."}).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == [
        [*HEAD.split(";"), REASON],
        ["1", "A.I", "AI.1/2026", "", "1990-01-01", "L", "2026-01-01", "merah", "catatan", "Nama tidak ada."],
    ]


def test_a_mended_file_gets_new_reasons_and_no_second_column():
    file = read_register(content("1;A.I;AI.1/2026;;1990-01-01;L;2026-01-01;merah;"))
    again = read_register(as_csv(file, {("", 2): "lama"}))
    text = as_csv(again, {("", 2): "baru"}).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert [row.count(REASON) for row in rows] == [1, 0]
    assert rows[1][-1] == "baru"


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_is_a_formula(hostile):
    row = f"1;A.I;AI.1/2026;{hostile};salah;L;2026-01-01;{hostile};{hostile}"
    file = read_register(content(row))
    reasons = {("", 2): hostile}
    texts = [
        cell
        for row in csv.reader(io.StringIO(as_csv(file, reasons).decode("utf-8-sig")), delimiter=";")
        for cell in row
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(as_xlsx(file, reasons))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    for found in (texts, [str(cell.value) for cell in cells]):
        assert found.count(f"'{hostile}") == 4
        assert not [text for text in found if text.startswith(("=", "+", "-", "@"))]
    assert wrong(read_register_file(as_csv(file, reasons))) == wrong(file.rows)


def test_a_workbook_keeps_days_numbers_sheets_and_merged_places():
    book = openpyxl.Workbook()
    book.active.title = "Blok A"
    labels = ["No. Register", "Kode Register", "Nama", "Tanggal Lahir", "L/P", "Tgl. Masuk", "Blok/Kamar"]
    for title in ("Blok A", "Blok B"):
        sheet = book[title] if title in book.sheetnames else book.create_sheet(title)
        sheet.append(labels)
        sheet.append([f"AI.1/{title}", "A.I", "Budi", datetime(1990, 1, 1), "L", datetime(2026, 1, 1), "A1"])
        sheet.append([f"AI.2/{title}", "A.I", None, datetime(1990, 1, 1), "L", datetime(2026, 1, 1), None])
        sheet.merge_cells("G2:G3")
    target = io.BytesIO()
    book.save(target)
    file = read_register(target.getvalue())
    made = as_xlsx(file, {("Blok A", 3): "x", ("Blok B", 3): "x"})
    sheets = openpyxl.load_workbook(io.BytesIO(made))
    assert sheets.sheetnames == ["Blok A", "Blok B"]
    assert [cell.value for cell in sheets["Blok B"][2]] == [
        "AI.2/Blok B", "A.I", None, datetime(1990, 1, 1), "L", datetime(2026, 1, 1), "A1", "x",
    ]  # fmt: skip
    assert [row.register_number for row in judged(read_register_file(made))] == ["AI.2/Blok A", "AI.2/Blok B"]
