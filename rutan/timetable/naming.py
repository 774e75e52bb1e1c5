"""What a session is called for a reader: its title may tell more than they may know, as that of a group named by its tier.

The package that owns a kind of session says who may know what its titles tell, and what it is called for everybody
else (``AppConfig.ready``). Whoever shows a booking to somebody asks here, so that there is one place that decides.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from rutan.accounts.models import User
from rutan.accounts.reach import Reach
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import ActivityKind
from rutan.timetable.models import Booking


@dataclass(frozen=True)
class Names:
    """Names of one kind of session.

    ``knows`` tells whether a reader may know what the titles tell, at the facility with a key; ``plain`` is what the
    bookings with some keys are called for whoever may not: one query, and the word for the kind where it names none.
    """

    knows: Callable[[Reach, int], bool]
    plain: Callable[[Collection[int]], Mapping[int, str]]


@dataclass(frozen=True)
class Named:
    """A session as a reader may have it named in a sentence."""

    title: str
    slot: Slot


_registered: dict[ActivityKind, Names] = {}


def register(kind: ActivityKind, names: Names) -> None:
    """Say how sessions of a kind are called.

    :raises ValueError: when another package has said so already.
    """
    if _registered.setdefault(kind, names) is not names:
        raise ValueError(f"two ways to name sessions of the kind {kind}")


def titles_for(user: User, bookings: Iterable[Booking]) -> dict[int, str]:
    """Return what each session is called for a reader, by its key."""
    shown = {booking.pk: booking for booking in bookings}
    found = {key: booking.title for key, booking in shown.items()}
    for kind, names in _registered.items():
        hidden = [
            key
            for key, booking in shown.items()
            if booking.kind == kind and not names.knows(user.reach, booking.facility_id)
        ]
        plain = names.plain(hidden) if hidden else {}
        found |= {key: plain.get(key, str(kind.label)) for key in hidden}
    return found


def title_for(user: User, booking: Booking) -> str:
    """Return what one session is called for a reader."""
    return titles_for(user, [booking])[booking.pk]


def named_for(user: User, bookings: Collection[Booking]) -> list[Named]:
    """Return the sessions as a sentence for a reader may name them."""
    titles = titles_for(user, bookings)
    return [Named(titles[booking.pk], booking.slot) for booking in bookings]


__all__ = ["Named", "Names", "named_for", "register", "title_for", "titles_for"]
