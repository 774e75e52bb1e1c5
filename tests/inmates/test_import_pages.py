"""The pages of a register file in the browser: naming columns, deciding held rows, what was left out, undoing."""

import re
import uuid
from types import SimpleNamespace

import pytest
from django.urls import reverse

from inmates.jobs import undo_register
from inmates.models import ImportRow, Inmate, RegisterImport
from inmates.services import judge_handed_in
from inmates.services_undo import UNDO
from rutan.accounts.permissions import Role
from rutan.jobs.models import Job
from tests.factories import accounts, registers
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
HEAD = (*registers.HEAD[:2], "Yang Bersangkutan", *registers.HEAD[3:])
COLUMNS = (
    "register_number",
    "register_code",
    "full_name",
    "nik",
    "born_on",
    "sex",
    "admitted_on",
    "expires_on",
    "address",
)
STRANGER = {"name": "Orang Lain", "born": "1985-01-01"}


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by(place):
    return accounts.user_with(Role.REGISTRAR, facility=place)


@pytest.fixture
def registrar(place, by):
    """Another registrar than the one who handed the file in, whom its job does not concern."""
    return signed_in(accounts.user_with(Role.REGISTRAR, facility=place, username="lain"))


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_columns_are_named_on_a_page_that_shows_what_stands_in_them(registrar, place, by):
    content = registers.content({}, {"number": "AI.8/2026", "name": "Siti Contoh"}, head=HEAD)
    file = registers.previewed(facility=place, by=by, content=content)
    show = text(registrar.get(f"/inmates/import/{file.pk}/"))
    assert "Tentukan kolom" in show
    page = text(registrar.get(f"/inmates/import/{file.pk}/columns/"))
    assert "Slamet Contoh · Siti Contoh" in page
    chosen = {f"column_{place}": name for place, name in enumerate(COLUMNS)} | {"request_key": uuid.uuid4()}
    lacking = registrar.post(f"/inmates/import/{file.pk}/columns/", {**chosen, "column_2": ""})
    assert (lacking.status_code, "belum ditunjuk dari berkas: nama" in text(lacking)) == (422, True)
    twice = registrar.post(f"/inmates/import/{file.pk}/columns/", {**chosen, "column_3": "full_name"})
    assert (twice.status_code, "tidak boleh sama: nama" in text(twice)) == (422, True)
    answer = registrar.post(f"/inmates/import/{file.pk}/columns/", chosen)
    anew = RegisterImport.objects.last()
    assert answer["Location"] == f"/inmates/import/{anew.pk}/"
    again = registers.previewed(facility=place, by=by, content=content)
    assert "diingat sejak" in text(registrar.get(f"/inmates/import/{again.pk}/"))


def test_a_column_without_a_heading_is_shown_by_its_letter_with_what_stands_in_it(registrar, place, by):
    content = registers.content({}, head=(*registers.HEAD[:2], "", *registers.HEAD[3:]))
    file = registers.previewed(facility=place, by=by, content=content)
    address = f"/inmates/import/{file.pk}/columns/"
    assert address in text(registrar.get(f"/inmates/import/{file.pk}/"))
    page = text(registrar.get(address))
    assert '<label for="id_column_2">Kolom C</label>' in page
    assert "Slamet Contoh" in page
    chosen = {f"column_{place}": name for place, name in enumerate(COLUMNS)} | {"request_key": uuid.uuid4()}
    answer = registrar.post(address, chosen)
    anew = judge_handed_in(RegisterImport.objects.last())
    assert (answer.status_code, anew.state) == (302, "judged")
    assert set(anew.mapping.values()) == {"full_name"}


def test_a_file_with_headings_alone_is_not_offered_for_storing(registrar, place, by):
    file = registers.previewed(facility=place, by=by)
    page = text(registrar.get(f"/inmates/import/{file.pk}/"))
    assert (file.state, "tidak ada satu baris orang pun" in page, "/confirm/" in page) == (
        "unreadable",
        True,
        False,
    )


def test_the_columns_of_a_cell_that_cannot_be_stored_are_named(registrar, place, by):
    file = registers.previewed({"name": "Bu\x01di", "address": "x" * 2001}, facility=place, by=by)
    page = text(registrar.get(f"/inmates/import/{file.pk}/"))
    assert "Isi sel terlalu panjang untuk disimpan: alamat." in page
    assert "Isi sel memuat karakter yang tidak dapat dibaca: nama." in page
    back = registrar.get(f"/inmates/import/{file.pk}/rejected/csv/")
    assert "Isi sel terlalu panjang untuk disimpan: alamat." in back.content.decode()


