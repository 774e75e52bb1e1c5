"""Which rows of a register file wait for a human, and what a verdict lets through."""

from datetime import date

import pytest

from inmates.domain.holding import (
    Verdict,
    by_itself,
    doubts,
    granted,
    is_somebody_else,
    lacks_a_reason,
    still_holds,
)
from inmates.domain.judging import Change

NAME = Change("full_name", "Galih Wicaksono", "Slamet Utomo")
NIK = Change("nik", "3304091303700025", "3304112210690038")
BORN = Change("born_on", date(1970, 3, 13), date(1969, 10, 22))
CELL = Change("cell", "B2", "A3")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ([CELL], ()),
        ([BORN, CELL, NAME], ("full_name", "born_on")),
        ([NIK], ("nik",)),
        ([Change("nik", None, "3304112210690038")], ()),
        ([Change("nik", "", "3304112210690038")], ()),
        ([Change("full_name", "GALIH  WICAKSONO, S.H.", "Galih Wicaksono SH")], ()),
        ([Change("full_name", "Galih Wicaksono", "Galih Wicaksana")], ("full_name",)),
        ([Change("sex", "L", "P")], ()),
    ],
)
def test_another_name_nik_or_birth_date_holds_a_row(changes, found):
    assert doubts(changes) == found


def test_a_row_is_somebody_elses_on_its_face_when_the_name_and_another_mark_differ():
    assert [is_somebody_else(fields) for fields in (("full_name", "nik"), ("full_name", "born_on"))] == [
        True
    ] * 2
    assert [is_somebody_else(fields) for fields in ((), ("full_name",), ("nik", "born_on"))] == [False] * 3
    assert by_itself(("full_name", "nik")) is None
    assert by_itself(("full_name",)) is Verdict.TAKE


def test_what_a_verdict_lets_through():
    changes = (NAME, BORN, CELL)
    assert granted(changes, Verdict.TAKE) == changes
    assert granted(changes, Verdict.KEEP) == (CELL,)
    assert granted(changes, Verdict.OTHER) == ()
    assert granted(changes, None) == ()
    assert granted((CELL,), None) == (CELL,)


def test_a_verdict_is_about_the_change_that_was_seen():
    seen = {"full_name": ["Galih Wicaksono", "Slamet Utomo"], "cell": ["B2", "A3"]}
    assert still_holds(Verdict.TAKE, seen, (NAME, CELL))
    assert still_holds(Verdict.TAKE, seen, (NAME,))
    assert not still_holds(Verdict.TAKE, seen, (NAME, BORN))
    assert not still_holds(Verdict.TAKE, seen, (Change("full_name", "Galih", "Slamet Utomo"),))
    assert not still_holds(Verdict.TAKE, seen, (CELL,))


def test_another_name_or_nik_is_not_taken_without_a_reason():
    assert lacks_a_reason(("full_name",), Verdict.TAKE, " ")
    assert lacks_a_reason(("nik", "born_on"), Verdict.TAKE, "")
    assert not lacks_a_reason(("full_name",), Verdict.TAKE, "Putusan 12/2026")
    assert not lacks_a_reason(("born_on",), Verdict.TAKE, "")
    assert not lacks_a_reason(("full_name",), Verdict.KEEP, "")
    assert not lacks_a_reason(("full_name",), Verdict.OTHER, "")
