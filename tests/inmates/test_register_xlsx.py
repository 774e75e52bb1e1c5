"""Register files that are workbooks."""

import io
import time
import zipfile
from datetime import datetime

import openpyxl
import pytest

from inmates import register_xlsx
from inmates.domain.columns import Column
from inmates.register_file import read_register_file
from inmates.unreadable import RegisterFileUnreadable, UnreadableReason

HEADER = ["No", "No. Register", "Nama", "NIK", "Tgl Lahir", "JK", "Tgl Masuk", "Blok/Kamar"]
PERSON = [1, "BI.1/2025", "Budi", "3304091303700025", datetime(1970, 3, 13), "L", "05/11/2025", "A1"]


def workbook(*rows, change=None):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(content, *, replace=None, add=None, drop=()):
    """Return the workbook with parts exchanged."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in drop:
                data = old.read(name)
                new.writestr(name, (replace or {}).get(name, lambda part: part)(data))
        for name, data in (add or {}).items():
            new.writestr(name, data)
    return out.getvalue()


def refusal(content):
    with pytest.raises(RegisterFileUnreadable) as caught:
        read_register_file(content)
    return (caught.value.reason, *caught.value.details)


GOOD = workbook(HEADER, PERSON)
SHEET = "xl/worksheets/sheet1.xml"


def test_cells_keep_their_types():
    (row,) = read_register_file(workbook(HEADER, [*PERSON[:3], 3303120211900040, *PERSON[4:]]))
    assert (row.line, row.sheet) == (2, "Sheet")
    assert row.values == {
        Column.RUNNING_NUMBER: 1,
        Column.REGISTER_NUMBER: "BI.1/2025",
        Column.FULL_NAME: "Budi",
        Column.NIK: 3303120211900040,
        Column.BORN_ON: datetime(1970, 3, 13),
        Column.SEX: "L",
        Column.ADMITTED_ON: "05/11/2025",
        Column.PLACE: "A1",
    }


def test_titles_above_and_gaps_between_keep_the_sheet_rows():
    def move(book):
        book.active.move_range("A4:H9", rows=3)
        book.active.merge_cells("A1:H1")

    content = workbook(
        ["DAFTAR PENGHUNI"], [], HEADER, PERSON, [None], PERSON, [None, None, "Jumlah: 2"], change=move
    )
    assert [row.line for row in read_register_file(content)] == [7, 9]


def test_every_visible_sheet_with_a_header_is_read():
    other = ["A2", "2025-01-01", "P", "1980-01-01", None, "Siti", "BI.2/2025", 1]

    def more(book):
        for title, rows, state in (
            ("Rekap", [["No", "Nama", "NIK"], [1, "x", 2]], "visible"),
            ("Blok B", [["Rutan"], HEADER[::-1], other], "visible"),
            ("Lama", [HEADER, PERSON], "hidden"),
        ):
            sheet = book.create_sheet(title)
            sheet.sheet_state = state
            for row in rows:
                sheet.append(row)

    found = read_register_file(workbook(HEADER, PERSON, change=more))
    assert [(row.sheet, row.line, row[Column.FULL_NAME]) for row in found] == [
        ("Sheet", 2, "Budi"),
        ("Blok B", 3, "Siti"),
    ]


def test_a_cell_merged_over_people_holds_for_all_of_them():
    rows = [[*PERSON[:7], place] for place in ("A1", None, None, None)]
    content = workbook(HEADER, *rows, change=lambda book: book.active.merge_cells("H2:H4"))
    assert [row[Column.PLACE] for row in read_register_file(content)] == ["A1", "A1", "A1", None]


def test_formulas_count_with_their_last_value():
    formula = b'<c r="C2" t="str"><f>HYPERLINK("x","Budi")</f><v>Budi</v></c>'

    def replace(part):
        start = part.index(b'<c r="C2"')
        end = part.index(b"</c>", start) + 4
        return part[:start] + formula + part[end:]

    (row,) = read_register_file(repacked(GOOD, replace={SHEET: replace}))
    assert row[Column.FULL_NAME] == "Budi"


def test_a_wrong_size_in_the_sheet_hides_nothing():
    shrunk = repacked(GOOD, replace={SHEET: lambda part: part.replace(b'ref="A1:H2"', b'ref="A1:A1"')})
    assert b'ref="A1:A1"' in zipfile.ZipFile(io.BytesIO(shrunk)).read(SHEET)
    assert [row[Column.FULL_NAME] for row in read_register_file(shrunk)] == ["Budi"]


def test_missing_headers_and_columns_are_told_apart():
    assert refusal(workbook(["a", "b"])) == (UnreadableReason.NO_HEADER,)
    assert refusal(workbook(["No", "Nama", "NIK"], [1, "Budi", 2])) == (
        UnreadableReason.MISSING_COLUMNS,
        "register_number",
        "born_on",
        "sex",
        "admitted_on",
    )


def test_too_many_rows_and_columns(monkeypatch):
    monkeypatch.setattr(register_xlsx, "MAX_ROWS", 2)
    far = workbook(HEADER, PERSON, change=lambda book: book.active.cell(1_048_576, 1, "x"))
    assert len(read_register_file(far)) == 1
    assert refusal(workbook(HEADER, *[PERSON] * 3)) == (UnreadableReason.TOO_MANY_ROWS, 2)
    wide = workbook([*HEADER, *["x"] * 200], [*PERSON, *["x"] * 200])
    assert refusal(wide) == (UnreadableReason.TOO_MANY_COLUMNS, 200)


def test_a_row_that_claims_an_impossible_number_ends_nothing():
    claimed = repacked(
        GOOD, replace={SHEET: lambda part: part.replace(b'<row r="2"', b'<row r="999999999999"')}
    )
    begun = time.monotonic()
    assert read_register_file(claimed) == []
    assert time.monotonic() - begun < 5


def test_bombs_are_refused_before_they_are_unpacked(monkeypatch):
    zeros = b"<x>" + b" " * (5 * 1024 * 1024) + b"</x>"
    assert refusal(repacked(GOOD, add={"xl/a.xml": zeros})) == (UnreadableReason.EXPANDS_TOO_FAR,)
    parts = {f"xl/{number}.xml": b"<x/>" for number in range(1_001)}
    assert refusal(repacked(GOOD, add=parts)) == (UnreadableReason.EXPANDS_TOO_FAR,)
    monkeypatch.setattr(register_xlsx, "MAX_MARKUP", 50)
    assert refusal(GOOD) == (UnreadableReason.EXPANDS_TOO_FAR,)
    monkeypatch.undo()
    monkeypatch.setattr(register_xlsx, "MAX_UNPACKED", 5_000)
    assert refusal(GOOD) == (UnreadableReason.EXPANDS_TOO_FAR,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(encoding):
    hostile = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode(encoding)
    assert refusal(repacked(GOOD, add={"xl/x.xml": hostile})) == (UnreadableReason.BROKEN_SPREADSHEET,)


def test_other_packages_are_named():
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        package.writestr("content.xml", "<x/>")
    assert refusal(other.getvalue()) == (UnreadableReason.OTHER_SPREADSHEET,)
    assert refusal(repacked(GOOD, drop=["xl/workbook.xml"], add={"xl/workbook.bin": b"x"})) == (
        UnreadableReason.OTHER_SPREADSHEET,
    )
    locked = bytearray(GOOD)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = locked.index(mark)
        locked[at + offset] |= 1
    assert refusal(bytes(locked)) == (UnreadableReason.PASSWORD_PROTECTED,)


@pytest.mark.parametrize(
    "damaged",
    [
        GOOD[: len(GOOD) // 2],
        GOOD[:40],
        b"PK\x03\x04",
        b"PK\x05\x06" + b"\x00" * 18,
        GOOD.replace(b"PK\x01\x02", b"PK\x01\x03", 1),
        repacked(GOOD, replace={SHEET: lambda part: part[:200]}),
        repacked(GOOD, replace={"xl/workbook.xml": lambda part: b"<workbook/>"}),
        repacked(GOOD, replace={"xl/styles.xml": lambda part: b"no xml"}),
        repacked(GOOD, replace={SHEET: lambda part: part.replace(b'r="C2"', b'r="?"')}),
        repacked(GOOD, drop=["xl/_rels/workbook.xml.rels"]),
    ],
    ids=range(
        10
    ),  # bytes of a package hold the second it was made in, so parallel workers would name them apart
)
def test_damaged_workbooks_are_refused(damaged):
    assert refusal(damaged)[0] in {
        UnreadableReason.BROKEN_SPREADSHEET,
        UnreadableReason.OTHER_SPREADSHEET,
        UnreadableReason.NO_HEADER,
    }
