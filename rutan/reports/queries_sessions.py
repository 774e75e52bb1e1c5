"""The figures of sessions and attendance: what was planned, what became of it, who was there."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from rehab.enums import AttendanceState
from rehab.models import Attendance
from rehab.wording_attendance import LOSSES
from rutan.agencies.models import Facility
from rutan.reports.assembly import Assembled, Piece, as_of_the_report, assembled, breakdown, matrix, totals
from rutan.reports.catalogue import Part, definition_of, figure
from rutan.reports.domain.months import Month
from rutan.reports.domain.report import Figure, Head
from rutan.reports.domain.splitting import split
from rutan.timetable import queries_figures as bookings
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import ActivityKind, BookingState, LostBy
from training import queries_marks as lessons
from training.enums import Presence

# What became of a planned session: the line it counts in, by its state and the side it was lost on.
LOST_RUTAN = "sessions.lost_rutan"
LOST = {
    LostBy.RUTAN.value: LOST_RUTAN,
    LostBy.PERSON.value: "sessions.lost_person",
    LostBy.NONE.value: "sessions.replanned",
}
IN_WORDS = "in_words"
LINES = ("planned", "held", "lost_rutan", "lost_person", "replanned", "unmarked", "moved")


def sessions(facility: Facility, month: Month) -> Assembled:
    """Return the section on sessions. What became of them is split from the rows of what was planned."""
    slot = Slot(*month.bounds(facility.zone))
    planned = list(bookings.planned_in(facility, slot).values_list("pk", "kind", "state", "lost_by"))
    rows: dict[str, list[tuple[int, str]]] = {f"sessions.{line}": [] for line in LINES}
    for pk, kind, state, lost_by in planned:
        rows["sessions.planned"].append((pk, kind))
        rows[_became(state, lost_by)].append((pk, kind))
    rows["sessions.moved"] = list(bookings.moved_in(facility, slot).values_list("pk", "kind"))
    return assembled(
        Part.SESSIONS,
        (
            _table(rows),
            _losses(facility, month, [pk for pk, _kind in rows[LOST_RUTAN]]),
            *_attendance(facility, month),
            *_lesson_attendance(facility, month),
        ),
        (as_of_the_report(str(definition_of("sessions.unmarked").label)),),
    )


def _became(state: str, lost_by: str) -> str:
    if state == BookingState.HELD:
        return "sessions.held"
    return LOST[lost_by] if state == BookingState.CANCELLED else "sessions.unmarked"


def _table(rows: Mapping[str, Iterable[tuple[int, str]]]) -> Piece:
    words = {ActivityKind.REHAB.value: _("Rehabilitation"), ActivityKind.TRAINING.value: _("Training")}
    heads = [*(Head(word) for word in words.values()), Head(_("All"))]
    lines = [(str(definition_of(code).label), _line(code, found, words)) for code, found in rows.items()]
    return matrix(_("Sessions and lessons"), heads, lines)


def _line(code: str, rows: Iterable[tuple[int, str]], words: Mapping[str, str]) -> list[Figure]:
    parts = split(rows, words)
    whole = "" if code == "sessions.planned" else "sessions.planned"
    cells = [
        figure(f"{code}.{kind}", ids, part=words[kind], of=f"{whole}.{kind}" if whole else "")
        for kind, ids in parts.items()
    ]
    return [*cells, figure(code, tuple(sorted(row for ids in parts.values() for row in ids)), of=whole)]


def _losses(facility: Facility, month: Month, lost: Iterable[int]) -> Piece:
    """Sessions lost on the detention centre's side by the reason that was marked; others have theirs in words only."""
    marks = Attendance.objects.at(facility).between(month.first_day, month.last_day).lost_by(LostBy.RUTAN)
    marked = marks.order_by("-pk").values_list("session__booking", "state", "reason")
    reasons = {pk: reason for pk, state, reason in marked if state == AttendanceState.NOT_HELD}
    words = {loss.value: str(word) for loss, word in LOSSES.items()} | {IN_WORDS: _("Written at the session")}
    parts = split(((pk, reasons.get(pk, IN_WORDS)) for pk in lost), words)
    return breakdown(str(definition_of("sessions.loss").label), "sessions.loss", parts, words, of=LOST_RUTAN)


def _attendance(facility: Facility, month: Month) -> tuple[Piece, Piece]:
    marks = Attendance.objects.at(facility).between(month.first_day, month.last_day).at_held_sessions()
    return _marks(
        "sessions.marks", "sessions.mark", marks.values_list("pk", "state"), dict(AttendanceState.choices)
    )


def _lesson_attendance(facility: Facility, month: Month) -> tuple[Piece, Piece]:
    marks = lessons.marks_between(facility, month.first_day, month.last_day)
    found = marks.values_list("pk", "presence")
    return _marks("sessions.lesson_marks", "sessions.lesson_mark", found, dict(Presence.choices))


def _marks(
    whole: str, part: str, rows: Iterable[tuple[int, str]], choices: Mapping[str, object]
) -> tuple[Piece, Piece]:
    """The number of marks, and a share for each of them: the share of those present is the attendance rate."""
    words = {code: str(word) for code, word in choices.items() if code != AttendanceState.NOT_HELD}
    parts = split(rows, words)
    total = figure(whole, tuple(sorted(row for ids in parts.values() for row in ids)))
    return totals(total.label, total), breakdown(str(definition_of(part).label), part, parts, words, of=whole)
