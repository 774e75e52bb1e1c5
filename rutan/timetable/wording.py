"""Sentences for what stands in the way of a booking, and for the nearest free times."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Protocol
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rutan.core import dates
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.conflicts import (
    Conflict,
    ConflictKind,
    HoursTouched,
    InThePast,
    KeptApart,
    NotReady,
    OutsideDay,
    ResourceTaken,
    RoomTooSmall,
)

NAMES_AT_MOST = 4
TONES = {"draft": "draft", "published": "now", "held": "done", "cancelled": "off"}
LOCKED = {
    "held": gettext_lazy("This session was held; it does not change any more."),
    "cancelled": gettext_lazy("This session was cancelled; it does not change any more."),
    "not_begun": gettext_lazy("This session has not begun yet."),
    "not_published": gettext_lazy("This session is a draft; publish it first."),
    "no_reason": gettext_lazy("Say why the session is cancelled."),
}


def refusal_sentences(
    conflicts: Sequence[Conflict], free: Sequence[Slot], *, wanted: Slot, zone: ZoneInfo, on: date
) -> list[str]:
    """Say what is in the way of a booking, most fundamental first, and last the nearest free times.

    :param wanted: when the booking was to be; free times on that day are told without the day.
    :param zone: the facility's time zone.
    :param on: today, for "tomorrow 08.00".
    """
    return [
        *conflict_sentences(conflicts, zone=zone, on=on),
        free_times_sentence(free, wanted=wanted, zone=zone, on=on),
    ]


def conflict_sentences(conflicts: Sequence[Conflict], *, zone: ZoneInfo, on: date) -> list[str]:
    """Say what is in the way, in the given order; inmates whom one booking holds share a sentence."""
    with timezone.override(zone):
        return [sentence for conflict in _shared(conflicts) for sentence in _sentences(conflict, on)]


def free_times_sentence(free: Sequence[Slot], *, wanted: Slot, zone: ZoneInfo, on: date) -> str:
    """Say the nearest free times in the given order: "10.00, 13.00, besok 08.00"."""
    if not free:
        return _("There is no free time nearby. Choose another room, another facilitator or other people.")
    with timezone.override(zone):
        day = timezone.localdate(wanted.starts_at)
        times = [
            dates.clock(slot.starts_at)
            if timezone.localdate(slot.starts_at) == day
            else dates.near(slot.starts_at, on)
            for slot in free
        ]
    # "Senin, 30 November 08.00" has a comma of its own.
    separator = "; " if any("," in each for each in times) else ", "
    return _("Nearest free times: %(times)s.") % {"times": separator.join(times)}


def at_the_same_moment() -> str:
    """Say that somebody else was faster, when nothing more can be told."""
    return _("Somebody else saved at the same moment. Look at the timetable and try again.")


class Planned(Protocol):
    """A planned session, as far as a sentence names it."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def slot(self) -> Slot:
        """When it is."""


def planned_in_the_way(bookings: Sequence[Planned], *, zone: ZoneInfo, on: date) -> list[str]:
    """Say how many sessions are planned then, and name the first of them."""
    text = ngettext(
        "%(count)d session is planned then: %(sessions)s. Move or cancel it first.",
        "%(count)d sessions are planned then: %(sessions)s. Move or cancel them first.",
        len(bookings),
    )
    with timezone.override(zone):
        named = [f"{each.title} ({dates.near(each.slot.starts_at, on)})" for each in bookings[:NAMES_AT_MOST]]
    sessions = "; ".join([*named, "…"] if len(bookings) > NAMES_AT_MOST else named)
    return [text % {"count": len(bookings), "sessions": sessions}]


def room_in_use(room: str, planned: int) -> str:
    """Say that a room cannot be given up yet."""
    text = ngettext(
        "%(count)d session is still planned in %(room)s. Move or cancel it first.",
        "%(count)d sessions are still planned in %(room)s. Move or cancel them first.",
        planned,
    )
    return text % {"count": planned, "room": room}


def room_code_taken(code: str) -> str:
    """Say that another room has the code."""
    return _("Another room has the code %(code)s.") % {"code": code}


def place_in_words(title: str, room: str, slot: Slot) -> str:
    """ "Kelompok 2 – Selasa, 24 November 08.00–09.30, Ruang Konseling 1"; the slot is in its facility's zone."""
    with timezone.override(slot.starts_at.tzinfo):
        return f"{title} – {dates.near(slot.starts_at)}–{dates.clock(slot.ends_at)}, {room}"


def free_time(slot: Slot, *, zone: ZoneInfo, on: date) -> str:
    """One free time on a button: "besok 08.00"."""
    with timezone.override(zone):
        return dates.near(slot.starts_at, on)


def moved_to(room: str, slot: Slot) -> str:
    """Say where a session is now."""
    return _("Moved to %(room)s, %(when)s.") % {"room": room, "when": dates.near(slot.starts_at)}


