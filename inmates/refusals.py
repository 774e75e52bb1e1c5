"""Why something cannot be written into a register history, or done with a register file."""

from rutan.core.errors import Refused


class ImportRefused(Refused):
    """A file could not be stored, put aside, named or undone, or a row of it not decided."""


class RegisterRefused(Refused):
    """A line, sentence, remission or date cannot be written; the messages say everything that is wrong."""
