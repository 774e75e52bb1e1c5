"""Errors of the package."""

from rutan.core.errors import Refused


class FileRefused(Refused):
    """A file is not taken; the sentence says what is wrong with it and what to do."""
