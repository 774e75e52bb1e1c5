"""What may follow in the history of registers of one stay."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind, Fault, faults, gap_days, kind_between

ON = date(2026, 11, 24)
CODES = st.sampled_from(RegisterCode)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def line(kind="first", code="A.I", starts_on="2026-09-01", expires_on="2026-09-20", number="AI.7/2026"):
    expires = date.fromisoformat(expires_on) if expires_on else None
    return Entry(EntryKind(kind), RegisterCode(code), number, date.fromisoformat(starts_on), expires)


FIRST = line()


@pytest.mark.parametrize(
    "following",
    [
        line("extension", starts_on="2026-09-21", expires_on="2026-10-30"),
        line("change", code="A.II", starts_on="2026-09-21", expires_on="2026-10-10"),
        line("change", code="B.I", starts_on="2026-09-21", expires_on="2029-10-10"),
        line("change", code="SH", starts_on="2026-09-21", expires_on=None),
        line("correction", starts_on="2026-09-25", expires_on="2026-09-19"),
        line("correction", starts_on="2026-09-25", expires_on=None),
        line("remission", starts_on="2026-09-05", expires_on="2026-09-15"),
    ],
)
def test_what_may_follow(following):
    assert faults([FIRST], following, is_open=True, on=ON) == ()


@pytest.mark.parametrize(
    ("following", "found"),
    [
        (line("first"), {Fault.NOT_FIRST}),
        (line("extension", starts_on="2026-08-31", expires_on="2026-10-30"), {Fault.BEFORE_THE_LAST}),
        (line("extension", starts_on="2026-11-25", expires_on="2026-12-30"), {Fault.IN_THE_FUTURE}),
        (
            line("extension", starts_on="2026-09-21", number=" ", expires_on="2026-12-30"),
            {Fault.NUMBER_MISSING},
        ),
        (
            line("extension", starts_on="2026-09-21", expires_on="2026-09-20"),
            {Fault.ENDS_BEFORE_IT_STARTS, Fault.NOT_LATER},
        ),
        (line("extension", starts_on="2026-09-10", expires_on="2026-09-20"), {Fault.NOT_LATER}),
        (line("extension", starts_on="2026-09-21", expires_on=None), {Fault.END_MISSING}),
        (
            line("extension", code="A.II", starts_on="2026-09-21", expires_on="2026-10-20"),
            {Fault.OTHER_REGISTER},
        ),
        (line("change", starts_on="2026-09-21", expires_on="2026-10-20"), {Fault.SAME_REGISTER}),
        (line("change", code="Mati", starts_on="2026-09-21", expires_on="2026-10-20"), {Fault.HAS_NO_END}),
        (line("remission", starts_on="2026-09-05", expires_on="2026-09-20"), {Fault.NOT_EARLIER}),
        (line("remission", starts_on="2026-09-05", expires_on=None), {Fault.END_MISSING}),
    ],
)
def test_what_may_not_follow(following, found):
    assert set(faults([FIRST], following, is_open=True, on=ON)) == found


def test_nothing_is_written_into_a_stay_that_is_over_or_was_never_begun():
    following = line("extension", starts_on="2026-09-21", expires_on="2026-10-30")
    assert faults([FIRST], following, is_open=False, on=ON) == (Fault.NOT_HERE,)
    assert faults([], following, is_open=True, on=ON) == (Fault.NOT_HERE,)


def test_the_kind_of_line_a_file_leads_to():
    kinds = {
        kind_between(FIRST, code=RegisterCode.A_II, expires_on=None): "another register",
        kind_between(FIRST, code=RegisterCode.A_I, expires_on=date(2026, 10, 30)): "a later end",
        kind_between(FIRST, code=RegisterCode.A_I, expires_on=date(2026, 9, 1)): "an earlier end",
    }
    assert list(kinds) == [EntryKind.CHANGE, EntryKind.EXTENSION, EntryKind.CORRECTION]
    sentenced = line(code="B.I", expires_on="2028-01-01")
    later = kind_between(sentenced, code=RegisterCode.B_I, expires_on=date(2029, 1, 1))
    assert later is EntryKind.CORRECTION


@given(st.lists(st.tuples(CODES, st.none() | DAYS), min_size=1, max_size=8))
def test_whatever_a_file_says_next_may_be_written(said):
    """Lines made by ``kind_between``, each on a later day, never break the rules of their kind."""
    history = [FIRST]
    for step, (code, end) in enumerate(said, start=1):
        starts_on = FIRST.starts_on + timedelta(days=step)
        following = said_by_a_file(history[-1], code, end, starts_on)
        assert faults(history, following, is_open=True, on=ON) == ()
        history.append(following)


def said_by_a_file(last, code, end, starts_on):
    """A line as import writes it: no file empties an end, and life has none."""
    kept = last.expires_on if code is last.code else None
    end = None if code.has_no_end else end or kept
    kind = kind_between(last, code=code, expires_on=end)
    if kind is not EntryKind.CORRECTION and end:
        end = max(end, starts_on)
    return Entry(kind_between(last, code=code, expires_on=end), code, "N", starts_on, end)


@pytest.mark.parametrize(
    ("starts_on", "days"), [("2026-09-21", 0), ("2026-09-20", 0), ("2026-09-22", 1), ("2026-10-01", 10)]
)
def test_days_without_an_order_are_counted(starts_on, days):
    assert gap_days(FIRST, line("extension", starts_on=starts_on, expires_on="2026-12-01")) == days


def test_without_an_end_there_is_no_gap():
    assert (
        gap_days(line(expires_on=None), line("extension", starts_on="2026-12-01", expires_on="2027-01-01"))
        == 0
    )
