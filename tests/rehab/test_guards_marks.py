"""What SQL typed as the application's login may not do to the marks of a session."""

import pytest

from rehab.domain.attendance import Mark, Marked
from rehab.services_sessions import mark_attendance
from tests.factories import accounts, rehab, timetable
from tests.typed_sql import changed, copied, refused

ATTENDANCE = "rehab_attendance"


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def elsewhere(db):
    return accounts.facility(code="LAIN", name="Rutan Lain")


@pytest.fixture
def group(place):
    return rehab.group(facility=place)


def test_marks_are_of_those_who_were_to_come_and_stay(place, elsewhere, group):
    session, (inside,) = rehab.over(group=group)
    other = rehab.placed(group=rehab.group(facility=place, name="Kelompok 2"))
    (mark,) = mark_attendance(
        session=session, marks={inside.pk: Marked(Mark.PRESENT)}, by=rehab.facilitator(facility=place)
    )
    for instead in (
        {"placement_id": other.pk},
        {"facility_id": elsewhere.pk, "placement_id": other.pk},
    ):
        with refused("attendance_of_those_who_were_to_come"):
            copied(ATTENDANCE, mark.pk, **instead)
    with refused("attendance_of_those_who_were_to_come|attendance_stays_of_its_session"):
        changed(ATTENDANCE, mark.pk, "facility_id = %s", elsewhere.pk)


def test_a_mark_is_corrected_with_its_reason_and_moment(place, group):
    session, (inside,) = rehab.over(group=group)
    by = rehab.facilitator(facility=place)
    (mark,) = mark_attendance(session=session, marks={inside.pk: Marked(Mark.PRESENT)}, by=by)
    sick, later = "state = 'sick', lost_by = 'person'", "marked_at = now() + interval '1 minute'"
    for change in (
        sick,
        f"{sick}, correction = 'Salah catat'",
        f"{sick}, {later}",
        f"note = 'Lain', {later}",
        "correction = 'Salah catat'",
        f"{later}, marked_by_id = {rehab.officer(facility=place).pk}",
    ):
        with refused("attendance_tells_its_correction"):
            changed(ATTENDANCE, mark.pk, change)
    changed(ATTENDANCE, mark.pk, f"{sick}, correction = 'Salah catat', {later}")


def test_a_mark_says_what_became_of_the_session(place, group):
    planned, (inside,) = rehab.over(group=group)
    held, lost = (
        rehab.session(group=group, at=at, day=planned.booking.slot.starts_at.date()) for at in (6, 7)
    )
    (mark,) = mark_attendance(
        session=held, marks={inside.pk: Marked(Mark.PRESENT)}, by=rehab.facilitator(facility=place)
    )
    timetable.cancelled(lost.booking)
    says = "attendance_says_what_the_session_says"
    for session in (planned, lost):
        with refused(says):
            copied(ATTENDANCE, mark.pk, session_id=session.pk)
    not_held = {"state": "not_held", "lost_by": "rutan", "reason": "room"}
    with refused(says):
        copied(ATTENDANCE, mark.pk, session_id=planned.pk, **not_held)
    copied(ATTENDANCE, mark.pk, session_id=lost.pk, **not_held)
    with refused(says):
        changed(
            ATTENDANCE,
            mark.pk,
            "state = 'not_held', lost_by = 'rutan', reason = 'room', correction = 'x',"
            " marked_at = now() + interval '1 minute'",
        )
