"""Reads a PDF back: its text through the fonts' own tables, and the QR code from its drawn lines."""

import io
import re

import pikepdf

CHARS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)


def pages_text(content):
    """The text of each page, without any white space, in the order it is drawn."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return [_text(page) for page in document.pages]


def text_of(content):
    """All text of a PDF without white space."""
    return "".join(pages_text(content))


def squeezed(text):
    """A sentence as ``text_of`` would give it."""
    return "".join(text.split())


def links_of(content):
    """The addresses its links lead to."""
    with pikepdf.open(io.BytesIO(content)) as document:
        return [
            str(note.A.URI) for page in document.pages for note in page.get("/Annots", []) if "/A" in note
        ]


def _text(page):
    tables, found, font = {}, [], None
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = tables.setdefault(str(operands[0]), _table(page.resources.Font[operands[0]]))
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            for part in parts:
                if isinstance(part, pikepdf.String):
                    found += _letters(bytes(part), font)
    return "".join("".join(found).split())


def _table(font):
    stream = font.ToUnicode.read_bytes()
    pairs = [pair for block in BLOCK.findall(stream) for pair in CHARS.findall(block)]
    return {bytes.fromhex(a.decode()): bytes.fromhex(b.decode()).decode("utf-16-be") for a, b in pairs}


def _letters(raw, table):
    return [table.get(raw[place : place + 2], "") for place in range(0, len(raw), 2)]


def qr_of(content):
    """The QR code drawn on the last page as rows of 0 and 1: its dark modules are lines in the middle of their rows."""
    dark, start = set(), None
    with pikepdf.open(io.BytesIO(content)) as document:
        for operands, operator in pikepdf.parse_content_stream(document.pages[-1]):
            place = tuple(map(float, operands)) if str(operator) in ("m", "l") else None
            if str(operator) == "m":
                start = place
            elif place and start and place[1] == start[1] and start[1] % 1 == 0.5:
                dark |= {(int(place[1]), column) for column in range(int(start[0]), int(place[0]))}
    size = max(row for row, _ in dark) + 1
    return tuple(bytes((row, column) in dark for column in range(size)) for row in range(size))
