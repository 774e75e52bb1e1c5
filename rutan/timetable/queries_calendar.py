"""The week once more, as the calendar in the browser draws it: wall clock times of the facility, no zone."""

from datetime import timedelta
from typing import Any

from rutan.timetable.domain.calendar import Slot
from rutan.timetable.queries_week import Kept, Session, Week

EARLIEST, LATEST = 6, 18


def calendar_data(week: Week, *, editable: bool) -> dict[str, Any]:
    """Return what the calendar draws; nobody in custody is named in it.

    :param editable: whether the user may move sessions.
    """
    shown = {room.pk for room in week.columns}
    sessions = [each for each in week.sessions if each.booking.room_id in shown]
    first, last = _hours(sessions)
    return {
        "day": week.shown.isoformat(),
        "from": f"{first:02}:00",
        "to": f"{last:02}:00",
        "single": week.room is not None,
        "editable": editable,
        "resources": [{"id": str(room.pk), "title": room.name} for room in week.columns],
        "events": [_event(each, editable) for each in sessions],
        "kept": [_background(each, week) for day in week.days for each in day.kept],
    }


def _hours(sessions: list[Session]) -> tuple[int, int]:
    """The hours of the day that are drawn: the usual ones, and more where a session lies outside."""
    starts = [each.slot.starts_at.hour for each in sessions]
    # A session that ends at 00.00 reaches to the end of its day.
    ends = [(each.slot.ends_at - timedelta(minutes=1)).hour + 1 for each in sessions]
    return min([EARLIEST, *starts]), max([LATEST, *ends])


def _event(session: Session, editable: bool) -> dict[str, Any]:
    booking = session.booking
    return _times(session.slot) | {
        "id": str(booking.pk),
        "resourceIds": [str(booking.room_id)],
        "title": session.title,
        "editable": editable and not booking.is_over,
        "extendedProps": {
            "kind": booking.kind,
            "kindLabel": str(booking.get_kind_display()),
            "state": booking.state,
            "who": ", ".join(session.facilitators),
            "people": session.people,
        },
    }


def _background(kept: Kept, week: Week) -> dict[str, Any]:
    rooms = [room.pk for room in week.columns] if kept.room_id is None else [kept.room_id]
    drawn = {"title": kept.label, "tone": kept.tone, "resourceIds": [str(key) for key in rooms]}
    return _times(kept.slot) | drawn


def _times(slot: Slot) -> dict[str, Any]:
    """Times without a zone: the calendar shows them as they are, wherever the browser stands."""
    start, end = slot.starts_at.replace(tzinfo=None), slot.ends_at.replace(tzinfo=None)
    return {"start": start.isoformat(), "end": end.isoformat()}
