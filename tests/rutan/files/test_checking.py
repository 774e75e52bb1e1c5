"""What is no scan is refused in a sentence, whatever it calls itself; what is one is kept without what stood beside it."""

import io
import resource
import time

import pikepdf
import pytest
from PIL import Image

from rutan.files.checking import PICTURES, SCANS, Terms, checked, checked_bytes
from rutan.files.domain.contents import ContentType
from rutan.files.images import PAPER, PHOTO
from rutan.files.refusals import FileRefused
from tests.factories import uploads

MB = 1024 * 1024
SCAN = Terms(SCANS, 10 * MB)
PICTURE = Terms(PICTURES, 10 * MB, PHOTO, ContentType.JPEG)
DAMAGED = "Berkas rusak atau tidak lengkap. Pindai ulang lembar itu."
ACTIVE = "PDF ini berisi program, formulir isian, atau berkas lain. Cetak, lalu pindai lembarnya."
TWO = "Berkas ini memuat hal lain di samping hasil pindaian. Pindai ulang lembar itu."
UNKNOWN = "Berkas ini bukan salah satu jenis yang diterima (PDF, JPEG, PNG), apa pun namanya."


def _with(key, value):
    def change(document):
        document.Root[key] = value

    return change


def _attached(document):
    document.attachments["a.exe"] = b"MZ"


