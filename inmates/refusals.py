"""Why something cannot be written into a register history."""

from rutan.core.errors import Refused


class RegisterRefused(Refused):
    """A line, sentence, remission or date cannot be written; the messages say everything that is wrong."""
