"""What is wrong with a PDF, found in a child process (``python -m rutan.files.pdf_check``) that may use little.

A few bytes can unfold into gigabytes, and a reader may crash on what was made to crash it: then the child dies, and the
file is not taken. Imports no Django.
"""

import io
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pikepdf

from rutan.files.domain.contents import Fault

PROJECT = Path(__file__).resolve().parents[2]
MEMORY = 768 * 1024 * 1024  # bytes of address space
SECONDS, PATIENCE = 8, 20.0  # of the processor, and of the clock
PAGES, OBJECTS, DEPTH = 50, 100_000, 40
# Keys and actions by which a PDF does something, or carries something, beside showing its pages.
KEYS = frozenset({"/JS", "/JavaScript", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent", "/AF"})
ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Rendition",
        "/Movie",
        "/Sound",
    }
)


def fault_of(content: bytes) -> Fault | None:
    """Return what is wrong with the PDF; None when it shows pages and does nothing else."""
    try:
        child = subprocess.run(
            [sys.executable, "-m", __name__],
            input=content,
            capture_output=True,
            cwd=PROJECT,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Fault.DAMAGED
    said = child.stdout.decode(errors="replace").strip()
    if child.returncode or said not in ("", *Fault):
        return Fault.DAMAGED
    return Fault(said) if said else None


def found_in(content: bytes) -> Fault | None:
    """The same in this process."""
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False, suppress_warnings=True) as document:
            if document.is_encrypted:
                return Fault.LOCKED
            if not 0 < len(document.pages) <= PAGES or len(document.objects) > OBJECTS:
                return Fault.TOO_MANY_PAGES if len(document.pages) else Fault.DAMAGED
            return Fault.ACTIVE if any(_acts(each) for each in _dictionaries(document)) else None
    except pikepdf.PasswordError:
        return Fault.LOCKED
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, MemoryError):
        return Fault.DAMAGED


def _dictionaries(document: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary, also those that stand inside others; what is referred to comes by itself."""
    waiting = [(each, 0) for each in document.objects]
    waiting.append((document.trailer, 0))
    while waiting:
        thing, depth = waiting.pop()
        if depth > DEPTH:
            raise ValueError("nested too deeply")
        if isinstance(thing, pikepdf.Array):
            inside = list(thing)
        elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            yield thing
            inside = [item for _key, item in thing.items()]
        else:
            continue
        # A number or a truth comes as Python's own and holds nothing.
        waiting += [(item, depth + 1) for item in inside if not getattr(item, "is_indirect", True)]


def _acts(dictionary: pikepdf.Object) -> bool:
    if KEYS.intersection(dictionary.keys()):
        return True
    action = dictionary.get("/S")
    return isinstance(action, pikepdf.Name) and str(action) in ACTIONS


def main() -> int:
    """Read a PDF from standard input and say what is wrong with it."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    sys.stdout.write(found_in(sys.stdin.buffer.read()) or "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
