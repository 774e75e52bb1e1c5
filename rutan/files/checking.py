"""From what somebody sends to a file that may be kept."""

from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile

from rutan.files import pdf_check, wording
from rutan.files.domain.contents import ContentType, Fault, agrees, is_two_in_one, is_whole_pdf, recognised
from rutan.files.domain.names import safe_name
from rutan.files.images import PAPER, BadImage, re_encoded
from rutan.files.refusals import FileRefused

SCANS = (ContentType.PDF, ContentType.JPEG, ContentType.PNG)
PICTURES = (ContentType.JPEG, ContentType.PNG)


@dataclass(frozen=True)
class Terms:
    """What is taken: which types, how many bytes, and how large a picture stays; ``into`` is what it is written as."""

    wanted: tuple[ContentType, ...]
    limit: int
    box: tuple[int, int] = PAPER
    into: ContentType | None = None


@dataclass(frozen=True)
class CheckedFile:
    """A file that was found to be what it says; pictures hold their pixels and nothing else."""

    name: str
    content_type: ContentType
    content: bytes


def checked(sent: "UploadedFile[bytes]", terms: Terms) -> CheckedFile:
    """Read a file that was sent, not before its size is known to be within the limit.

    :raises FileRefused: when it is not taken, in a sentence.
    """
    if (sent.size or 0) > terms.limit:
        raise _refusal(Fault.TOO_LARGE, terms)
    return checked_bytes(sent.read(), sent.name or "", terms)


def checked_bytes(content: bytes, name: str, terms: Terms) -> CheckedFile:
    """The same for bytes that are at hand.

    :raises FileRefused: when they are not taken, in a sentence.
    """
    kind = recognised(content)
    if fault := _at_first_sight(content, name, kind, terms):
        raise _refusal(fault, terms, kind)
    assert kind is not None
    if kind is ContentType.PDF:
        fault = pdf_check.fault_of(content) if is_whole_pdf(content) else Fault.DAMAGED
        if fault:
            raise _refusal(fault, terms, kind)
        return CheckedFile(safe_name(name, kind), kind, content)
    into = terms.into or kind
    try:
        clean = re_encoded(content, kind, box=terms.box, into=into)
    except BadImage as bad:
        raise _refusal(bad.fault, terms, kind) from bad
    return CheckedFile(safe_name(name, into), into, clean)


def _at_first_sight(content: bytes, name: str, kind: ContentType | None, terms: Terms) -> Fault | None:
    """What the size, the first and last bytes and the name tell."""
    if not content:
        return Fault.EMPTY
    if len(content) > terms.limit:
        return Fault.TOO_LARGE
    if kind is None:
        return Fault.UNKNOWN
    if kind not in terms.wanted:
        return Fault.NOT_WANTED
    if not agrees(name, kind):
        return Fault.OTHER_NAME
    return Fault.TWO_IN_ONE if is_two_in_one(content, kind) else None


def _refusal(fault: Fault, terms: Terms, kind: ContentType | None = None) -> FileRefused:
    return FileRefused(wording.sentence(fault, wanted=terms.wanted, limit=terms.limit, kind=kind))
