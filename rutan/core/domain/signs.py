"""Signs nobody sees: plain rules for forms, register files and papers."""

import unicodedata

# Control, format (zero width, direction of writing), halves of characters, private and unknown ones, odd line ends.
HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
LAYOUT = "\n\r\t"
DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
SHOWN_BEFORE = 15


def is_hidden(sign: str) -> bool:
    """Whether a sign is none that can be seen, line ends and tabs aside."""
    return sign not in LAYOUT and unicodedata.category(sign) in HIDDEN


def first_hidden(text: str) -> int | None:
    """Return the place of the first sign that cannot be seen."""
    if text.isascii() and text.isprintable():
        return None
    return next((place for place, sign in enumerate(text) if is_hidden(sign)), None)


def before(text: str, place: int) -> str:
    """Return the last few signs before a place, to find it by."""
    return text[max(0, place - SHOWN_BEFORE) : place].strip()


def code(sign: str) -> str:
    """Return how a sign is named everywhere: ``U+202E``."""
    return f"U+{ord(sign):04X}"


__all__ = ["DIRECTIONS", "before", "code", "first_hidden", "is_hidden"]
