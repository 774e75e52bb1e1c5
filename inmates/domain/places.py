"""Recognising a cell of the facility in the ways offices write it."""

import re
from collections.abc import Iterable

_WORDS = re.compile(r"\b(?:blok|block|kamar|kmr|km|sel|cell|no|nomor)\b\.?", re.I)
_PART = re.compile(r"[^\W\d_]+|\d+")


class Places:
    """The facility's cells, each by its block's and its own code together: ``A1``."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_key = {_key(name): name for name in names}

    def find(self, written: str) -> str | None:
        """Return the cell meant by ``A1``, ``a-1``, ``A/01``, ``Blok A Kamar 1`` …, or ``None``."""
        return self._by_key.get(_key(written))


def _key(written: str) -> tuple[str, ...]:
    parts = _PART.findall(_WORDS.sub(" ", written).casefold())
    return tuple(part.lstrip("0") or "0" if part.isdecimal() else part for part in parts)
