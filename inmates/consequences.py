"""What a departure touches in packages above this one: they register here, in their ``AppConfig.ready``.

Finders are asked inside the transaction of the departure, in the order of the packages. What they find is written down
as loose ends (``LooseEnd``); nothing is ended or deleted on the quiet. Whether a thing is still open is asked of its
owner's rows each time, so that a loose end settles itself the moment the thing is over.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from inmates.models import Inmate, Merge
from rutan.accounts.models import User
from rutan.accounts.permissions import Permission


@dataclass(frozen=True)
class Touched:
    """One thing that is open while somebody leaves; ``words`` is its name, such as that of a group.

    ``on`` is its day, where it has one that tells it from others of the same name.
    """

    subject_type: str
    subject_id: int
    words: str
    on: date | None = None


@dataclass(frozen=True)
class Consequence:
    """One kind of thing a departure touches.

    ``find`` names those of a person from a moment on. ``still`` is the rows that are open at a moment, for a loose end
    around it (``OuterRef("subject_id")``, ``OuterRef("inmate")``); ``of`` narrows it to what one person deals with.
    ``settles`` may settle it, and reads what it is; ``page`` is where, with the key of the thing as its ``argument``.
    """

    code: str
    label: str | Promise
    find: Callable[[Inmate, datetime], Iterable[Touched]]
    still: Callable[[datetime], QuerySet[Any]]
    settles: tuple[Permission, ...]
    page: str = ""
    argument: str = ""
    of: Callable[[QuerySet[Any], User], QuerySet[Any]] | None = None
    # Nobody has two of it: rows that both have one cannot be merged.
    one_at_a_time: bool = False
    # Read together with the row into which it is merged, so a merge leaves nothing of it open.
    read_through: bool = False


# Says in words what rests on a merge, so that it cannot be undone.
Rests = Callable[[Merge], Iterable[str]]
_registered: dict[str, Consequence] = {}
_rests: list[Rests] = []


def register(*consequences: Consequence) -> None:
    """Add kinds; the order of registering is that in which they are asked.

    :raises ValueError: when another one has the code.
    """
    for each in consequences:
        if _registered.setdefault(each.code, each) is not each:
            raise ValueError(f"two consequences of a departure with the code {each.code}")


def registered() -> tuple[Consequence, ...]:
    """All kinds, in their order."""
    return tuple(_registered.values())


def consequence_of(code: str) -> Consequence | None:
    """The kind with a code; None for one that no package knows any more."""
    return _registered.get(code)


def register_rests(*rests: Rests) -> None:
    """Add who says what rests on a merge."""
    _rests.extend(each for each in rests if each not in _rests)


def resting_on(merge: Merge) -> Iterator[str]:
    """Yield what rests on a merge, in words."""
    for each in _rests:
        yield from each(merge)


def touched_by_merging(inmate: Inmate, now: datetime) -> Iterator[tuple[Consequence, Touched]]:
    """Yield everything that is open of a row that is merged into another."""
    for each, touched in touched_by_leaving(inmate, now):
        if not each.read_through:
            yield each, touched


def touched_by_leaving(inmate: Inmate, now: datetime) -> Iterator[tuple[Consequence, Touched]]:
    """Yield everything that is open of a person who leaves at a moment."""
    for each in _registered.values():
        for touched in each.find(inmate, now):
            yield each, touched


__all__ = [
    "Consequence",
    "Rests",
    "Touched",
    "consequence_of",
    "register",
    "register_rests",
    "registered",
    "resting_on",
    "touched_by_leaving",
    "touched_by_merging",
]
