"""What somebody may have meant by the words they look for a person by: a name, a number, the end of a NIK, a place."""

import re
from dataclasses import dataclass
from enum import IntEnum

from inmates.domain.register_codes import register_key

SHORTEST_FOR_LIKENESS = 3  # fewer letters are like everything
SHORTEST_END_OF_NIK, LENGTH_OF_NIK = 4, 16
WORDS_AT_MOST = 6
_PLACE = re.compile(r"(?:BLOK|BLOCK|SEL|KAMAR|CELL)\.?\s+(\S{1,20})")
_CODE = re.compile(r"[A-Z]{1,3}[\s.-]?\d{1,3}")


class Way(IntEnum):
    """How somebody answers to the words, the surest first."""

    NUMBER = 1
    NIK = 2
    PLACE = 3
    NAME = 4
    WORDS = 5
    ALIKE = 6


@dataclass(frozen=True)
class Wanted:
    """The words in capitals, and what else they can be read as; what they cannot be is empty."""

    words: tuple[str, ...]
    numbers: tuple[str, ...] = ()
    nik_end: str = ""
    places: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()

    @property
    def beginning(self) -> str:
        """The words as the beginning of a name."""
        return " ".join(self.words)


def wanted(text: str) -> Wanted:
    """Read the words of a search; a text without any sign that is written down yields none."""
    words = tuple(text.replace("\x00", " ").upper().split()[:WORDS_AT_MOST])
    joined = " ".join(words)
    has_digits = any(sign.isdecimal() for sign in joined)
    digits = joined.replace(" ", "")
    is_end = digits.isascii() and digits.isdecimal() and SHORTEST_END_OF_NIK <= len(digits) <= LENGTH_OF_NIK
    return Wanted(
        words=words,
        numbers=tuple(dict.fromkeys((joined, register_key(joined)))) if has_digits else (),
        nik_end=digits if is_end else "",
        places=_places(joined),
        alike=() if has_digits else tuple(word for word in words if len(word) >= SHORTEST_FOR_LIKENESS),
    )


def _places(joined: str) -> tuple[str, ...]:
    """Codes of a block or a cell: after the word for it, or by themselves; ``A-3`` and ``A 3`` are ``A3`` too."""
    named = _PLACE.fullmatch(joined)
    code = named[1] if named else joined if _CODE.fullmatch(joined) else ""
    return tuple(dict.fromkeys((code, re.sub(r"[\s.-]", "", code)))) if code else ()