def _shared(conflicts: Iterable[Conflict]) -> Iterator[Conflict | list[ResourceTaken]]:
    """Yield conflicts one by one, but those of inmates whom the same booking holds together."""
    for kind, group in groupby(conflicts, key=lambda conflict: conflict.kind):
        if kind is not ConflictKind.INMATE_TAKEN:
            yield from group
            continue
        by_booking: dict[int, list[ResourceTaken]] = {}
        for conflict in group:
            if isinstance(conflict, ResourceTaken):
                by_booking.setdefault(conflict.booking_id, []).append(conflict)
        yield from by_booking.values()


def _sentences(conflict: Conflict | list[ResourceTaken], on: date) -> Iterator[str]:
    match conflict:
        case list():
            yield _inmates_taken(conflict, on)
        case ResourceTaken():
            yield _taken(conflict, on)
        case HoursTouched():
            yield from _hours(conflict, on)
        case NotReady():
            yield _not_ready(conflict, on)
        case RoomTooSmall():
            yield _too_small(conflict)
        case KeptApart():
            yield not_together(conflict.names)
        case OutsideDay():
            text = _("A session may not run over midnight; this one would end %(ends)s.")
            yield text % {"ends": dates.near(conflict.slot.ends_at, on)}
        case InThePast():
            text = _("The time to begin, %(starts)s, is over already.")
            yield text % {"starts": dates.near(conflict.starts_at, on)}
        case _:
            raise TypeError(f"no sentence for {conflict.kind}")


def _taken(conflict: ResourceTaken, on: date) -> str:
    text = (
        _("%(name)s is already taken by %(title)s %(when)s.")
        if conflict.kind is ConflictKind.ROOM_TAKEN
        else _("%(name)s already leads %(title)s %(when)s.")
    )
    return text % {"name": conflict.name, "title": conflict.title, "when": _when(conflict.slot, on)}


def _inmates_taken(conflicts: Sequence[ResourceTaken], on: date) -> str:
    text = ngettext(
        "%(names)s is already in %(title)s %(when)s.",
        "%(names)s are already in %(title)s %(when)s.",
        len(conflicts),
    )
    first = conflicts[0]
    names = _names([conflict.name for conflict in conflicts])
    return text % {"names": names, "title": first.title, "when": _when(first.slot, on)}


def _hours(conflict: HoursTouched, on: date) -> Iterator[str]:
    facts = {"hours": conflict.name, "when": _when(conflict.slot, on)}
    if conflict.room is not None:
        yield _("%(room)s is kept for %(hours)s %(when)s.") % (facts | {"room": conflict.room})
    if conflict.inmates:
        text = ngettext(
            "%(names)s takes part in %(hours)s %(when)s.",
            "%(names)s take part in %(hours)s %(when)s.",
            len(conflict.inmates),
        )
        yield text % (facts | {"names": _names(conflict.inmates)})
    if conflict.room is None and not conflict.inmates:
        text = (
            _("%(hours)s is %(when)s; no session may be held then.")
            if conflict.kind is ConflictKind.PROTECTED_HOURS
            else _("%(hours)s is %(when)s; sessions should keep clear of it.")
        )
        yield text % facts


def _not_ready(conflict: NotReady, on: date) -> str:
    reason = f"{conflict.reason} ({conflict.note})" if conflict.note else conflict.reason
    facts = {"when": _when(conflict.slot, on), "reason": reason}
    if conflict.room is None:
        return _("The detention centre is not ready for sessions %(when)s: %(reason)s.") % facts
    return _("%(room)s is not ready for sessions %(when)s: %(reason)s.") % (facts | {"room": conflict.room})


def _too_small(conflict: RoomTooSmall) -> str:
    text = ngettext(
        "%(room)s has %(capacity)d place, the session has %(needed)d people.",
        "%(room)s has %(capacity)d places, the session has %(needed)d people.",
        conflict.capacity,
    )
    return text % {"room": conflict.room, "capacity": conflict.capacity, "needed": conflict.needed}


def not_together(names: Sequence[str]) -> str:
    """Say that two people may not be in one session; without names to whoever may not know them. Never why."""
    if not names:
        return _("Not all of these people may be in one session. Ask the security staff.")
    one, other = names
    return _("%(one)s and %(other)s may not be together in one session.") % {"one": one, "other": other}


def _when(slot: Slot, on: date) -> str:
    """ "at 08.00–09.30"; with the days when it lasts longer than one."""
    if slot.length <= timedelta(days=1):
        return _("at %(starts)s–%(ends)s") % {
            "starts": dates.clock(slot.starts_at),
            "ends": dates.clock(slot.ends_at),
        }
    return _("from %(starts)s to %(ends)s") % {
        "starts": dates.near(slot.starts_at, on),
        "ends": dates.near(slot.ends_at, on),
    }


def _names(names: Sequence[str]) -> str:
    """ "Budi", "Budi and Joko", "Budi, Joko, Agus and 9 others"."""
    if len(names) == 1:
        return names[0]
    if len(names) <= NAMES_AT_MOST:
        return _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
    shown, others = names[: NAMES_AT_MOST - 1], len(names) - NAMES_AT_MOST + 1
    text = ngettext("%(names)s and %(count)d other", "%(names)s and %(count)d others", others)
    return text % {"names": ", ".join(shown), "count": others}
