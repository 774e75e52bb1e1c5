"""PDFs: the same bytes from the same input, text as text, long tables in a child process."""

import pytest
import segno

from rutan.letters.pdf import LONG, PdfNotMade, compiled, longest_list, make_pdf, qr_code, sheet
from tests.factories.letters import BODY, LETTER
from tests.pdf_text import links_of, pages_text, qr_of, squeezed, text_of

OFFICE = {
    "name": "Rumah Tahanan Negara Contoh",
    "regional_office": "Kantor Wilayah Contoh",
    "address": "Jalan Contoh 1",
    "phone": "",
    "email": "surat@contoh.example",
    "website": "",
    "city": "Contoh",
    "is_demo": False,
}
CHECK = {
    "address": "https://pulih.example.org/verify/0123456789ABCDEFGHJK/",
    "code": "01234",
    "digest": "a1" * 32,
}


def paper(**body):
    return {
        "kind": "letter",
        "number": "W.1.PK.08.01-0001",
        "issued_on": "2026-08-04",
        "facility": OFFICE,
        "signatory": {"name": "Budi Contoh", "nip": "", "position": "Kepala"},
        "body": {**BODY, **body},
    }


def letter(template=LETTER, check=CHECK, **body):
    return sheet(template, paper=paper(**body), check=check, timestamp=1_700_000_000)


def test_the_same_input_gives_the_same_bytes():
    assert compiled(letter()) == compiled(letter())
    assert compiled(letter()) != compiled(letter(about="Lain"))


def test_a_letter_says_what_its_data_say():
    text = text_of(compiled(letter(copies=["Arsip"])))
    for part in (
        "KEMENTERIAN IMIGRASI DAN PEMASYARAKATAN REPUBLIK INDONESIA",
        "KANTOR WILAYAH CONTOH",
        "RUMAH TAHANAN NEGARA CONTOH",
        "Pos-el: surat@contoh.example",
        "Nomor:W.1.PK.08.01-0001",
        "Contoh, 4 Agustus 2026",
        "Yth. Kepala Kantor Wilayah",
        "Tembusan:1.Arsip",
        CHECK["digest"],
        "Halaman 1 dari 1",
    ):
        assert squeezed(part) in text, part
    assert "NIP" not in text
    assert "CONTOHKEMENTERIAN" not in text  # no example mark on a real office's paper


def test_markup_in_data_is_text():
    nasty = '#read("/rutan/settings.py") *tebal* $x$ <label> \\ @ref'
    assert squeezed(nasty) in text_of(compiled(letter(paragraphs=[nasty], about=nasty)))


def test_the_qr_code_and_the_link_lead_to_the_check_page():
    made = compiled(letter())
    assert set(links_of(made)) == {CHECK["address"]}
    assert qr_of(made) == tuple(bytes(row) for row in segno.make(CHECK["address"], error="m").matrix)
    other = compiled(letter(check={**CHECK, "address": "https://pulih.example.org/verify/other/"}))
    assert qr_of(other) != qr_of(made)


def test_without_an_address_the_picture_is_empty():
    assert "path" not in qr_code("")


def test_a_long_table_is_made_in_a_child_process_and_packed(monkeypatch):
    rows = [[str(number), "Laporan", "1"] for number in range(LONG + 1)]
    wanted = letter(table={"head": ["No", "Jenis", "Banyaknya"], "rows": rows})
    assert longest_list(paper(table={"rows": rows})) == LONG + 1
    whole = compiled(wanted)
    monkeypatch.setattr("rutan.letters.pdf.compiled", None)  # it is not this process that compiles
    packed = make_pdf(wanted, rows=LONG + 1)
    assert packed == make_pdf(wanted, rows=LONG + 1)
    assert pages_text(packed) == pages_text(whole)
    assert len(packed) < len(whole) / 2
    assert squeezed(f"{LONG} Laporan 1") in text_of(packed)


def test_data_that_does_not_fit_is_an_error_of_ours_in_either_process():
    unfit = sheet(LETTER, paper={}, check=CHECK, timestamp=0)
    for rows in (0, LONG + 1):
        with pytest.raises(PdfNotMade, match="body"):
            make_pdf(unfit, rows=rows)
