"""Which row goes on and which stays stand, when two rows are one person."""

from datetime import date

import pytest

from inmates.domain.merging import Fault, Held, clashes, decide, overlap, stands_in_the_way

ONE, OTHER = 1, 2


def held(key, row, begins, ends=None, *, died=False):
    """A stay by months of 2026; without an end it lasts."""
    return Held(key, row, date(2026, begins, 1), date(2026, ends, 1) if ends else None, died)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((1, 3), (3, 5), False),  # the day of leaving is free for the next admission
        ((1, 4), (3, 5), True),
        ((1, None), (3, 5), True),
        ((3, 5), (1, None), True),
        ((5, None), (1, 3), False),
        ((2, None), (2, None), True),
        ((2, 2), (1, 5), True),  # came and left on one day, in the time of the other stay
        ((2, 2), (2, 5), False),
        ((5, 5), (2, 5), False),
        ((2, 2), (2, 2), False),
    ],
)
def test_stays_overlap_if_they_share_a_day(one, other, expected):
    first, second = held(1, ONE, *one), held(2, OTHER, *other)
    assert overlap(first, second) is expected
    assert overlap(second, first) is expected


def test_one_long_stay_that_the_other_row_tells_as_two_is_one_clash():
    stays = [held(1, ONE, 1, 9), held(2, OTHER, 2, 4), held(3, OTHER, 4, 6), held(4, OTHER, 10)]
    (clash,) = clashes(stays)
    assert clash.key == 1
    assert [stay.key for stay in clash.of(OTHER)] == [2, 3]


def test_stays_in_order_all_stand_and_the_last_row_goes_on():
    outcome = decide(ONE, OTHER, [held(1, ONE, 1, 3), held(2, OTHER, 4)], {})
    assert (outcome.kept, outcome.merged, outcome.aside, outcome.faults) == (OTHER, ONE, frozenset(), ())
    assert decide(OTHER, ONE, [held(1, ONE, 1, 3), held(2, OTHER, 4)], {}).kept == OTHER


def test_who_was_chosen_stands_and_goes_on():
    stays = [held(1, ONE, 1), held(2, OTHER, 2)]
    assert decide(ONE, OTHER, stays, {1: ONE}).kept == ONE
    outcome = decide(ONE, OTHER, stays, {1: OTHER})
    assert (outcome.kept, outcome.aside, outcome.faults) == (OTHER, {1}, ())


def test_a_former_stay_may_stand_on_the_row_that_does_not_go_on():
    stays = [held(1, ONE, 1, 3), held(2, OTHER, 1, 4), held(3, ONE, 6)]
    outcome = decide(ONE, OTHER, stays, {1: OTHER})
    assert (outcome.kept, outcome.aside, outcome.faults) == (ONE, {1}, ())


def test_nothing_is_chosen_for_the_officer():
    stays = [held(1, ONE, 1), held(2, OTHER, 2)]
    assert decide(ONE, OTHER, stays, {}).faults == (Fault.UNDECIDED,)
    assert decide(ONE, OTHER, stays, {1: 7}).faults == (Fault.UNDECIDED,)


def test_nobody_comes_back_from_the_dead():
    stays = [held(1, ONE, 1, 3, died=True), held(2, OTHER, 4)]
    assert decide(ONE, OTHER, stays, {}).faults == (Fault.AFTER_DEATH,)
    assert decide(ONE, OTHER, [held(1, ONE, 1, 3), held(2, OTHER, 4, 6, died=True)], {}).faults == ()


def test_the_row_that_goes_on_keeps_its_last_stay():
    # A row whose stays were entered out of order: what would stand last is not what the row tells last.
    stays = [
        held(1, ONE, 6, 6),
        held(2, ONE, 6, 9),
        held(3, OTHER, 6, 8),
        held(4, ONE, 9, 9),
        held(5, ONE, 9, 9),
    ]
    assert decide(ONE, OTHER, stays, {2: ONE}).faults == ()
    assert decide(ONE, OTHER, stays, {2: OTHER}).faults == ()


def test_a_stay_begun_since_stands_in_the_way_only_in_the_time_that_comes_back():
    assert stands_in_the_way([held(1, ONE, 1)], [held(2, OTHER, 5)])
    assert not stands_in_the_way([held(1, ONE, 1, 3)], [held(2, OTHER, 5)])