def test_a_held_row_stands_on_top_until_it_is_decided(registrar, place, by):
    registers.imported({}, facility=place, by=by)
    file = registers.previewed(STRANGER, {"number": "AI.8/2026"}, facility=place, by=by)
    row = ImportRow.objects.exclude(doubts=[]).get()
    show, decide = f"/inmates/import/{file.pk}/", f"/inmates/import/{file.pk}/rows/{row.pk}/"
    assert "1 baris menunggu keputusan" in text(registrar.get(show))
    assert [each.line for each in registrar.get(f"{show}?outcome=held").context["page"].rows] == [2]
    page = text(registrar.get(decide))
    assert all(value in page for value in ("Slamet Contoh", "Orang Lain", "5 Mei 1990", "1 Jan 1985"))
    refused = registrar.post(decide, {"verdict": "take", "reason": ""})
    assert (refused.status_code, "Tulis alasan" in text(refused)) == (422, True)
    assert registrar.post(decide, {"verdict": "take", "reason": "Putusan 12/2026"})["Location"] == show
    after = text(registrar.get(show))
    assert "menunggu keputusan" not in after.replace("Menunggu konfirmasi", "")
    assert "Putusan 12/2026" in after
    other = ImportRow.objects.get(register_import=file, doubts=[])
    assert registrar.get(f"/inmates/import/{file.pk}/rows/{other.pk}/").status_code == 404


def test_rows_left_out_are_downloaded_with_their_reasons(registrar, place, by):
    file = registers.previewed({"sex": "?", "name": "=1+1"}, {"number": "AI.8/2026"}, facility=place, by=by)
    answer = registrar.get(f"/inmates/import/{file.pk}/rejected/csv/")
    assert "attachment" in answer["Content-Disposition"]
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].endswith(",Alasan")
    assert lines[1:] == [
        "AI.7/2026,A.I,'=1+1,,1990-05-05,?,2026-09-01,2026-12-20,Desa Contoh,Jenis kelamin tidak dikenal."
    ]
    assert registrar.get(f"/inmates/import/{file.pk}/rejected/xlsx/").content.startswith(b"PK")
    assert registrar.get(f"/inmates/import/{file.pk}/rejected/exe/").status_code == 404


def test_an_import_is_undone_after_a_page_that_says_what_that_means(registrar, place, by):
    file = registers.imported({}, {"number": "AI.8/2026"}, facility=place, by=by)
    undo = f"/inmates/import/{file.pk}/undo/"
    assert "2 orang yang baru masuk lewat berkas ini" in text(registrar.get(undo))
    Inmate.objects.filter(register_number="AI.8/2026").update(address="Desa Baru")
    page = text(registrar.get(undo))
    assert "Impor ini tidak dapat dibatalkan" in page
    assert "Batalkan seluruh impor" not in page
    registrar.post(undo)
    assert Inmate.objects.count() == 2
    assert not Job.objects.filter(kind=UNDO).exists()
    Inmate.objects.filter(register_number="AI.8/2026").update(address="Desa Contoh")
    asked = registrar.post(undo)
    job = Job.objects.get(kind=UNDO)
    assert asked["Location"] == registrar.post(undo)["Location"] == reverse("jobs:show", args=[job.pk])
    assert Inmate.objects.count() == 2
    told = []
    done = undo_register(
        SimpleNamespace(job=job, progress=lambda *said: told.append(said[:2])), **job.arguments
    )
    assert done == {"url": f"/inmates/import/{file.pk}/"}
    assert told == [(1, 3), (2, 3)]
    assert Inmate.objects.count() == 0
    assert "menarik kembali semua" in text(registrar.get(f"/inmates/import/{file.pk}/"))


def test_the_preview_costs_the_same_with_more_rows(registrar, place, by, django_assert_num_queries):
    one = registers.previewed({}, facility=place, by=by)
    many = registers.previewed(*({"number": f"AI.{n}/2026"} for n in range(20)), facility=place, by=by)
    registrar.get(f"/inmates/import/{one.pk}/")
    with django_assert_num_queries(QUERIES):
        registrar.get(f"/inmates/import/{one.pk}/")
    with django_assert_num_queries(QUERIES):
        registrar.get(f"/inmates/import/{many.pk}/")


# Those of every page; the file with its job; held rows counted and on top, rows left out counted, a page of the rows.
QUERIES = 12
