"""What may be refused about letters."""

from rutan.core.errors import Refused


class LetterRefused(Refused):
    """A paper could not be issued or ended."""
