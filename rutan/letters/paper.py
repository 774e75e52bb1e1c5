"""What an owner says about a paper before it is numbered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rutan.letters.enums import DocumentKind, FactKind, Office


@dataclass(frozen=True)
class Paper:
    """A paper to be issued.

    ``template`` is a path of ours such as ``rutan/letters/papers/letter.typ``; ``body`` is plain JSON without floats,
    all that the template prints beside the head, the signature and the check block. ``printed_name`` and ``facts``
    are what the public check page shows, so no more than stands on the paper; a period is written as two ISO
    days with a slash. Without an office nobody signs.
    """

    kind: DocumentKind
    template: str
    body: Mapping[str, Any]
    printed_name: str = ""
    facts: tuple[tuple[FactKind, str], ...] = ()
    office: Office | None = Office.HEAD

    @property
    def stored_facts(self) -> list[list[str]]:
        """The facts as JSON keeps them."""
        return [[FactKind(fact).value, value] for fact, value in self.facts]
