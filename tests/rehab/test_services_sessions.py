"""Sessions are laid through the timetable; who was there is marked for everybody at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from rehab.domain.attendance import Mark, Marked
from rehab.models import Attendance, Session
from rehab.queries_sessions import marks_of, roster_of, sign_of_marks
from rehab.refusals import AttendanceRefused, CorrectionUnexplained, SessionRefused
from rehab.services_sessions import mark_attendance
from rutan.audit.models import Event
from rutan.core import clock, dates
from rutan.timetable.refusals import BookingLocked, BookingRefused
from tests.factories import accounts, rehab

pytestmark = pytest.mark.django_db
PRESENT, ABSENT = Marked(Mark.PRESENT), Marked(Mark.ABSENT)
TO_COURT = Marked(Mark.EXCUSED, "court")
NOT_BROUGHT = Marked(Mark.EXCUSED, "not_brought")
NO_FACILITATOR = Marked(Mark.NOT_HELD, "facilitator", "Rapat di BNNK")


@pytest.fixture
def group():
    return rehab.group(facility=accounts.facility())


def mark(session, placements, *marks, correction=""):
    given = {placement.pk: each for placement, each in zip(placements, marks, strict=True)}
    by = rehab.facilitator(facility=session.booking.facility)
    return mark_attendance(session=session, marks=given, by=by, correction=correction)


def outcome(session):
    session.booking.refresh_from_db()
    return session.booking.state, session.booking.lost_by, session.booking.cancel_reason


def test_a_session_expects_the_group_and_counts_its_kind(group):
    placements = [rehab.placed(group=group), rehab.placed(group=group)]
    rehab.placed(group=group, starts_on=clock.today() + timedelta(days=5))
    first, other = (
        rehab.session(group=group),
        rehab.session(group=group, at=13, session_type="skills_training"),
    )
    second = rehab.session(group=group, at=15)
    assert sorted(each.pk for each in roster_of(first)) == sorted(each.pk for each in placements)
    assert [each.number for each in (first, other, second)] == [1, 1, 2]
    assert (first.booking.title, first.booking.kind, first.booking.state) == (
        "Kelompok 1",
        "rehab",
        "published",
    )


def test_a_session_of_one_person_is_called_by_the_group(group):
    placement, _other = rehab.placed(group=group), rehab.placed(group=group)
    session = rehab.session(group=group, placement=placement, session_type="individual_counselling")
    assert (session.group, roster_of(session)) == (None, [placement])
    assert session.booking.title == "Kelompok 1 · konseling individu"


def test_the_timetable_refuses_a_taken_room(group):
    rehab.placed(group=group)
    rehab.session(group=group)
    with pytest.raises(BookingRefused):
        rehab.session(group=group)
    assert Session.objects.count() == 1


def test_refuses_sessions_of_nobody_and_of_another_programme(group):
    with pytest.raises(SessionRefused) as refusal:
        rehab.session(group=group)
    assert refusal.value.messages == ["Tidak ada orang dalam kelompok pada hari itu."]
    severe = rehab.group(facility=group.facility, tier="berat", name="Kelompok 2")
    rehab.placed(group=group)
    with pytest.raises(SessionRefused) as refusal:
        rehab.lay_session(
            group=group,
            unit=rehab.unit(severe, "seminar"),
            room=rehab.room(facility=group.facility),
            slot=rehab.hour(facility=group.facility),
            by=rehab.officer(facility=group.facility),
            request_key=rehab.uuid.uuid4(),
        )
    assert refusal.value.messages == ["Jenis sesi ini tidak termasuk program kelompok."]


def test_the_whole_group_is_marked_at_once(group):
    session, placements = rehab.over(group=group, people=4)
    mark(session, placements, PRESENT, ABSENT, TO_COURT, NOT_BROUGHT)
    marked = Attendance.objects.filter(session=session).order_by("pk")
    assert list(marked.values_list("placement", "state", "lost_by", "reason")) == [
        (placements[0].pk, "present", "none", ""),
        (placements[1].pk, "absent", "person", ""),
        (placements[2].pk, "excused", "person", "court"),
        (placements[3].pk, "excused", "rutan", "not_brought"),
    ]
    assert outcome(session) == ("held", "none", "")
    event = Event.objects.get(action="rehab.attendance.marked")
    assert event.facts == {"counts": {"present": 1, "absent": 1, "excused": 2}}


def test_a_session_not_held_is_lost_on_the_side_of_the_rutan(group):
    session, placements = rehab.over(group=group, people=2)
    mark(session, placements, NO_FACILITATOR, NO_FACILITATOR)
    assert set(Attendance.objects.values_list("state", "lost_by", "reason", "note")) == {
        ("not_held", "rutan", "facilitator", "Rapat di BNNK")
    }
    assert outcome(session) == ("cancelled", "rutan", "Fasilitator berhalangan: Rapat di BNNK")


def test_a_session_to_which_nobody_came_is_lost_on_the_persons_side(group):
    session, placements = rehab.over(group=group, people=2)
    mark(session, placements, ABSENT, Marked(Mark.SICK))
    assert outcome(session) == ("cancelled", "person", "Sakit; Tidak hadir")


def test_a_mark_is_corrected_and_the_same_marks_write_nothing(group):
    session, placements = rehab.over(group=group, people=2)
    assert len(mark(session, placements, PRESENT, ABSENT)) == 2
    assert mark(session, placements, PRESENT, ABSENT) == []
    with pytest.raises(CorrectionUnexplained) as refusal:
        mark(session, placements, PRESENT, TO_COURT)
    assert refusal.value.messages == ["Kehadiran ini sudah dicatat. Tuliskan alasan perbaikannya."]
    (corrected,) = mark(session, placements, PRESENT, TO_COURT, correction="Ada surat panggilan")
    assert (corrected.placement, corrected.state, corrected.reason) == (placements[1], "excused", "court")
    assert corrected.correction == "Ada surat panggilan"
    with pytest.raises(AttendanceRefused) as refusal:
        mark(session, placements, ABSENT, ABSENT)
    assert refusal.value.messages == ["Sesi ini terlaksana; harus ada yang hadir."]


def test_is_refused_with_everything_that_is_wrong(group):
    session, placements = rehab.over(group=group, people=3)
    names = [placement.inmate.full_name for placement in placements]
    with pytest.raises(AttendanceRefused) as refusal:
        mark_attendance(
            session=session,
            marks={
                placements[1].pk: Marked(Mark.EXCUSED, "facilitator"),
                placements[2].pk: Marked(Mark.NOT_HELD, "other"),
            },
            by=rehab.facilitator(facility=group.facility),
        )
    assert sorted(refusal.value.messages) == sorted(
        [
            f"{names[0]}: belum dicatat.",
            f"{names[1]}: pilih alasannya.",
            f"{names[2]}: tuliskan alasan lainnya.",
            "Sesi tidak terlaksana berlaku untuk semua, bukan sebagian.",
        ]
    )
    assert (Attendance.objects.count(), outcome(session)[0]) == (0, "published")


def test_a_session_that_has_not_begun_was_not_held(group):
    placement = rehab.placed(group=group)
    session = rehab.session(group=group)
    with pytest.raises(BookingLocked):
        mark(session, [placement], PRESENT)
    assert not Attendance.objects.exists()


BROKEN = {
    "attendance_lost_on_a_side": {"lost_by": "person"},
    "attendance_excused_with_a_reason": {"reason": "court"},
    "attendance_once_a_session": {},
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_refuses_marks_that_cannot_be(group, constraint):
    session, placements = rehab.over(group=group)
    (row,) = mark(session, placements, PRESENT)
    row.pk = None
    for name, value in BROKEN[constraint].items():
        setattr(row, name, value)
    if constraint != "attendance_once_a_session":
        row.placement = rehab.placed(group=group)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_wants_a_group_or_a_person(group):
    placement = rehab.placed(group=group)
    session = rehab.session(group=group)
    session.placement = placement
    with pytest.raises(IntegrityError, match="session_stays_what_it_is"), transaction.atomic():
        session.save()
    with pytest.raises(IntegrityError, match="session_of_a_group_or_a_person"), transaction.atomic():
        Session.objects.create(
            booking=session.booking, group=group, placement=placement, unit=session.unit, number=1
        )


def test_refuses_a_session_after_everybodys_last_day(group):
    placement = rehab.placed(group=group)
    rehab.session(group=group, day=placement.ends_on)
    with pytest.raises(SessionRefused) as refusal:
        rehab.session(group=group, day=placement.ends_on + timedelta(days=1))
    last = dates.long_date(placement.ends_on)
    assert refusal.value.messages == [
        f"Program semua peserta kelompok ini berakhir paling lambat {last}; sesi ini terlalu lambat bagi mereka."
    ]


def test_two_windows_do_not_overwrite_each_other(group):
    session, (one, two) = rehab.over(group=group, people=2)
    by, empty = rehab.officer(facility=group.facility), sign_of_marks({})
    sick, here = Marked(Mark.SICK), Marked(Mark.PRESENT)
    mark_attendance(session=session, marks={one.pk: sick, two.pk: here}, by=by, seen=empty)
    with pytest.raises(AttendanceRefused) as refusal:
        mark_attendance(session=session, marks={one.pk: here, two.pk: here}, by=by, seen=empty)
    assert "sudah dicatat orang lain" in refusal.value.messages[0]
    assert marks_of(session)[one.pk].state == "sick"
    # The same form sent twice is no conflict, and whoever has seen what is stored may correct it.
    assert mark_attendance(session=session, marks={one.pk: sick, two.pk: here}, by=by, seen=empty) == []
    now = sign_of_marks(marks_of(session))
    both = {one.pk: here, two.pk: here}
    assert len(mark_attendance(session=session, marks=both, by=by, seen=now, correction="Terlambat")) == 1
