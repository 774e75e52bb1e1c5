"""Which signs the font of our papers can draw, and what stands on a paper in the place of others.

A sign the font lacks would leave nothing behind, and one that turns the direction of writing would make a name read
otherwise than it is: on a paper that has to prove something neither may happen unseen. Imports no Django.
"""

import struct
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from rutan.core.domain.signs import is_hidden

FONT = "SourceSans3[wght].ttf"
MISSING = "\N{WHITE SQUARE}"
SEGMENTS, GROUPS = 4, 12  # the two formats of a table from signs to glyphs that fonts of today use


def drawn(value: Any) -> Any:
    """Return plain data in which every sign that cannot be drawn is an empty square, keys left as they are."""
    match value:
        case str():
            return value if value.isascii() and value.isprintable() else "".join(map(_drawn, value))
        case Mapping():
            return {key: drawn(each) for key, each in value.items()}
        case list() | tuple():
            return [drawn(each) for each in value]
    return value


def _drawn(sign: str) -> str:
    if sign.isspace() and not is_hidden(sign):
        return sign
    return MISSING if is_hidden(sign) or ord(sign) not in _known() else sign


@cache
def _known() -> frozenset[int]:
    """The signs the font has a glyph for."""
    font = (files("fontpkg_source_sans_3") / "files" / FONT).read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    names = (struct.unpack_from(">4sIII", font, 12 + 16 * number) for number in range(tables))
    (start,) = (offset for name, _sum, offset, _length in names if name == b"cmap")
    (many,) = struct.unpack_from(">H", font, start + 2)
    parts = {start + struct.unpack_from(">HHI", font, start + 4 + 8 * number)[2] for number in range(many)}
    return frozenset(code for part in parts for code in _codes(font, part))


def _codes(font: bytes, part: int) -> Iterator[int]:
    (kind,) = struct.unpack_from(">H", font, part)
    if kind == SEGMENTS:
        (twice,) = struct.unpack_from(">H", font, part + 6)
        ends = struct.unpack_from(f">{twice // 2}H", font, part + 14)
        starts = struct.unpack_from(f">{twice // 2}H", font, part + 16 + twice)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, last + 1)
    elif kind == GROUPS:
        (many,) = struct.unpack_from(">I", font, part + 12)
        for number in range(many):
            first, last, _glyph = struct.unpack_from(">III", font, part + 16 + 12 * number)
            yield from range(first, last + 1)
