"""Laying sessions into the timetable, and marking who was there."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import count
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rehab import wording, wording_attendance
from rehab.domain import attendance as rule
from rehab.domain.attendance import Mark, Marked
from rehab.domain.lifecycle import PlacementState
from rehab.enums import GroupState
from rehab.models import Attendance, Group, Placement, ProgrammeUnit, Session
from rehab.queries_sessions import marks_of, roster_of, sign_of_marks
from rehab.refusals import AttendanceRefused, CorrectionUnexplained, SessionRefused
from rutan.accounts.models import User
from rutan.audit.services import record
from rutan.core import clock, dates
from rutan.core.request_keys import earlier
from rutan.timetable.domain.calendar import Slot
from rutan.timetable.enums import ActivityKind, BookingState, LostBy
from rutan.timetable.models import Booking, Room
from rutan.timetable.services import lay_booking
from rutan.timetable.services_life import cancel_booking, hold_booking
from rutan.timetable.services_locks import lock_booking, lock_regime


@transaction.atomic
def lay_session(
    *,
    group: Group,
    unit: ProgrammeUnit,
    room: Room,
    slot: Slot,
    by: User,
    request_key: UUID,
    placement: Placement | None = None,
    topic: str = "",
    override_reason: str = "",
) -> Session:
    """Lay a session of a group, or of one ``placement`` in it alone, into the timetable, led by its facilitator.

    :param request_key: the same again answers with the first; ``KeyUsed`` when it was used for something else.
    :raises SessionRefused: when nobody would come, or the session is none of the group's programme.
    :raises BookingRefused: with everything in the way and the nearest free times.
    """
    if repeated := _laid_before(request_key, group, unit, placement):
        return repeated
    lock_regime(group.facility)
    group = _locked(group)
    placements = [placement] if placement else list(_in_group_on(group, slot))
    if refusals := _refusals(group, unit, placements, slot):
        raise SessionRefused(*refusals)
    booking = lay_booking(
        facility=group.facility,
        room=room,
        slot=slot,
        title=_title(group, unit, alone=placement is not None),
        kind=ActivityKind.REHAB,
        facilitators=[group.facilitator],
        inmates=[each.inmate for each in placements],
        by=by,
        request_key=request_key,
        override_reason=override_reason,
    )
    session = _numbered(Session(booking=booking, unit=unit, topic=topic.strip()), group, placement)
    record(action="rehab.session.laid", subject=session, by=by, facility=group.facility, group=group.pk)
    return session


def _laid_before(
    request_key: UUID, group: Group, unit: ProgrammeUnit, placement: Placement | None
) -> Session | None:
    deed = {"group": None if placement else group, "placement": placement, "unit": unit}
    return earlier(Session.objects, request_key, "booking__request_key", **deed)


def _locked(group: Group) -> Group:
    rows = Group.objects.select_for_update(no_key=True, of=("self",))
    return rows.select_related("facilitator", "facility").get(pk=group.pk)


def _numbered(session: Session, group: Group, placement: Placement | None) -> Session:
    """Store a session under the first number of its unit that is free, for the group or for the one person."""
    session.group, session.placement = (None, placement) if placement else (group, None)
    before = Session.objects.filter(unit=session.unit, group=session.group, placement=session.placement)
    taken = set(before.not_called_off().values_list("number", flat=True))
    session.number = next(number for number in count(1) if number not in taken)
    session.save()
    return session


def _in_group_on(group: Group, slot: Slot) -> QuerySet[Placement]:
    """Those who are in the group and have begun by the day of the session."""
    day = slot.in_zone(group.facility.zone).starts_at.date()
    people = Placement.objects.in_group(group).active().filter(starts_on__lte=day)
    return people.select_related("inmate").by_name()


def _refusals(group: Group, unit: ProgrammeUnit, placements: Sequence[Placement], slot: Slot) -> list[str]:
    found = []
    if group.state == GroupState.CLOSED:
        found.append(_("This group is closed."))
    if unit.phase.programme_id != group.programme_id:
        found.append(_("This kind of session is not part of the group's programme."))
    if not placements:
        found.append(_("Nobody is in this group on that day."))
    if any(each.group_id != group.pk or each.state != PlacementState.ACTIVE for each in placements):
        found.append(_("This person is not in the group now."))
    if placements and slot.in_zone(group.facility.zone).starts_at.date() > (last := _last_day(placements)):
        found.append(
            _("Everybody's programme in this group ends by %(day)s; this session would be too late for them.")
            % {"day": dates.long_date(last)}
        )
    return found


def _last_day(placements: Sequence[Placement]) -> date:
    """Until when a session may be laid for these people: the last day of whoever is in the programme longest."""
    return max(each.ends_on for each in placements)


def _title(group: Group, unit: ProgrammeUnit, *, alone: bool) -> str:
    """How a session is called in the calendar: by its group, never by a person."""
    return f"{group.name} · {wording.session_type(unit.session_type)}" if alone else group.name


@transaction.atomic
def mark_attendance(
    *, session: Session, marks: Mapping[int, Marked], by: User, seen: str | None = None, correction: str = ""
) -> list[Attendance]:
    """Mark everybody who was to come, by the key of their placement; all of it is stored or nothing.

    With anybody present the session was held, else it was lost: its booking becomes held or cancelled. A correction
    changes marks; whether the session was held is not changed any more. The same marks again write nothing.

    :param seen: the sign of the marks the form was filled in on; without it whatever is stored is written over.
    :param correction: why marks that are stored already are changed; each of them keeps it.
    :raises CorrectionUnexplained: when stored marks would change and nobody says why.
    :raises AttendanceRefused: with everything that is wrong with the marks.
    :raises BookingLocked: for a session that has not begun.
    """
    lock_regime(session.booking.facility)
    booking = lock_booking(session.booking)
    roster = {placement.pk: placement for placement in roster_of(session)}
    given = {key: marked for key, marked in marks.items() if key in roster}
    if seen is not None and _changed_since(seen, marks_of(session), given):
        raise AttendanceRefused(
            _("Somebody marked this session meanwhile. Compare with what is stored, and save again.")
        )
    if refusals := _wrong(roster, given, booking):
        raise AttendanceRefused(*refusals)
    if not correction.strip() and _corrected(marks_of(session), given):
        said = _("These people are marked already. Say why that is corrected.")
        raise CorrectionUnexplained(said, fields=["correction"])
    _settle(booking, given, by)
    written = _write(session, booking, given, by, correction.strip()[:300])
    if written:
        counts = {mark.value: sum(each.mark is mark for each in given.values()) for mark in Mark}
        record(
            action="rehab.attendance.marked",
            subject=session,
            by=by,
            facility=booking.facility,
            counts={name: count for name, count in counts.items() if count},
        )
    return written


def _changed_since(seen: str, standing: Mapping[int, Attendance], given: Mapping[int, Marked]) -> bool:
    """Whether other marks are stored than the form was filled in on, and than it would store."""
    if seen == sign_of_marks(standing):
        return False
    return set(standing) != set(given) or _corrected(standing, given)


def _corrected(standing: Mapping[int, Attendance], given: Mapping[int, Marked]) -> bool:
    """Whether somebody who is marked would be marked otherwise."""
    return any(_stored(standing[key]) != _values(each) for key, each in given.items() if key in standing)


def _stored(row: Attendance) -> tuple[str, str, str]:
    return row.state, row.reason, row.note


def _values(marked: Marked) -> tuple[str, str, str]:
    return marked.mark.value, marked.reason, marked.note.strip()


def _wrong(roster: Mapping[int, Placement], given: Mapping[int, Marked], booking: Booking) -> list[str]:
    if not roster:
        return [_("Nobody was to come to this session.")]
    names = {key: placement.inmate.full_name for key, placement in roster.items()}
    found = wording_attendance.faults(
        [(fault, names[key] if key else "") for key, fault in rule.faults(roster, given)]
    )
    held = rule.was_held(given.values())
    if booking.state == BookingState.HELD and not held:
        found.append(_("This session was held; somebody was present."))
    if booking.state == BookingState.CANCELLED and held:
        found.append(_("This session was called off; nobody was present."))
    return found


def _settle(booking: Booking, given: Mapping[int, Marked], by: User) -> None:
    if booking.is_over:
        return
    if rule.was_held(given.values()):
        hold_booking(booking=booking, by=by)
        return
    side = rule.side_of_session(given.values())
    reasons = {_in_words(marked) for marked in given.values() if side is marked.side}
    reason = "; ".join(sorted(reasons))
    cancel_booking(booking=booking, reason=reason, lost_by=LostBy(side.value), by=by)


def _in_words(marked: Marked) -> str:
    words = wording_attendance.reason(marked.mark.value, marked.reason)
    return ": ".join(
        part for part in (words or str(wording_attendance.MARKS[marked.mark]), marked.note) if part
    )


def _write(
    session: Session, booking: Booking, given: Mapping[int, Marked], by: User, correction: str
) -> list[Attendance]:
    """Write the marks that say something new."""
    standing, written = marks_of(session), []
    for key, marked in given.items():
        row = standing.get(key)
        if row and _stored(row) == _values(marked):
            continue
        if row:
            row.correction = correction
        row = row or Attendance(facility=booking.facility, session=session, placement_id=key)
        row.state, row.reason, row.note = _values(marked)
        row.lost_by, row.marked_by, row.marked_at = marked.side.value, by, clock.now()
        row.save()
        written.append(row)
    return written
