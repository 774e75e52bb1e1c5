"""The nearest free times."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rutan.timetable.domain.calendar import Slot
from rutan.timetable.domain.checker import Checker
from rutan.timetable.domain.free_times import nearest_free
from rutan.timetable.domain.proposal import RoomFacts
from tests.rutan.timetable.domain import oracle
from tests.rutan.timetable.domain.facts import (
    BUDI,
    EAST,
    JOKO,
    ROOM,
    SARI,
    WEST,
    coaching,
    hours,
    moment,
    not_ready,
    proposal,
    slot,
    taken,
)

ASKED = {"day_starts": time(8), "day_ends": time(16), "not_before": moment("07.00")}


def starts(wanted=None, *, taken=(), hours=(), not_ready=(), zone=WEST, **asked):
    checker = Checker(zone=zone, taken=taken, hours=hours, not_ready=not_ready)
    found = nearest_free(checker, wanted or proposal(), **(ASKED | asked))
    assert all(each.length == (wanted or proposal()).slot.length for each in found)
    return [each.starts_at.strftime("%d %H.%M") for each in found]


def test_one_hole_is_offered_once_and_the_next_ones_after_it():
    facts = {
        "taken": [taken(ROOM.id, slot("08.00", "09.30")), taken(SARI, slot("09.00", "10.00"))],
        "hours": [hours("11.30", "13.00"), coaching("14.30", "18.00", BUDI)],
    }
    assert starts(**facts) == ["24 10.00", "24 13.00", "25 08.00"]


def test_with_no_distance_asked_for_times_follow_each_other():
    held = [taken(ROOM.id, slot("08.00", "09.30"))]
    assert starts(taken=held, apart_minutes=0) == ["24 09.30", "24 09.45", "24 10.00"]
    assert starts(taken=held, apart_minutes=30, count=4) == ["24 09.30", "24 10.00", "24 10.30", "24 11.00"]
    assert starts(taken=held, step_minutes=60, count=2) == ["24 10.00", "24 12.00"]


def test_the_later_of_two_equally_near_times_comes_first():
    held = [taken(JOKO, slot("11.00", "12.30"))]
    asked = {"taken": held, "step_minutes": 30, "apart_minutes": 30, "count": 4}
    assert starts(proposal("11.00", "12.30"), **asked) == ["24 12.30", "24 09.30", "24 13.00", "24 09.00"]


def test_a_time_that_is_free_is_nearest_to_itself():
    assert starts(count=2) == ["24 08.00", "24 09.30"]
    assert starts(proposal("09.00", "10.00"), apart_minutes=0) == ["24 09.00", "24 09.15", "24 08.45"]


def test_nothing_before_now_is_offered():
    held = [taken(SARI, slot("11.00", "12.30"))]
    wanted = proposal("11.00", "12.30")
    assert starts(wanted, taken=held, not_before=moment("09.15"), count=2) == ["24 12.30", "24 09.30"]
    assert starts(wanted, taken=held, not_before=moment("09.31"), count=2) == ["24 12.30", "24 14.00"]
    assert starts(wanted, not_before=moment("08.10", day=26), count=2) == ["26 08.15", "26 09.45"]
    # 04.31 of that day in Greenwich is 11.31 there.
    assert starts(wanted, not_before=datetime(2026, 11, 24, 4, 31, tzinfo=UTC), count=1) == ["24 11.45"]


def test_sessions_end_before_the_day_does():
    wanted = proposal("14.30", "16.00")
    held = [taken(ROOM.id, slot("14.00", "14.31"))]
    assert starts(wanted, taken=held, count=2) == ["24 12.30", "24 11.00"]
    assert starts(wanted, taken=held, count=2, day_ends=time(16, 15)) == ["24 14.45", "24 12.30"]
    assert starts(proposal("22.30", "00.00", last_day=25), count=1, day_ends=time()) == ["24 22.30"]


def test_a_session_longer_than_the_day_has_no_free_time():
    assert starts(proposal("08.00", "17.00")) == []
    assert starts(proposal("08.00", "16.00"), count=1) == ["24 08.00"]


def test_only_days_near_enough_are_looked_at():
    away = [not_ready(slot("00.00", "00.00", day=20, last_day=27))]
    asked = {"not_before": moment("07.00", day=17), "not_ready": away, "count": 1}
    assert starts(**asked, within_days=2) == []
    assert starts(**asked, within_days=3) == ["27 08.00"]
    assert starts(proposal(day=22), **asked, within_days=2) == []
    assert starts(proposal(day=22), **asked, within_days=3) == ["19 14.30"]


def test_a_period_without_an_end_ends_the_search():
    endless = not_ready(Slot(moment("06.00"), datetime(9999, 12, 31, tzinfo=WEST)))
    assert starts(not_ready=[endless]) == []


def test_soft_hours_are_not_free_and_a_small_room_is_no_matter_of_time():
    soft = [hours("08.00", "09.30", hard=False)]
    assert starts(proposal(room=RoomFacts(1, "Kecil", 1)), hours=soft, count=1) == ["24 09.30"]


def test_ignored_bookings_and_the_own_one_leave_their_time():
    held = [taken(ROOM.id, slot("08.00", "09.30"), booking_id=1)]
    assert starts(taken=held, count=1) == ["24 09.30"]
    assert starts(taken=held, count=1, ignoring={1}) == ["24 08.00"]
    assert starts(proposal(booking_id=1), taken=held, count=1) == ["24 08.00"]


def test_the_day_begins_by_the_clock_of_the_facility():
    # 08.00 in Jakarta is 10.00 in Jayapura.
    held = [taken(ROOM.id, slot("08.00", "09.30"))]
    asked = {"taken": held, "zone": EAST, "count": 2}
    assert starts(**asked, not_before=moment("05.00")) == ["24 11.30", "24 08.30"]
    assert starts(**asked, not_before=moment("06.45")) == ["24 11.30", "24 13.00"]


def test_a_step_of_nothing_is_refused():
    with pytest.raises(ValueError, match="step"):
        starts(step_minutes=0)


def test_blocked_stretches_are_skipped_and_not_walked_through():
    class Counting(Checker):
        asked = 0

        def timed_conflicts(self, *arguments, **more):
            self.asked += 1
            return super().timed_conflicts(*arguments, **more)

    month = not_ready(slot("00.00", "00.00", day=11, last_day=30))
    checker = Counting(zone=WEST, not_ready=[month])
    found = nearest_free(
        checker, proposal(day=20), **(ASKED | {"not_before": moment("07.00", day=1)}), count=1
    )
    assert [each.starts_at.day for each in found] == [10]
    # A try within the period and one beyond it, in each direction; 19 days have 500 starts.
    assert checker.asked <= 4


@settings(max_examples=100, deadline=None)
@given(
    facts=oracle.facts,
    wanted=oracle.proposals,
    ignoring=oracle.ignored,
    opens=st.integers(0, 9).map(time),
    closes=st.sampled_from([time(12), time(20, 45), time()]),
    early=st.integers(-300, 60),
    step=st.sampled_from([15, 45, 60]),
    apart=st.sampled_from([None, 0, 120]),
)
def test_it_agrees_with_trying_every_start(facts, wanted, ignoring, opens, closes, early, step, apart):
    given = {
        "day_starts": opens,
        "day_ends": closes,
        "not_before": wanted.slot.starts_at + early * oracle.QUARTER,
        "count": 5,
        "within_days": 2,
        "ignoring": ignoring,
    }
    found = nearest_free(Checker(**facts), wanted, step_minutes=step, apart_minutes=apart, **given)
    expected = oracle.nearest(
        wanted,
        given=facts,
        step=timedelta(minutes=step),
        apart=wanted.slot.length if apart is None else timedelta(minutes=apart),
        **given,
    )
    assert found == expected
