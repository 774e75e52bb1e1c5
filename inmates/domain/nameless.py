"""Columns of a register file that have no heading: what they are called, and under what their meaning is remembered.

Such a column is known by its letter, but only among the very same headings in the same order: in a file of another
layout something else stands in column C, and would be taken for what an officer said of this one.
"""

import hashlib
from collections.abc import Sequence

_LETTERS = 26


def letter_of(place: int) -> str:
    """Return what a spreadsheet calls the column at a place: ``A`` for 0, ``AA`` for 26."""
    letters, rest = "", place + 1
    while rest:
        rest, last = divmod(rest - 1, _LETTERS)
        letters = chr(ord("A") + last) + letters
    return letters


def layout_of(headings: Sequence[str]) -> str:
    """Return a short sign of headings and where they stand; empty ones at the end of a row count for nothing."""
    said = "|".join(f"{place}={key}" for place, key in enumerate(headings) if key)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def key_of_nameless(place: int, layout: str) -> str:
    """Return under what a column without a heading is remembered; the colon stands in no heading's key."""
    return f":{letter_of(place)}:{layout}"


def has_heading(key: str) -> bool:
    """Say whether a column is remembered by its heading rather than by its letter."""
    return not key.startswith(":")


__all__ = ["has_heading", "key_of_nameless", "layout_of", "letter_of"]
