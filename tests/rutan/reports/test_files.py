"""Paper and spreadsheet say the figures of the frozen data, all of them and nothing else."""

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from django.test import Client

from rutan.audit.models import Event
from rutan.core import dates
from rutan.letters.queries import _public
from rutan.reports.domain.layout import laid_out
from rutan.reports.domain.outside import veils_of
from rutan.reports.domain.veiling import SIGNS
from rutan.reports.paper import body_of, share, written
from rutan.reports.services_files import take_file
from rutan.reports.workbook import Cover, workbook_of
from tests.factories import accounts, assessments, inmates, reports
from tests.pdf_text import links_of, squeezed, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return reports.office(regional_office="Kantor Wilayah Jawa Tengah", city="Banjarnegara")


@pytest.fixture
def sealed(place):
    """A month in which people were screened, so that most numbers are not zero."""
    assessor = assessments.assessor(facility=place)
    for count in range(6):
        person = inmates.inmate(facility=place, full_name=f"Suparman {count}", admitted_on=date(2026, 4, 1))
        answers = assessments.assist(e=("low", "moderate", "high")[count % 3])
        assessments.signed_assist(
            inmate=person, by=assessor, answers=answers, taken_on=date(2026, 4, 1 + count)
        )
    return reports.sealed(facility=place)


def test_the_paper_says_every_figure_of_the_frozen_data_that_is_not_veiled(sealed):
    text = text_of(bytes(sealed.document.pdf))
    for section in laid_out(sealed.report, veils_of(sealed.report)):
        assert squeezed(f"{section.letter}. {section.title}") in text
        for table in section.tables:
            for row in table.rows:
                cells = [written(cell) for cell in row.cells]
                cells += [share(row.cells[0].percent, row.cells[0].whole)] if table.shares else []
                assert squeezed(row.label + "".join(cells)) in text, (section.code, row.label)


def test_small_numbers_stand_on_neither_paper(sealed):
    """Two people at each level of risk, and no number from one to four of them anywhere."""
    assert [sealed.report.figures[f"intake.band.{band}"].value for band in ("high", "low")] == [2, 2]
    text = text_of(bytes(sealed.document.pdf))
    (label,) = [row.label for row in labelled(sealed) if row.cells[0].code == "intake.band.high"]
    assert squeezed(f"{label}<5") in text
    assert squeezed("Tanda <5 berarti angka satu sampai empat") in text
    assert "33%" not in text
    figures = {
        row[0]: row[2]
        for row in sheets(sealed)["Sumber"][1:]
        if sealed.report.figures[row[0]].unit == "people"
    }
    assert figures["intake.screened"] == 6
    assert figures["intake.band.high"] == "<5"
    assert not {1, 2, 3, 4} & set(figures.values())
    (note,) = [row[1] for row in sheets(sealed)["Laporan"] if row[0] == "Cara membaca"]
    assert note.startswith("Tanda <5 berarti angka satu sampai empat.")


def test_a_paper_frozen_before_the_rule_is_veiled_by_the_rule_of_today(sealed):
    """A draft that waited when the rule came is sealed under it."""
    old = replace(sealed.report, veils=None)
    assert body_of(old, digest=sealed.digest) == body_of(sealed.report, digest=sealed.digest)


def test_the_paper_has_what_a_letter_has(sealed, settings):
    text = text_of(bytes(sealed.document.pdf))
    for words in (
        "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN",
        "KANTOR WILAYAH JAWA TENGAH",
        "LAPORAN KOORDINASI REHABILITASI PEMASYARAKATAN BULAN APRIL 2026",
        f"Nomor: {sealed.number}",
        "A. Pendahuluan",
        "BNNK Contoh PKS-1 1 Januari 2020 1",
        "Budi Contoh, S.H.",
        "NIP 19800101 200501 1 001",
        "Tembusan: 1. Kepala Kantor Wilayah Jawa Tengah 2. Kepala BNNK Contoh",
        f"(SHA-256): {sealed.digest}",
        f"(SHA-256): {sealed.document.digest}",
        "Halaman 1 dari",
    ):
        assert squeezed(words) in text, words
    address = f"{settings.ADDRESS}/verify/{sealed.document.code}/"
    assert set(links_of(bytes(sealed.document.pdf))) == {address}  # twice where it is broken over two lines


