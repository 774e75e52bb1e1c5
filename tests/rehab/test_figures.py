"""Figures count what their docstrings say, of one facility and one period."""

from datetime import timedelta

import pytest

from rehab import figures, figures_waiting
from rehab.domain.attendance import Mark, Marked
from rehab.domain.lifecycle import PlacementState
from rehab.domain.stage import Stage
from rehab.domain.tiers import Tier
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


def test_sessions_and_attendance_by_what_became_of_them(place, elsewhere):
    group = rehab.group(facility=place)
    held, placements = rehab.over(group=group, people=3)
    lost = rehab.session(group=group, day=YESTERDAY, at=13)
    missed = rehab.session(group=group, day=YESTERDAY, at=15)
    rehab.session(group=group, day=TOMORROW)
    mark(held, placements, PRESENT, ABSENT, Marked(Mark.EXCUSED, "not_brought"))
    mark(lost, placements, *[NOT_HELD] * 3)
    mark(missed, placements, *[ABSENT] * 3)
    assert figures.session_figures(place, *WEEK) == figures.SessionFigures(3, 1, 1, 1)
    assert figures.session_figures(place, TODAY, TOMORROW) == figures.SessionFigures(1, 0, 0, 0)
    marks = figures.attendance_between(place, *WEEK)
    assert figures.attendance_figures(marks) == figures.AttendanceFigures(3, 1, 4, 4)
    assert figures.attendance_figures(figures.attendance_between(place, *LONG_PAST)) == (
        figures.AttendanceFigures(0, 0, 0, 0)
    )
    first = placements[0].inmate
    assert figures.attendance_figures(Attendance.objects.of(first)) == figures.AttendanceFigures(1, 1, 1, 1)
    assert [row.session for row in attendance_of(first)] == [missed, lost, held]


def test_placements_by_day_tier_and_reason(place, elsewhere):
    group = rehab.group(facility=place)
    running, completed, dropped = (rehab.placed(group=group, starts_on=YESTERDAY) for _ in range(3))
    later = rehab.placed(group=group, starts_on=TOMORROW)
    mild = rehab.placed(group=rehab.group(facility=place, tier="ringan", name="Ringan 1"))
    end(completed, PlacementState.COMPLETED)
    end(dropped, PlacementState.DROPPED_OUT)
    assert set(figures.placements_running(place, TODAY)) == {running, mild}
    assert set(figures.placements_running(place, YESTERDAY)) == {running, completed, dropped}
    assert figures.running_by_tier(place, TODAY) == {Tier.MILD: 1, Tier.MODERATE: 1, Tier.SEVERE: 0}
    assert set(figures.placements_begun(place, *WEEK)) == {running, completed, dropped, mild}
    assert set(figures.placements_begun(place, TODAY, TOMORROW)) == {later, mild}
    ended = figures.ended_by_reason(place, *WEEK)
    assert {state: count for state, count in ended.items() if count} == {
        PlacementState.COMPLETED: 1,
        PlacementState.DROPPED_OUT: 1,
    }
    assert not figures.placements_ended(place, *LONG_PAST).exists()


def test_people_by_stage_and_tier(place, elsewhere):
    inmates.inmate(facility=place)
    rehab.screened(facility=place)
    rehab.ready(facility=place, tier=Tier.SEVERE)
    rehab.placed(group=rehab.group(facility=place))
    counts = figures.people_by_stage(place)
    assert {stage: count for stage, count in counts.items() if count} == {
        Stage.TO_SCREEN: 1,
        Stage.TO_DECIDE: 1,
        Stage.TO_PLACE: 1,
        Stage.IN_PROGRAMME: 1,
    }
    assert figures.decided_by_tier(place) == {Tier.MILD: 0, Tier.MODERATE: 1, Tier.SEVERE: 1}


def test_decisions_that_depart(place, elsewhere):
    person = rehab.screened(facility=place)
    waiting = rehab.decided(inmate=person, tier="berat", reason="Riwayat kambuh", second=False)
    agreed = rehab.decided(inmate=rehab.screened(facility=place))
    assert list(figures.awaiting_second_person(place)) == [waiting]
    assert set(figures.decisions_between(place, *WEEK)) == {waiting, agreed}
    assert list(figures.departing_between(place, *WEEK)) == [waiting]


def test_the_funnel_counts_those_first_screened_in_the_period(place, elsewhere):
    group = rehab.group(facility=place)
    rehab.screened(facility=place)
    again = rehab.screened(facility=place, taken_on=TODAY - timedelta(days=40))
    rehab.screened(facility=place, inmate=again)  # first screened before the period
    rehab.ready(facility=place)
    rehab.placed(group=group)
    end(rehab.placed(group=group), PlacementState.COMPLETED)
    assert figures.funnel(place, *WEEK) == figures.Funnel(4, 0, 3, 2, 1)
    assert figures.funnel(place, *LONG_PAST) == figures.Funnel(1, 0, 0, 0, 0)


def test_waiting_times_are_medians_of_the_steps(place, elsewhere):
    group = rehab.group(facility=place)
    for days, start in ((10, TODAY), (4, TOMORROW), (2, TODAY)):
        person = rehab.screened(
            facility=place, taken_on=TODAY - timedelta(days=days), admitted_on=TODAY - timedelta(days=20)
        )
        rehab.decided(inmate=person)
        rehab.consented(inmate=person)
        rehab.placed(group=group, inmate=person, starts_on=start)
    found = figures_waiting.waiting_times(place, *WEEK)
    assert found == figures_waiting.WaitingTimes(2, 14.0, 6.0, 0.0, 20.0)
    assert figures_waiting.waiting_times(place, *LONG_PAST).whole is None


def test_who_leaves_before_the_end(place, elsewhere):
    group = rehab.group(facility=place)
    early = rehab.placed(group=group)
    inmates.expiring(early.inmate, TODAY + timedelta(days=10))
    late = rehab.placed(group=group)
    inmates.expiring(late.inmate, TODAY + timedelta(days=60))
    assert list(figures.leaving_unfinished(place, on=TODAY, days=30)) == [early]
    assert list(figures.leaving_unfinished(place, on=TODAY, days=5)) == []
    waiting = rehab.ready(facility=place, expires_on=TODAY + timedelta(days=10))
    rehab.ready(facility=place, tier="ringan", expires_on=TODAY + timedelta(days=10))
    assert list(figures.leaving_unplaced(place, on=TODAY, days=30)) == [waiting]


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
