"""The base of every error a person can act on."""


class Refused(Exception):
    """Something a person asked for was refused.

    A subclass names what was refused (``PlacementRefused``) and carries its reasons; ``messages`` are whole translated
    sentences that say what happened and what to do, ready to stand beside the thing that is wrong.
    """

    @property
    def messages(self) -> list[str]:
        """Return the sentences to show, most important first."""
        return [str(argument) for argument in self.args]
