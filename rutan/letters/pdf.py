"""From a template and data to the bytes of a PDF; the same input gives the same bytes on every machine.

Imports no Django: long documents are compiled in a child process (``python -m rutan.letters.pdf``), because the
compiler keeps what it has laid out, and a worker that prints registers would grow by gigabytes.
"""

import io
import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pikepdf
import segno
import typst

from rutan.letters.glyphs import drawn

PROJECT = Path(__file__).resolve().parents[2]
LONG = 200  # rows of a list; above it a child process compiles
PATIENCE = 120.0  # seconds a child may take


class PdfNotMade(Exception):
    """The compiler refused the template with this data: a mistake of ours, never of who prints."""


@dataclass(frozen=True)
class Sheet:
    """All that goes into one PDF: a template of ours (its path in the project), its inputs, and the time it bears."""

    template: str
    inputs: dict[str, str]
    timestamp: int


def sheet(
    template: str, *, paper: Mapping[str, Any], check: Mapping[str, str] | None = None, timestamp: int
) -> Sheet:
    """Put the inputs of a template together: the paper's data, how it is checked, the QR code of that address.

    What the font cannot draw stands there as an empty square (:mod:`.glyphs`).
    """
    check = check or {"address": "", "code": "", "digest": ""}
    inputs = {
        "paper": json.dumps(drawn(paper)),
        "check": json.dumps(dict(check)),
        "qr": qr_code(check["address"]),
    }
    return Sheet(template, inputs, timestamp)


def make_pdf(wanted: Sheet, *, rows: int = 0) -> bytes:
    """Return the PDF; more than ``LONG`` rows are laid out in a child process and packed.

    :raises PdfNotMade: when the template does not go together with the data.
    """
    return _packed(_in_child(wanted)) if rows > LONG else compiled(wanted)


def compiled(wanted: Sheet) -> bytes:
    """Compile in this process.

    :raises PdfNotMade: when the template does not go together with the data.
    """
    try:
        made: bytes = typst.compile(
            str(PROJECT / wanted.template),
            root=str(PROJECT),
            font_paths=_fonts(),
            format="pdf",
            sys_inputs=wanted.inputs,
            timestamp=wanted.timestamp,
        )
    except RuntimeError as error:
        raise PdfNotMade(f"{wanted.template}: {error}") from error
    return made


def longest_list(data: Any) -> int:
    """Return how many entries the longest list in plain data has: the rows of its longest table."""
    if isinstance(data, Mapping):
        return max(map(longest_list, data.values()), default=0)
    if isinstance(data, Iterable) and not isinstance(data, str):
        entries = list(data)
        return max([len(entries), *map(longest_list, entries)])
    return 0


def qr_code(text: str) -> str:
    """Return a QR code as an SVG picture; empty text gives an empty picture."""
    if not text:
        return '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="svg", border=0, xmldecl=False)
    return picture.getvalue().decode()


def _in_child(wanted: Sheet) -> bytes:
    child = subprocess.run(
        [sys.executable, "-m", __name__],
        input=json.dumps(asdict(wanted)).encode(),
        capture_output=True,
        cwd=PROJECT,
        timeout=PATIENCE,
        check=False,
    )
    if child.returncode:
        raise PdfNotMade(child.stderr.decode(errors="replace"))
    return child.stdout


def _packed(made: bytes) -> bytes:
    """The tags of a long table are most of its size; as compressed objects they are a sixth of it."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(made)) as document:
        document.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


@cache
def _fonts() -> typst.Fonts:
    folder = str(files("fontpkg_source_sans_3") / "files")
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder])


def main() -> int:
    """Compile what stands on standard input; the PDF goes to standard output."""
    try:
        sys.stdout.buffer.write(compiled(Sheet(**json.load(sys.stdin))))
    except PdfNotMade as refusal:
        sys.stderr.write(str(refusal))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
