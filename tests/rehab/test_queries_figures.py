"""Figures count what their docstrings say, of one facility and one period."""

from datetime import timedelta

import pytest

from rehab import queries_figures as figures
from rehab.domain.attendance import Mark, Marked
from rehab.domain.lifecycle import PlacementState
from rehab.domain.stage import Stage
from rehab.models import Attendance
from rehab.queries_person import attendance_of, in_programme
from rehab.services_placement import end_placement
from rehab.services_sessions import mark_attendance
from rutan.core import clock
from tests.factories import accounts, inmates, rehab

pytestmark = pytest.mark.django_db
TODAY = clock.today()
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
WEEK = (TODAY - timedelta(days=6), TODAY)
LONG_PAST = (TODAY - timedelta(days=60), TODAY - timedelta(days=30))
PRESENT, ABSENT = Marked(Mark.PRESENT), Marked(Mark.ABSENT)
NOT_HELD = Marked(Mark.NOT_HELD, "facilitator")


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def elsewhere():
    """Another facility with a placement, a held session and somebody screened, whom nothing here may count."""
    other = accounts.facility(code="LUA", name="Rutan Luar")
    session, placements = rehab.over(group=rehab.group(facility=other))
    mark(session, placements, PRESENT)
    rehab.screened(facility=other)
    return other


def mark(session, placements, *marks):
    given = {each.pk: one for each, one in zip(placements, marks, strict=True)}
    mark_attendance(session=session, marks=given, by=rehab.officer(facility=session.booking.facility))


def end(placement, state, ended_on=TODAY):
    by = rehab.officer(facility=placement.facility)
    end_placement(placement=placement, state=state, ended_on=ended_on, reason="x", by=by)


def test_attendance_by_what_became_of_the_sessions(place, elsewhere):
    group = rehab.group(facility=place)
    held, placements = rehab.over(group=group, people=3)
    lost = rehab.session(group=group, day=YESTERDAY, at=13)
    missed = rehab.session(group=group, day=YESTERDAY, at=15)
    rehab.session(group=group, day=TOMORROW)
    mark(held, placements, PRESENT, ABSENT, Marked(Mark.EXCUSED, "not_brought"))
    mark(lost, placements, *[NOT_HELD] * 3)
    mark(missed, placements, *[ABSENT] * 3)
    marks = Attendance.objects.at(place)
    assert figures.attendance_figures(marks) == figures.AttendanceFigures(3, 1, 4, 4)
    assert figures.attendance_figures(marks.none()) == figures.AttendanceFigures(0, 0, 0, 0)
    first = placements[0].inmate
    assert figures.attendance_figures(Attendance.objects.of(first)) == figures.AttendanceFigures(1, 1, 1, 1)
    assert [row.session for row in attendance_of(first)] == [missed, lost, held]


def test_placements_by_day(place, elsewhere):
    group = rehab.group(facility=place)
    running, completed, dropped = (rehab.placed(group=group, starts_on=YESTERDAY) for _ in range(3))
    later = rehab.placed(group=group, starts_on=TOMORROW)
    mild = rehab.placed(group=rehab.group(facility=place, tier="ringan", name="Ringan 1"))
    end(completed, PlacementState.COMPLETED)
    end(dropped, PlacementState.DROPPED_OUT)
    assert set(figures.placements_running(place, TODAY)) == {running, mild}
    assert set(figures.placements_running(place, YESTERDAY)) == {running, completed, dropped}
    assert set(figures.placements_begun(place, *WEEK)) == {running, completed, dropped, mild}
    assert set(figures.placements_begun(place, TODAY, TOMORROW)) == {later, mild}
    assert set(figures.placements_ended(place, *WEEK)) == {completed, dropped}
    assert not figures.placements_ended(place, *LONG_PAST).exists()


def test_one_persons_way(place):
    fresh = in_programme(inmates.inmate(facility=place))
    assert (fresh.stage, fresh.decision, fresh.attendance) == (Stage.TO_SCREEN, None, None)
    session, (placement,) = rehab.over(group=rehab.group(facility=place))
    mark(session, [placement], PRESENT)
    found = in_programme(placement.inmate)
    assert (found.stage, found.stage_words) == (Stage.IN_PROGRAMME, "Dalam program")
    assert (found.decision_words, found.placement_words) == ("final", "aktif")
    assert (found.placement, found.attendance) == (placement, figures.AttendanceFigures(1, 1, 0, 0))
    assert found.consent.state == "given"