def test_the_check_page_of_a_report_shows_its_month(sealed):
    page = Client().get(f"/verify/{sealed.document.code}/")
    assert page.status_code == 200
    first, last = (dates.long_date(day) for day in (sealed.month.first_day, sealed.month.last_day))
    assert f"{first} – {last}" in page.content.decode()


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("2026-10-01/2026-10-31", "1 Oktober 2026 – 31 Oktober 2026"),
        ("2026-10-01/2026-10-01", "1 Oktober 2026"),
        ("Oktober 2026", "Oktober 2026"),
    ],
)
def test_a_period_on_a_check_page(sealed, value, said):
    sealed.document.facts = [["period", value]]
    assert [fact for _label, fact in _public(sealed.document).facts] == [said]


def test_neither_file_names_a_person_or_counts_rows_by_key(sealed):
    assert "Suparman" not in text_of(bytes(sealed.document.pdf))
    cells = [
        str(cell) for sheet in sheets(sealed).values() for row in sheet for cell in row if cell is not None
    ]
    assert not [cell for cell in cells if "Suparman" in cell]
    assert "rows" not in sealed.document.data["body"]


def test_the_paper_of_a_correction_says_what_changes(place, sealed):
    inmates.inmate(facility=place, admitted_on=date(2026, 4, 30))
    text = text_of(bytes(reports.sealed(facility=place, corrects=sealed).document.pdf))
    assert squeezed(f"Edisi ini menggantikan edisi 1 (Nomor {sealed.number})") in text
    # How many rows moved would be a small number of people again.
    assert squeezed("Masuk: 6 menjadi 7") in text
    assert "ditambahkan" not in text


def labelled(edition):
    return [row for section in laid_out(edition.report) for table in section.tables for row in table.rows]


def sheets(edition):
    book = openpyxl.load_workbook(io.BytesIO(bytes(edition.xlsx)))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def filled(row):
    return [value for value in row if value is not None]


def test_the_spreadsheet_says_every_figure_of_the_frozen_data_as_numbers(sealed):
    found = sheets(sealed)
    sections = laid_out(sealed.report, veils_of(sealed.report))
    assert list(found) == [
        "Laporan",
        *(f"{each.letter}. {each.title}"[:31].strip() for each in sections),
        "Sumber",
    ]
    for section, rows in zip(sections, list(found.values())[1:-1], strict=True):
        lines = [filled(row) for row in rows]
        for table in section.tables:
            for row in table.rows:
                cells = [cell.sign if cell.value is None else cell.value for cell in row.cells]
                whole = row.cells[0].whole if table.shares else None
                cells += [whole, pytest.approx(row.cells[0].value / whole)] if whole else []
                assert [row.label, *cells] in lines, (section.code, row.label)


def test_the_sources_say_what_each_figure_counts(sealed):
    report = sealed.report
    signs = {code: SIGNS[veil] for code, veil in veils_of(report).items()}
    heads, *rows = sheets(sealed)["Sumber"]
    assert heads == ["Kode", "Angka", "Jumlah", "Satuan", "Yang dihitung"]
    assert {row[0]: (row[1], row[2], row[4]) for row in rows} == {
        figure.code: (figure.label, signs.get(figure.code, figure.value), figure.definition)
        for figure in report.figures.values()
    }
    assert dict(row[:2] for row in sheets(sealed)["Laporan"][2:8]) == {
        "UPT": "Rutan Contoh",
        "Nomor": sealed.number,
        "Edisi": "1",
        "Hari pertama dan terakhir": "2026-04-01 – 2026-04-30",
        "Data dibaca pada": report.read_at,
        "Segel (SHA-256)": sealed.digest,
    }


def test_the_spreadsheet_holds_no_formula_and_no_text_that_looks_like_one(sealed):
    book = openpyxl.load_workbook(io.BytesIO(bytes(sealed.xlsx)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    assert "n" in kinds


def test_the_same_frozen_data_give_the_same_bytes(sealed):
    cover = Cover("April 2026", sealed.number, sealed.digest, sealed.sealed_at.replace(tzinfo=None))
    assert workbook_of(sealed.report, cover) == workbook_of(sealed.report, cover) == bytes(sealed.xlsx)
    assert body_of(sealed.report, digest=sealed.digest) == sealed.document.data["body"]


def test_taking_a_file_is_written_down(sealed):
    officer = accounts.user()
    paper, sheet = (take_file(edition=sealed, kind=kind, by=officer) for kind in ("pdf", "xlsx"))
    assert (paper.content, sheet.content) == (bytes(sealed.document.pdf), bytes(sealed.xlsx))
    assert (paper.name, sheet.name) == ("laporan-TST-2026-04-edisi-1.pdf", "laporan-TST-2026-04-edisi-1.xlsx")
    events = Event.objects.filter(actor_id=officer.pk).order_by("pk").values_list("action", flat=True)
    assert list(events) == ["letters.document.opened", "reports.edition.taken"]
