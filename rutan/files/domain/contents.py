"""What a file is, told by its first and last bytes; its name only has to agree."""

from enum import StrEnum, auto


class ContentType(StrEnum):
    """The types that are taken."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


class Fault(StrEnum):
    """Why a file is not taken."""

    EMPTY = auto()
    TOO_LARGE = auto()
    UNKNOWN = auto()
    NOT_WANTED = auto()
    OTHER_NAME = auto()
    TWO_IN_ONE = auto()
    DAMAGED = auto()
    LOCKED = auto()
    ACTIVE = auto()
    TOO_MANY_PIXELS = auto()
    TOO_MANY_PAGES = auto()


BEGINS = {
    ContentType.PDF: b"%PDF-",
    ContentType.JPEG: b"\xff\xd8\xff",
    ContentType.PNG: b"\x89PNG\r\n\x1a\n",
}
EXTENSIONS = {
    ContentType.PDF: ("pdf",),
    ContentType.JPEG: ("jpg", "jpeg"),
    ContentType.PNG: ("png",),
}
PDF_END = b"%%EOF"
ZIP_END, ZIP_END_BYTES, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
# Another program might take a file that begins with these for a page, whatever its type says.
MARKUP = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?php")
HEAD, TAIL = 1024, 1024


def recognised(content: bytes) -> ContentType | None:
    """Return what the file is by its first bytes; None when it is nothing that is taken."""
    return next((kind for kind, begin in BEGINS.items() if content.startswith(begin)), None)


def agrees(name: str, kind: ContentType) -> bool:
    """Whether the file's name ends as files of its type do."""
    return name.rpartition(".")[2].lower() in EXTENSIONS[kind]


def is_two_in_one(content: bytes, kind: ContentType) -> bool:
    """Whether another program could take the file for something else: an archive, a page, a second document."""
    head = content[:HEAD].lower()
    if any(mark in head for mark in MARKUP) or _ends_as_archive(content):
        return True
    return kind is not ContentType.PDF and BEGINS[ContentType.PDF].lower() in head


def is_whole_pdf(content: bytes) -> bool:
    """Whether a PDF ends as it should: with its mark, and nothing but blanks behind it."""
    behind = content[-TAIL:].rpartition(PDF_END)
    return bool(behind[1]) and not behind[2].strip(b"\x00\t\n\x0c\r ")


def _ends_as_archive(content: bytes) -> bool:
    """Whether the end record of a ZIP stands where a reader of ZIP files looks for it."""
    tail = content[-(LONGEST_COMMENT + ZIP_END_BYTES) :]
    place = tail.find(ZIP_END)
    while place >= 0:
        comment = int.from_bytes(tail[place + 20 : place + 22], "little")
        if place + ZIP_END_BYTES + comment == len(tail):
            return True
        place = tail.find(ZIP_END, place + 1)
    return False
