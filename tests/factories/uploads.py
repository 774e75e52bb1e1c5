"""Files as people hand them in, good ones and hostile ones."""

import io
import struct
import zipfile
import zlib

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

GPS = "TEMPAT-RAHASIA"


def pdf(*, pages=1, change=None, **saving):
    """A PDF with blank pages; ``change`` may do something to it before it is saved."""
    target, document = io.BytesIO(), pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(595, 842))
    if change:
        change(document)
    document.save(target, **({} if "encryption" in saving else {"deterministic_id": True}), **saving)
    return target.getvalue()


def picture(*, size=(40, 30), kind="JPEG", colour=(200, 30, 30), turned=False):
    """A picture with what a camera writes beside the pixels: a comment, a device, and which way up it was held."""
    image, target = Image.new("RGB", size, colour), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = GPS
    exif[0x0112] = 6 if turned else 1
    options = {"comment": GPS.encode()} if kind == "JPEG" else {}
    image.save(target, kind, exif=exif, **options)
    return target.getvalue()


def sent(content=None, name="lembar.pdf"):
    """A file in a form."""
    return SimpleUploadedFile(name, pdf() if content is None else content)


def archive():
    """A ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("a.html", "<script>1</script>")
    return target.getvalue()


def png_that_says(width, height):
    """A PNG of a few bytes that says it has many pixels."""

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = zlib.compress(b"\x00" * 10_000_000, 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def pdf_that_unfolds():
    """A PDF whose list of objects unfolds from some kilobytes to more than a gigabyte."""
    packed = zlib.compressobj(9)
    data = b"".join(packed.compress(b" " * 10_000_000) for _turn in range(120)) + packed.flush()
    body = b"%PDF-1.5\n"
    places = {}
    head = b"<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(data)
    for number, thing in ((1, b"<</Type/Catalog/Pages 2 0 R>>"), (3, head + data + b"\nendstream")):
        places[number] = len(body)
        body += b"%d 0 obj\n%s\nendobj\n" % (number, thing)
    rows = [(0, 0, 255), (1, places[1], 0), (2, 3, 0), (1, places[3], 0), (1, len(body), 0)]
    table = zlib.compress(b"".join(struct.pack(">BIB", *row) for row in rows))
    xref = len(body)
    head = b"<</Type/XRef/Size 5/W[1 4 1]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n" % len(table)
    body += b"4 0 obj\n" + head + table + b"\nendstream\nendobj\n"
    return body + b"startxref\n%d\n%%%%EOF\n" % xref
