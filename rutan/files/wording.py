"""Sentences about files that are not taken."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rutan.files.domain.contents import EXTENSIONS, ContentType, Fault
from rutan.files.pdf_check import PAGES

FAULTS: dict[Fault, str | Promise] = {
    Fault.EMPTY: gettext_lazy("The file is empty. Choose it again."),
    Fault.TOO_LARGE: gettext_lazy(
        "The file is larger than %(limit)s MB. Scan it at 200 or 300 dots an inch, or in black and white."
    ),
    Fault.UNKNOWN: gettext_lazy(
        "This is none of the types that are taken (%(types)s), whatever its name says."
    ),
    Fault.NOT_WANTED: gettext_lazy("This type is not taken here. Choose a file of the type %(types)s."),
    Fault.OTHER_NAME: gettext_lazy(
        "The name of the file ends otherwise than files of its type do (%(ending)s). Ask where it comes from."
    ),
    Fault.TWO_IN_ONE: gettext_lazy("The file holds something else beside the scan. Scan the paper anew."),
    Fault.DAMAGED: gettext_lazy("The file is damaged or not complete. Scan the paper anew."),
    Fault.LOCKED: gettext_lazy("The PDF is locked with a password. Save it without one."),
    Fault.ACTIVE: gettext_lazy(
        "The PDF holds programs, forms or other files. Print it and scan the paper instead."
    ),
    Fault.TOO_MANY_PIXELS: gettext_lazy("The picture is too large. Scan it at 200 or 300 dots an inch."),
    Fault.TOO_MANY_PAGES: gettext_lazy("The PDF has more than %(pages)s pages. Scan only the signed paper."),
}


def sentence(
    fault: Fault, *, wanted: tuple[ContentType, ...], limit: int, kind: ContentType | None = None
) -> str:
    """Say what is wrong with a file; ``limit`` in bytes."""
    facts = {
        "limit": limit // (1024 * 1024),
        "types": types(wanted),
        "ending": ", ".join(f".{each}" for each in EXTENSIONS[kind]) if kind else "",
        "pages": PAGES,
    }
    return str(FAULTS[fault]) % facts


def types(wanted: tuple[ContentType, ...]) -> str:
    """Name the types: ``PDF, JPEG, PNG``."""
    return ", ".join(kind.name for kind in wanted)


def help_text(wanted: tuple[ContentType, ...], *, limit: int) -> str:
    """What may be chosen, for beside the field."""
    facts = {"types": types(wanted), "limit": limit // (1024 * 1024)}
    return _("%(types)s, at most %(limit)s MB.") % facts
