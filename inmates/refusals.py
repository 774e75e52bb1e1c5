"""Why something cannot be written into the register, done with a register file, or somebody not be moved."""

from rutan.core.errors import Refused


class ImportRefused(Refused):
    """A file could not be stored, put aside, named or undone, or a row of it not decided."""


class RegisterRefused(Refused):
    """A line, sentence, remission or date cannot be written; the messages say everything that is wrong."""


class MoveRefused(Refused):
    """People cannot be moved, or a move cannot be undone; the messages name who stands in the way and why."""


class OverCapacity(MoveRefused):
    """The cell would hold more people than it is meant for; whoever moves them all the same confirms it."""


class AbsenceRefused(Refused):
    """Somebody cannot be taken out, or cannot have come back at that time."""


class MergeRefused(Refused):
    """Two rows cannot be merged, told apart, or made two people again; the messages say everything against it."""


class PlaceRefused(Refused):
    """A block or cell cannot be added, changed or closed."""


class ApartRefused(Refused):
    """Two people cannot be put on the list of those who are kept apart, or an entry not closed or opened again."""
