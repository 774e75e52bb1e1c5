"""Parts of a sentence: months first, then days, at ends of months and in leap years."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.sentence import PARTS, Milestone, Term, add_months, milestones, served_on

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
TERMS = st.builds(Term, st.integers(0, 20), st.integers(0, 30), st.integers(0, 90))


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-02-29", 48, "2028-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-05-05", 0, "2026-05-05"),
    ],
)
def test_months_end_where_the_month_ends(day, months, later):
    assert add_months(date.fromisoformat(day), months) == date.fromisoformat(later)


@pytest.mark.parametrize(
    ("starts_on", "term", "part", "served"),
    [
        # A public blog works this out as 18 months; it is 16 (domain.md 2.2).
        ("2026-01-15", Term(years=2), "2/3", "2027-05-15"),
        ("2026-01-15", Term(years=2), "1/3", "2026-09-15"),
        ("2026-01-15", Term(years=2), "1/2", "2027-01-15"),
        # Half of 25 months: twelve, and half of the 31 days from 15 January to 15 February.
        ("2026-01-15", Term(months=25), "1/2", "2027-01-31"),
        # A third of 10 months: three, and a third of the 30 days from 30 April to 30 May.
        ("2026-01-30", Term(months=10), "1/3", "2026-05-10"),
        # In February the same third is one of 28 days, in a leap year of 29.
        ("2025-11-15", Term(months=10), "1/3", "2026-02-25"),
        ("2027-11-15", Term(months=10), "1/3", "2028-02-25"),
        ("2025-10-15", Term(months=13), "1/3", "2026-02-25"),
        # Days after months, and a part of a day is a whole one.
        ("2026-01-01", Term(years=1, days=10), "1/3", "2026-05-05"),
        ("2026-01-01", Term(days=1), "2/3", "2026-01-02"),
        ("2024-02-29", Term(years=1), "1", "2025-02-28"),
    ],
)
def test_parts(starts_on, term, part, served):
    assert served_on(date.fromisoformat(starts_on), term, Fraction(part)) == date.fromisoformat(served)


@pytest.mark.parametrize(
    ("term", "remissions", "left"),
    [
        (Term(years=4), [], Term(months=48)),
        (Term(years=4), [Term(months=1), Term(months=1, days=15)], Term(months=45, days=15)),
        (Term(years=1, days=20), [Term(days=15)], Term(months=12, days=5)),
        (Term(months=1), [Term(days=45)], Term()),
        (Term(months=2, days=5), [Term(days=45)], Term(days=20)),
        (Term(months=1, days=10), [Term(months=2)], Term()),
    ],
)
def test_remissions_are_taken_off_first(term, remissions, left):
    assert term.less(remissions) == left


def test_the_milestones_of_a_sentence_after_remission():
    days = milestones(date(2025, 3, 31), Term(years=3, months=1), [Term(months=1)])
    assert days == {
        Milestone.THIRD: date(2026, 3, 31),
        Milestone.HALF: date(2026, 9, 30),
        Milestone.TWO_THIRDS: date(2027, 3, 31),
        Milestone.WHOLE: date(2028, 3, 31),
    }


@given(DAYS, TERMS)
def test_milestones_follow_one_another(starts_on, term):
    days = milestones(starts_on, term)
    assert [days[each] for each in Milestone] == sorted(days.values())
    assert days[Milestone.WHOLE] >= starts_on


@given(DAYS, TERMS, TERMS)
def test_a_remission_never_puts_a_milestone_off(starts_on, term, remission):
    before, after = milestones(starts_on, term), milestones(starts_on, term, [remission])
    # Taking days off a month of thirty may leave a day more than a month of twenty-eight had.
    assert all((after[each] - before[each]).days <= 2 for each in Milestone)
    assert after[Milestone.WHOLE] >= starts_on


@given(DAYS, TERMS, st.sampled_from(sorted(PARTS.values())))
def test_a_part_is_close_to_that_share_of_all_days(starts_on, term, part):
    whole = (served_on(starts_on, term, Fraction(1)) - starts_on).days
    assert abs((served_on(starts_on, term, part) - starts_on).days - whole * part) <= 6


@pytest.mark.parametrize("wrong", [{"years": -1}, {"days": -3}, {"years": 101}, {"days": 100_000}])
def test_no_term_is_negative_or_longer_than_a_life(wrong):
    with pytest.raises(ValueError, match="a term is not"):
        Term(**wrong)


def test_no_part_beyond_the_whole():
    with pytest.raises(ValueError, match="a part is between"):
        served_on(date(2026, 1, 1), Term(years=1), Fraction(3, 2))
