"""The public check page: what a paper's code shows to anybody, and nothing else."""

import re

import pytest
from django.test import Client

from rutan.letters.enums import FactKind
from rutan.letters.services import revoke
from tests.factories import accounts, letters

pytestmark = pytest.mark.django_db
SECRET = "Nama Yang Tidak Tercetak"
BODY = {"paragraphs": [f"Tentang {SECRET}, lahir 3 Mei 1990."], "copies": ["Arsip Rahasia"]}


@pytest.fixture
def officer():
    return accounts.user(full_name="Petugas Rahasia")


@pytest.fixture
def document(officer):
    return letters.document(
        facility=accounts.facility(name="Rutan Contoh"),
        by=officer,
        body=BODY,
        printed_name="Slamet Nugroho",
        facts=[(FactKind.COURSE, "Barista"), (FactKind.HOURS, "40 jam")],
    )


def page(code):
    return Client().get(f"/verify/{code}/")


def words(response):
    body = response.content.decode().split("<main", 1)[1].split(">", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]*>", " ", body).split())


def test_a_valid_paper_shows_exactly_this(document):
    response = page(document.code)
    assert response.status_code == 200
    grouped = "-".join(re.findall(".....", document.code))
    assert words(response) == (
        "Pulih Surat ini berlaku Jenis Surat"
        f" Nomor {document.number} Diterbitkan oleh Rumah Tahanan Negara Contoh"
        " Tanggal pada surat 24 November 2026 Nama pada surat Slamet Nugroho"
        f" Pelatihan Barista Jam pelajaran yang direncanakan 40 jam Kode {grouped}"
        " Cocokkan nomor, tanggal, dan nama dengan surat di tangan Anda."
        " Pemegang berkas PDF dapat juga mencocokkan SHA-256-nya."
        f" SHA-256 data, tercetak pada surat {document.digest}"
        f" SHA-256 berkas PDF {document.pdf_digest} Periksa surat lain"
    )


def test_nothing_else_of_the_paper_or_its_makers_leaks(document, officer):
    revoke(document=document, reason="Alasan rahasia", by=officer)
    text = page(document.code).content.decode()
    for secret in (
        SECRET,
        "1990",
        "Arsip Rahasia",
        "Petugas Rahasia",
        "Budi Contoh",
        "Alasan rahasia",
        "Kepala",
    ):
        assert secret not in text, secret


def test_a_paper_without_a_name_shows_none(officer):
    text = words(page(letters.document(facility=accounts.facility(), by=officer, body=BODY).code))
    assert "Nama pada surat" not in text
    assert SECRET not in text


def test_a_revoked_paper_says_since_when(document, officer, settings):
    revoke(document=document, reason="Nama keliru", by=officer)
    text = words(page(document.code))
    assert text.startswith("Pulih Surat ini tidak berlaku lagi Dicabut sejak ")
    assert "Surat ini berlaku" not in text


def test_a_superseded_paper_names_the_number_of_the_new_one_and_not_its_code(document, officer):
    new = letters.document(facility=document.facility, by=officer, replaces=document, body=BODY)
    response = page(document.code)
    assert f"Digantikan oleh nomor {new.number} tanggal 24 November 2026" in words(response)
    assert new.code not in response.content.decode()
    assert "Surat ini berlaku" in words(page(new.code))


def test_codes_of_nobody_and_texts_that_are_no_codes_look_alike(document):
    answers = [page(code) for code in ("0" * 20, "abc", "0" * 40, "%2e%2e", document.code[:-1])]
    assert {answer.status_code for answer in answers} == {404}
    assert {words(answer) for answer in answers} == {words(page("ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ"))}
    assert "Tidak ada surat dengan kode ini" in words(answers[0])


def test_a_code_may_be_typed_in_groups_and_small_letters(document):
    typed = "-".join(re.findall(".....", document.code)).lower()
    answer = Client().get("/verify/", {"code": typed}, follow=True)
    assert answer.redirect_chain == [(f"/verify/{document.code}/", 302)]
    assert "Surat ini berlaku" in words(answer)


@pytest.mark.parametrize("typed", ["", "a/b", "pendek"])
def test_what_is_no_code_is_said_beside_the_field(typed):
    answer = Client().get("/verify/", {"code": typed})
    assert answer.status_code == 200
    assert "invalid-feedback" in answer.content.decode()


def test_the_page_is_for_reading_only_and_not_for_search_engines(document):
    assert page(document.code)["X-Robots-Tag"] == "noindex, nofollow"
    assert Client().post(f"/verify/{document.code}/").status_code == 405


def test_an_example_says_that_it_is_none(officer):
    demo = accounts.facility(code="BNA", is_demo=True)
    made = letters.document(facility=demo, by=officer)
    assert "Ini contoh dari kantor rekaan" in words(page(made.code))


def test_a_check_costs_one_query_beside_the_transaction(document, django_assert_num_queries):
    with django_assert_num_queries(3):
        page(document.code)
