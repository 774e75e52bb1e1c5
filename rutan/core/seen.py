"""What somebody had before them when they filled in a form: two windows, or two people, must not overwrite each other."""

from collections.abc import Iterable
from hashlib import sha256

LENGTH = 16


def sign_of(facts: Iterable[tuple[object, ...]]) -> str:
    """Return a short sign of rows, in whatever order they come; a form carries it and the service compares."""
    return sha256("\n".join(sorted(map(repr, facts))).encode()).hexdigest()[:LENGTH]
