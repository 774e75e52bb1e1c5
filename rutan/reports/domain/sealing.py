"""The seal of a report: one spelling of its data, and the SHA-256 of that.

Whoever holds the data can spell them the same way and compare: keys in order, no spaces, UTF-8, whole numbers. A number
with a fraction is written as text, because two programs need not spell it alike.
"""

from typing import Any

from rutan.letters.domain import frozen


class NotSealable(TypeError):
    """The data hold something that has more than one spelling."""


def canonical(data: dict[str, Any]) -> bytes:
    """Return the one spelling of plain data.

    :raises NotSealable: at a float, at a key that is no text, at anything JSON does not know.
    """
    _check(data)
    return frozen.canonical(data)


def digest_of(data: dict[str, Any]) -> str:
    """Return the seal: the SHA-256 of the one spelling, 64 hexadecimal digits, as on every paper of the house."""
    _check(data)
    return frozen.digest_of(data)


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
