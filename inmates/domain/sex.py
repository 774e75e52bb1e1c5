"""The sex a person is registered with, and how offices spell it."""

import re
from enum import StrEnum


class Sex(StrEnum):
    """As the register writes it: *laki-laki*, *perempuan*."""

    MALE = "L"
    FEMALE = "P"


# "P" is *perempuan* wherever the column is "L/P"; *pria* is always written out.
_BY_SPELLING = dict.fromkeys(
    ("l", "lk", "lki", "laki", "lakilaki", "laki2", "lelaki", "pria", "m", "male"), Sex.MALE
) | dict.fromkeys(
    ("p", "pr", "prp", "prmp", "perempuan", "w", "wnt", "wanita", "f", "female"),
    Sex.FEMALE,
)
_SIGNS = re.compile(r"[\W_]+")


def recognise(written: str) -> Sex | None:
    """Return the sex that is meant (``L``, ``Laki - Laki``, ``Pria``, ``P``, ``Wanita`` …), or ``None``."""
    return _BY_SPELLING.get(_SIGNS.sub("", written).casefold())
