"""When two people who are kept apart would be together."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.keeping_apart import (
    Fault,
    Nearness,
    Place,
    Restriction,
    Standing,
    brought_nearer,
    faults,
    held_back,
    nearness,
    standing,
    together,
    too_near,
)

DAY = date(2026, 11, 24)
A1, A2, B1 = Place(1, 10), Place(2, 10), Place(3, 20)
CELL, BLOCK = Nearness.SAME_CELL, Nearness.SAME_BLOCK


def apart(housing=CELL, *, first=1, second=2, sessions=False, starts_on=DAY, ends_on=None):
    return Restriction(first, second, housing, sessions, starts_on, ends_on)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (A1, A1, Nearness.SAME_CELL),
        (A1, A2, Nearness.SAME_BLOCK),
        (A1, B1, Nearness.ELSEWHERE),
        (A1, None, Nearness.ELSEWHERE),
        (None, None, Nearness.ELSEWHERE),
    ],
)
def test_how_near_two_places_are(one, other, near):
    assert nearness(one, other) is near is nearness(other, one)


@pytest.mark.parametrize(
    ("housing", "places", "broken"),
    [
        (CELL, {1: A1, 2: A1}, True),
        (CELL, {1: A1, 2: A2}, False),
        (BLOCK, {1: A1, 2: A2}, True),
        (BLOCK, {1: A1, 2: A1}, True),
        (BLOCK, {1: A1, 2: B1}, False),
        (BLOCK, {1: A1, 2: None}, False),
        (BLOCK, {1: A1}, False),
        (None, {1: A1, 2: A1}, False),
    ],
)
def test_what_is_too_near(housing, places, broken):
    rule = apart(housing, sessions=True)
    assert too_near([rule], places, on=DAY) == ((rule,) if broken else ())


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (DAY, None, True),
        (DAY, DAY, True),
        (date(2026, 11, 25), None, False),
        (date(2026, 11, 1), date(2026, 11, 23), False),
    ],
)
def test_it_holds_from_its_first_to_its_last_day(starts_on, ends_on, holds):
    rule = apart(CELL, sessions=True, starts_on=starts_on, ends_on=ends_on)
    assert bool(too_near([rule], {1: A1, 2: A1}, on=DAY)) is holds
    assert bool(together([rule], [1, 2], DAY, DAY)) is holds


def test_a_session_over_midnight_meets_what_begins_the_next_day():
    rule = apart(None, sessions=True, starts_on=date(2026, 11, 25))
    assert together([rule], [1, 2, 3], DAY, date(2026, 11, 25)) == (rule,)
    assert together([rule], [1, 3], DAY, date(2026, 11, 25)) == ()
    assert together([apart(BLOCK)], [1, 2], DAY, DAY) == ()


def test_a_move_is_refused_when_it_brings_two_nearer():
    rule = apart(BLOCK)
    assert brought_nearer([rule], {1: B1, 2: A1}, {1: A2}, on=DAY) == (rule,)
    assert brought_nearer([rule], {1: None, 2: A1}, {1: A1}, on=DAY) == (rule,)


def test_a_move_that_brings_nobody_nearer_is_not_refused():
    rule = apart(BLOCK)
    # They are together already: one of them leaves the cell, or moves within the block.
    assert brought_nearer([rule], {1: A1, 2: A1}, {1: A2}, on=DAY) == ()
    assert brought_nearer([rule], {1: A1, 2: Place(9, 10)}, {1: A2}, on=DAY) == ()
    # Both change places.
    assert brought_nearer([rule], {1: A1, 2: B1}, {1: B1, 2: A1}, on=DAY) == ()


def test_both_are_held_back_who_would_come_together():
    assert held_back([apart()], {1: A1, 2: A2}, {1: B1, 2: B1}, on=DAY) == {1, 2}


def test_who_is_held_back_may_be_in_the_way_of_the_next():
    rules = [apart(), apart(first=2, second=3)]
    # 1 goes to 2's old cell only because 2 leaves; 2 is held back by 3.
    before, after = {1: B1, 2: A1, 3: A2}, {1: A1, 2: A2}
    assert held_back(rules, before, after, on=DAY) == {1, 2}
    assert held_back([apart()], {1: B1, 2: A1}, after, on=DAY) == frozenset()


PLACES = st.sampled_from([A1, A2, B1, Place(4, 20), None])
PEOPLE = st.integers(min_value=1, max_value=5)
RULES = st.lists(
    st.tuples(PEOPLE, PEOPLE, st.sampled_from([CELL, BLOCK, None])).filter(lambda each: each[0] < each[1]),
    max_size=6,
)


@given(RULES, st.fixed_dictionaries(dict.fromkeys(range(1, 6), PLACES)), st.dictionaries(PEOPLE, PLACES))
def test_whatever_moves_are_left_bring_nobody_nearer(rules, before, after):
    known = [apart(housing, first=one, second=two) for one, two, housing in rules]
    held = held_back(known, before, after, on=DAY)
    left = {person: place for person, place in after.items() if person not in held}
    assert brought_nearer(known, before, left, on=DAY) == ()
    assert held <= set(after)
    if not brought_nearer(known, before, after, on=DAY):
        assert held == frozenset()


def test_everything_that_speaks_against_an_entry():
    over = apart(None, first=3, second=3, starts_on=DAY, ends_on=date(2026, 11, 1))
    assert faults(over, [], has_reason=False, on=DAY) == (
        Fault.ONE_PERSON,
        Fault.FROM_NOTHING,
        Fault.NO_REASON,
        Fault.ENDS_BEFORE,
        Fault.OVER_ALREADY,
    )


@pytest.mark.parametrize(
    ("there", "found"),
    [
        (apart(BLOCK), (Fault.KEPT_APART_ALREADY,)),
        (apart(None, sessions=True), ()),
        (apart(CELL, ends_on=date(2026, 11, 23), starts_on=date(2026, 1, 1)), ()),
    ],
)
def test_the_same_two_twice_from_the_same(there, found):
    assert faults(apart(CELL), [there], has_reason=True, on=DAY) == found


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "closed", "where"),
    [
        (DAY, None, False, Standing.IN_FORCE),
        (DAY, DAY, False, Standing.IN_FORCE),
        (date(2026, 11, 25), None, False, Standing.COMING),
        (date(2026, 1, 1), date(2026, 11, 23), False, Standing.LAPSED),
        (date(2026, 1, 1), date(2026, 11, 23), True, Standing.CLOSED),
    ],
)
def test_where_an_entry_stands(starts_on, ends_on, closed, where):
    assert standing(starts_on, ends_on, is_closed=closed, on=DAY) is where
