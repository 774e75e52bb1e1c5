"""What a kind of today's work is: rows that wait for somebody with a permission, and where they are dealt with."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from rutan.accounts.permissions import Permission
from rutan.accounts.scope import Scope
from rutan.dashboard.figure import Figure


class Tone(StrEnum):
    """How pressing it is: today, waiting, or good to know."""

    ACT = "act"
    WAIT = "wait"
    KNOW = "off"


class Tells(StrEnum):
    """What the day of the foremost row says."""

    SINCE = "since"
    UNTIL = "until"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Work:
    """One kind of work.

    ``figure`` is the rows that wait and what they are; ``words`` says how many in a sentence. ``page`` is the page that
    shows these very rows, with its query; without one they have a page of their own here, with a way on to ``further``.
    """

    figure: Figure
    needs: tuple[Permission, ...]
    words: Callable[[int], str]
    tone: Tone = Tone.WAIT
    tells: Tells = Tells.SINCE
    page: str = ""
    query: str = ""
    further: str = ""
    besides: tuple[Permission, ...] = ()

    def is_for(self, scope: Scope) -> bool:
        """Whether it is this scope's to do."""
        return scope.may(*self.needs) and all(scope.may(permission) for permission in self.besides)
