"""The figures on work: sessions, lessons, training, what stood in the way and who waits."""

import uuid
from datetime import date

import pytest

from rehab.domain.attendance import Mark, Marked
from rehab.services_sessions import mark_attendance
from rutan.core import clock
from rutan.timetable.enums import LostBy, NotReadyReason
from rutan.timetable.services import move_booking
from rutan.timetable.services_life import cancel_booking
from rutan.timetable.services_readiness import declare_not_ready
from tests.factories import inmates, rehab, reports, training
from training.enums import Presence
from training.services_completion import complete, fail
from training.services_lessons import mark_lesson, marks_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return reports.office()


@pytest.fixture
def sessions(place):
    """Sessions of April, one for each way they can go, and one of May."""
    officer = rehab.officer(facility=place)
    with reports.evening_of(date(2026, 4, 2)):
        group = rehab.group(facility=place)
        one, two = rehab.placed(group=group), rehab.placed(group=group)
    days = [date(2026, 4, day) for day in (8, 9, 10, 11, 12)]
    held, lost, ill, replanned, unmarked = (rehab.session(group=group, day=day) for day in days)
    away, sick = Marked(Mark.NOT_HELD, "facilitator"), Marked(Mark.SICK)
    with reports.evening_of(date(2026, 4, 12)):
        for session, marks in (
            (held, (Marked(Mark.PRESENT), sick)),
            (lost, (away, away)),
            (ill, (sick, sick)),
        ):
            given = dict(zip((one.pk, two.pk), marks, strict=True))
            mark_attendance(session=session, by=officer, marks=given)
    with reports.evening_of(date(2026, 4, 10)):
        cancel_booking(booking=replanned.booking, reason="Diganti", lost_by=LostBy.NONE, by=officer)
        slot = rehab.hour(facility=place, day=date(2026, 4, 25))
        move_booking(booking=unmarked.booking, room=unmarked.booking.room, slot=slot, by=officer)
    rehab.session(group=group, day=date(2026, 5, 1))
    return held, lost, ill, replanned, unmarked


def test_sessions_by_what_became_of_them_and_who_was_there(place, sessions):
    held = sessions[0]
    found = reports.counted(place, "sessions")
    keys = [each.booking_id for each in sessions]
    present, sick = (each.pk for each in held.attendance.order_by("placement_id"))
    for code, rows in {
        "planned": keys,
        "held": keys[:1],
        "lost_rutan": keys[1:2],
        "lost_person": keys[2:3],
        "replanned": keys[3:4],
        "unmarked": keys[4:],
        "moved": keys[4:],
    }.items():
        assert found.pop(f"sessions.{code}") == found.pop(f"sessions.{code}.rehab") == rows, code
    assert found == {
        "sessions.loss.facilitator": keys[1:2],
        "sessions.marks": sorted([present, sick]),
        "sessions.mark.present": [present],
        "sessions.mark.sick": [sick],
    }


def test_training_who_was_there_and_what_came_of_it(place):
    today, day = clock.today(), date(2026, 4, 8)
    with reports.evening_of(date(2026, 4, 1)):
        batch = training.batch(
            facility=place, starts_on=date(2026, 4, 1), ends_on=date(2026, 5, 30), running=True
        )
        people = [inmates.inmate(facility=place, expires_on=None) for _ in range(3)]
        done, failed, late = (training.enrolment(batch=batch, inmate=each) for each in people)
    lesson = training.lesson(batch=batch, days=(day - today).days)
    with reports.evening_of(day):
        officer = rehab.officer(facility=place)
        sheet = {done: (Presence.PRESENT, "", LostBy.NONE), failed: (Presence.SICK, "", LostBy.PERSON)}
        sheet[late] = (Presence.PRESENT, "", LostBy.NONE)
        mark_lesson(lesson=lesson, marks=marks_from(sheet), by=officer)
    with reports.evening_of(date(2026, 4, 30)):
        complete(batch=batch, enrolments=[done], by=officer)
        fail(enrolment=failed, reason="Sakit", by=officer)
    with reports.evening_of(date(2026, 5, 1)):
        complete(batch=batch, enrolments=[late], by=officer)
    marks = {mark.enrolment_id: mark.pk for mark in lesson.attendance.all()}
    assert reports.counted(place, "outcomes") | reports.counted(place, "sessions.lesson") == {
        "outcomes.enrolled": [done.pk, failed.pk, late.pk],
        "outcomes.trained": [done.pk],
        "outcomes.course.BAR": [done.pk],
        "outcomes.certified": [done.pk],
        "outcomes.failed": [failed.pk],
        "sessions.lesson_marks": sorted(marks.values()),
        "sessions.lesson_mark.present": [marks[done.pk], marks[late.pk]],
        "sessions.lesson_mark.sick": [marks[failed.pk]],
    }
    assert reports.counted(place, "sessions.held") == {
        "sessions.held": [lesson.booking_id],
        "sessions.held.training": [lesson.booking_id],
    }


def test_what_stood_in_the_way_and_who_waits(place):
    with reports.evening_of(date(2026, 4, 10)):
        to_decide = rehab.screened(facility=place, admitted_on=date(2026, 4, 1))
        to_place = rehab.ready(facility=place, admitted_on=date(2026, 4, 1))
        period = declare_not_ready(
            facility=place,
            slot=rehab.hour(facility=place, day=date(2026, 4, 30), at=23, minutes=120),
            reason=NotReadyReason.SECURITY,
            by=rehab.officer(facility=place),
            request_key=uuid.uuid4(),
        )
    assert reports.counted(place, "problems") == {
        "problems.not_ready": [period.pk],
        "problems.reason.security": [period.pk],
        "problems.waiting.to_decide": [to_decide.pk],
        "problems.waiting.to_place": [to_place.pk],
    }