def _launches(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    document.pages[0].Annots = pikepdf.Array(
        [pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=action)]
    )


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
LOCKED = pikepdf.Encryption(user="rahasia", owner="rahasia")
OPEN_LOCK = pikepdf.Encryption(user="", owner="rahasia")
HOSTILE = {
    "empty": (b"", "a.pdf", "Berkas ini kosong. Pilih lagi."),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "a.svg", UNKNOWN),
    "svg called png": (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.png", UNKNOWN),
    "page": (b"<!doctype html><script>1</script>", "a.pdf", UNKNOWN),
    "program": (b"MZ\x90\x00", "a.pdf", UNKNOWN),
    "archive": (uploads.archive(), "a.pdf", UNKNOWN),
    "gif": (b"GIF89a" + b"\x00" * 20, "a.png", UNKNOWN),
    "pdf called exe": (
        uploads.pdf(), "a.exe",
        "Nama berkas berakhiran lain daripada jenisnya (.pdf). Tanyakan dari mana berkas itu berasal.",
    ),
    "png called jpg": (
        uploads.picture(kind="PNG"), "a.jpg",
        "Nama berkas berakhiran lain daripada jenisnya (.png). Tanyakan dari mana berkas itu berasal.",
    ),
    "pdf and archive": (uploads.pdf() + uploads.archive(), "a.pdf", TWO),
    "picture and archive": (uploads.picture() + uploads.archive(), "a.jpg", TWO),
    "pdf and page": (b"%PDF-1.4\n<html><script>1</script>" + uploads.pdf(), "a.pdf", TWO),
    "picture and pdf": (b"\xff\xd8\xff\xe0%PDF-1.4" + uploads.picture(), "a.jpg", TWO),
    "pdf and more behind": (uploads.pdf() + b"x" * 2000, "a.pdf", DAMAGED),
    "pdf cut off": (uploads.pdf(pages=3)[:-60], "a.pdf", DAMAGED),
    "pdf cut off and closed": (uploads.pdf(pages=3)[:200] + b"\n%%EOF\n", "a.pdf", DAMAGED),
    "pdf of nothing": (b"%PDF-1.7\n%%EOF", "a.pdf", DAMAGED),
    "pdf without pages": (uploads.pdf(pages=0), "a.pdf", DAMAGED),
    "picture cut off": (uploads.picture(size=(400, 300))[:-500], "a.jpg", DAMAGED),
    "png cut off": (uploads.picture(size=(400, 300), kind="PNG")[:-70], "a.png", DAMAGED),
    "locked": (
        uploads.pdf(encryption=LOCKED), "a.pdf", "PDF ini dikunci dengan kata sandi. Simpan tanpa kata sandi."
    ),
    "locked against copying": (
        uploads.pdf(encryption=OPEN_LOCK), "a.pdf", "PDF ini dikunci dengan kata sandi. Simpan tanpa kata sandi."
    ),
    "script at opening": (uploads.pdf(change=_with("/OpenAction", SCRIPT)), "a.pdf", ACTIVE),
    "script packed away": (
        uploads.pdf(
            change=_with("/OpenAction", SCRIPT), object_stream_mode=pikepdf.ObjectStreamMode.generate
        ),
        "a.pdf", ACTIVE,
    ),
    "program started": (uploads.pdf(change=_launches), "a.pdf", ACTIVE),
    "file inside": (uploads.pdf(change=_attached), "a.pdf", ACTIVE),
    "form to fill in": (uploads.pdf(change=_with("/AcroForm", pikepdf.Dictionary(XFA="x"))), "a.pdf", ACTIVE),
    "many pages": (
        uploads.pdf(pages=51), "a.pdf", "PDF ini lebih dari 50 halaman. Pindai hanya lembar yang ditandatangani."
    ),
    "pixels": (
        uploads.png_that_says(30_000, 30_000), "a.png",
        "Gambar ini terlalu besar. Pindai pada 200 atau 300 titik per inci.",
    ),
    "more pixels": (
        uploads.png_that_says(5_000, 5_000), "a.png",
        "Gambar ini terlalu besar. Pindai pada 200 atau 300 titik per inci.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_is_refused_in_a_sentence(name):
    content, called, sentence = HOSTILE[name]
    with pytest.raises(FileRefused) as refused:
        checked_bytes(content, called, SCAN)
    assert refused.value.messages == [sentence]


def test_what_is_too_large_is_not_even_read():
    file = uploads.sent(b"%PDF-" + b"0" * 200)
    file.size = 3 * 1024 * MB
    with pytest.raises(FileRefused) as refused:
        checked(file, SCAN)
    sentence = "Berkas ini lebih besar dari 10 MB. Pindai pada 200 atau 300 titik per inci, atau hitam putih."
    assert (refused.value.messages, file.tell()) == ([sentence], 0)


def test_a_size_that_was_lied_about_is_no_help():
    file = uploads.sent(b"%PDF-" + b"0" * (11 * MB))
    file.size = 5
    with pytest.raises(FileRefused, match="lebih besar dari 10 MB"):
        checked(file, SCAN)


def test_a_pdf_is_no_photo():
    with pytest.raises(FileRefused) as refused:
        checked_bytes(uploads.pdf(), "a.pdf", PICTURE)
    assert refused.value.messages == ["Jenis ini tidak diterima di sini. Pilih berkas berjenis JPEG, PNG."]


def test_a_bomb_costs_neither_time_nor_memory():
    begun, held = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(FileRefused) as refused:
        checked_bytes(uploads.pdf_that_unfolds(), "a.pdf", SCAN)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - held) / 1024
    assert refused.value.messages == [DAMAGED]
    assert time.monotonic() - begun < 25
    assert grown < 100


def test_a_pdf_is_kept_as_it_came():
    content = uploads.pdf(pages=2)
    kept = checked_bytes(content, "Lembar Persetujuan (1).PDF", SCAN)
    assert (kept.name, kept.content_type, kept.content) == (
        "Lembar Persetujuan (1).pdf",
        ContentType.PDF,
        content,
    )


@pytest.mark.parametrize(("kind", "name"), [("JPEG", "a.jpeg"), ("PNG", "a.png")])
def test_a_picture_keeps_its_pixels_and_nothing_else(kind, name):
    content = uploads.picture(kind=kind)
    kept = checked_bytes(content, name, SCAN)
    again = Image.open(io.BytesIO(kept.content))
    assert uploads.GPS.encode() in content
    assert uploads.GPS.encode() not in kept.content
    assert (again.format, again.size, dict(again.getexif())) == (kind, (40, 30), {})
    assert all(
        abs(one - other) < 6 for one, other in zip(again.getpixel((20, 15)), (200, 30, 30), strict=True)
    )


def test_a_picture_held_upright_stays_upright():
    kept = checked_bytes(uploads.picture(turned=True), "a.jpg", SCAN)
    assert Image.open(io.BytesIO(kept.content)).size == (30, 40)


@pytest.mark.parametrize(
    ("terms", "size", "fits"),
    [
        (PICTURE, (3000, 4000), (600, 800)),
        (PICTURE, (4000, 3000), (600, 450)),
        (SCAN, (7000, 5000), (3508, 2506)),
    ],
)
def test_a_large_picture_is_made_smaller(terms, size, fits):
    kept = checked_bytes(uploads.picture(size=size), "a.jpg", terms)
    width, height = Image.open(io.BytesIO(kept.content)).size
    assert abs(width - fits[0]) <= 1
    assert abs(height - fits[1]) <= 1
    assert max(width, height) <= max(PAPER)


def test_a_picture_with_holes_lies_on_white():
    target = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(target, "PNG")
    kept = checked_bytes(target.getvalue(), "a.png", PICTURE)
    assert kept.name == "a.jpg"
    assert min(Image.open(io.BytesIO(kept.content)).getpixel((5, 5))) > 250
