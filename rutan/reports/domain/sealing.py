"""The seal of a report: one spelling of its data, and the SHA-256 of that.

Whoever holds the data can spell them the same way and compare: keys in order, no spaces, UTF-8, whole numbers. A number
with a fraction is written as text, because two programs need not spell it alike.
"""

import json
from hashlib import sha256
from typing import Any


class NotSealable(TypeError):
    """The data hold something that has more than one spelling."""


def canonical(data: Any) -> bytes:
    """Return the one spelling of plain data.

    :raises NotSealable: at a float, at a key that is no text, at anything JSON does not know.
    """
    _check(data)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest_of(data: Any) -> str:
    """Return the seal: the SHA-256 of the one spelling, 64 hexadecimal digits."""
    return sha256(canonical(data)).hexdigest()


def _check(value: Any) -> None:
    match value:
        case None | bool() | int() | str():
            return
        case list():
            for part in value:
                _check(part)
        case dict():
            for key, part in value.items():
                if not isinstance(key, str):
                    raise NotSealable(key)
                _check(part)
        case _:
            raise NotSealable(value)
