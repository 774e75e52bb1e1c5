"""How a stay may end and begin anew: everything that speaks against it, at once."""

from datetime import date, timedelta

import pytest

from inmates.domain.leaving import (
    Fault,
    Leaving,
    Standing,
    Way,
    faults,
    faults_of_coming,
    faults_of_taking_back,
    is_early,
)

TODAY = date(2026, 11, 24)
ADMITTED, LINE, EXPIRES = date(2026, 1, 10), date(2026, 6, 1), date(2026, 11, 30)
HERE = Standing(ADMITTED, LINE, EXPIRES)


def found(way=Way.RELEASED, on=TODAY, standing=HERE, **fields):
    return faults(standing, Leaving(way, on, **fields), today=TODAY)


def test_whoever_is_not_here_cannot_leave():
    assert found(standing=None) == (Fault.NOT_HERE,)


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (TODAY, ()),
        (TODAY + timedelta(days=1), (Fault.IN_THE_FUTURE,)),
        (LINE, ()),
        (LINE - timedelta(days=1), (Fault.BEFORE_THE_LAST_LINE,)),
        (ADMITTED - timedelta(days=1), (Fault.BEFORE_ADMISSION,)),
    ],
)
def test_the_day(on, expected):
    assert found(on=on, reason="PB") == expected


@pytest.mark.parametrize(
    ("expires_on", "early"),
    [
        (TODAY + timedelta(days=7), False),
        (TODAY + timedelta(days=8), True),
        (TODAY - timedelta(days=40), False),
        (None, True),
    ],
)
def test_a_release_long_before_the_expiry_wants_a_reason(expires_on, early):
    standing = Standing(ADMITTED, LINE, expires_on)
    assert is_early(standing, Leaving(Way.RELEASED, TODAY)) is early
    assert found(standing=standing) == ((Fault.REASON_MISSING,) if early else ())
    assert found(standing=standing, reason="  ") == ((Fault.REASON_MISSING,) if early else ())
    assert found(standing=standing, reason="PB") == ()
    assert found(Way.DIED, standing=standing) == ()
    assert found(Way.ESCAPED, standing=standing) == ()


def test_a_transfer_leads_somewhere_else():
    assert found(Way.TRANSFERRED) == (Fault.NOWHERE_TO_GO,)
    assert found(Way.TRANSFERRED, to="Lapas Contoh") == ()
    assert found(Way.TRANSFERRED, to="Rutan Contoh", to_itself=True) == (Fault.TO_ITSELF,)


def test_everything_is_said_at_once():
    standing = Standing(ADMITTED, LINE, None)
    late = TODAY + timedelta(days=3)
    assert found(on=late, standing=standing) == (Fault.IN_THE_FUTURE, Fault.REASON_MISSING)


@pytest.mark.parametrize(
    ("has_left", "has_arrived", "reason", "expected"),
    [
        (True, False, "Salah orang", ()),
        (False, False, "Salah orang", (Fault.HAS_NOT_LEFT,)),
        (True, True, "Salah orang", (Fault.HAS_ARRIVED,)),
        (True, True, " ", (Fault.HAS_ARRIVED, Fault.WHY_MISSING)),
    ],
)
def test_taking_back(has_left, has_arrived, reason, expected):
    assert faults_of_taking_back(has_left=has_left, has_arrived=has_arrived, reason=reason) == expected


@pytest.mark.parametrize(
    ("admitted_on", "expires_on", "not_before", "expected"),
    [
        (TODAY, None, None, ()),
        (TODAY, TODAY, TODAY, ()),
        (TODAY + timedelta(days=1), None, None, (Fault.IN_THE_FUTURE,)),
        (TODAY, None, TODAY + timedelta(days=1), (Fault.BEFORE_LEAVING,)),
        (TODAY, TODAY - timedelta(days=1), None, (Fault.EXPIRES_BEFORE,)),
    ],
)
def test_coming(admitted_on, expires_on, not_before, expected):
    days = {"admitted_on": admitted_on, "expires_on": expires_on, "not_before": not_before}
    assert faults_of_coming(**days, today=TODAY) == expected
