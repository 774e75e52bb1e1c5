"""Files of lists: what is shown is what is written, and nothing in them is run."""

import csv
import io
from datetime import date

import openpyxl
import pytest

from rutan.accounts.permissions import Role
from rutan.core.listing import files, paging
from tests.factories import accounts, inmates, lists

pytestmark = pytest.mark.django_db
HOSTILE = [
    '=HYPERLINK("http://x")',
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u00a0=1",
    "\uff1d1",
]
COLUMNS = "name,number,offence,admitted,expires,age,remark"


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def head(place):
    return accounts.user_with(Role.HEAD, facility=place)


def of_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def of_xlsx(content, sheet=1):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_that_would_be_a_formula_is_made_one_that_is_none(text):
    assert files.harmless(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Slamet", "", "B-12", "a=b", "1+1", "user@example", "'=1"])
def test_other_texts_stay_as_they_are(text):
    assert files.harmless(text) == text


def test_both_formats_hold_the_rows_and_columns_that_are_shown(place, head):
    for number in range(3):
        inmates.inmate(
            facility=place,
            full_name=f"Orang {number}",
            offence="127 ayat (1)",
            admitted_on=date(2025, 1, 2 + number),
        )
    asked = lists.asked(facility=place, by=head, sort="-admitted", columns=COLUMNS)
    shown = [
        [line.name, *(cell.text for cell in line.cells)]
        for line in paging.page_of(asked, paging.Turn()).lines
    ]
    heads = ["Nama", "Register", "Pasal", "Masuk", "Ekspirasi", "Usia", "Keterangan"]
    rows = list(paging.rows_of(asked))
    in_csv, in_xlsx = of_csv(files.as_csv(asked, rows)), of_xlsx(files.as_xlsx(asked, rows, []))
    assert in_csv[0] == in_xlsx[0] == [str(column.label) for column in asked.columns]
    assert len(heads) == len(in_csv[0])
    assert [row[0] for row in in_csv[1:]] == [row[0] for row in in_xlsx[1:]] == [row[0] for row in shown]
    assert [row[0] for row in shown] == ["Orang 2", "Orang 1", "Orang 0"]
    assert [row[3] for row in in_csv[1:]] == ["2025-01-04", "2025-01-03", "2025-01-02"]
    assert [row[3].date() for row in in_xlsx[1:]] == [date(2025, 1, 4), date(2025, 1, 3), date(2025, 1, 2)]
    assert [row[3] for row in shown] == ["4 Jan 2025", "3 Jan 2025", "2 Jan 2025"]
    assert [(row[4], row[6]) for row in in_csv[1:]] == [("", "")] * 3
    assert [type(row[5]) for row in in_xlsx[1:]] == [int] * 3


@pytest.mark.parametrize("text", [text for text in HOSTILE if "\r" not in text])
def test_no_cell_of_either_format_is_run(place, head, text):
    inmates.inmate(
        facility=place, full_name=f"{text}x", offence=text, register_number=f"{text}9", remark=text
    )
    asked = lists.asked(facility=place, by=head, columns=COLUMNS)
    rows = list(paging.rows_of(asked))
    for row in of_csv(files.as_csv(asked, rows))[1:]:
        assert [cell[:1] for cell in (row[0], row[1], row[2], row[6])] == ["'"] * 4
    book = openpyxl.load_workbook(io.BytesIO(files.as_xlsx(asked, rows, [files.Fact("=1", text)])))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "d", "n"}
    assert all(str(cell.value).startswith("'") for cell in cells if text in str(cell.value))


def test_a_file_is_utf_8_that_excel_knows_for_it(place, head):
    inmates.inmate(facility=place, full_name="Zoë Ñ")
    asked = lists.asked(facility=place, by=head)
    content = files.as_csv(asked, paging.rows_of(asked))
    assert content.startswith(b"\xef\xbb\xbf")
    assert "Zoë Ñ" in content.decode("utf-8-sig")
