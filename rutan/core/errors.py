"""The base of every error a person can act on."""

from collections.abc import Sequence
from itertools import zip_longest


class Refused(Exception):
    """Something a person asked for was refused.

    A subclass names what was refused (``PlacementRefused``) and carries its reasons; ``messages`` are whole translated
    sentences that say what happened and what to do, ready to stand beside the thing that is wrong. ``fields`` names, in
    the order of the sentences, the field of the form each is about, None for the whole; fewer names are enough.
    """

    def __init__(self, *sentences: object, fields: Sequence[str | None] = ()) -> None:
        super().__init__(*sentences)
        self.fields = tuple(fields)

    @property
    def messages(self) -> list[str]:
        """Return the sentences to show, most important first."""
        return [str(argument) for argument in self.args]

    @property
    def beside(self) -> list[tuple[str | None, str]]:
        """Each sentence with the field that it is about (:func:`rutan.core.beside.say_beside`)."""
        said = self.messages
        return list(zip_longest(self.fields[: len(said)], said))
