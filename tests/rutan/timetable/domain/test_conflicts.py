"""Kinds of conflicts, their order and who may override them."""

import pytest

from rutan.timetable.domain.calendar import ResourceKind
from rutan.timetable.domain.conflicts import (
    SEVERITY,
    TAKEN_KIND,
    ConflictKind,
    OutsideDay,
    ResourceTaken,
    RoomTooSmall,
    Severity,
    overridable,
)
from tests.rutan.timetable.domain.facts import slot

SMALL = RoomTooSmall(room="Ruang Konseling 1", capacity=1, needed=2)
OVER_MIDNIGHT = OutsideDay(slot=slot("23.00", "01.00", last_day=25))
TAKEN = ResourceTaken(
    kind=ConflictKind.ROOM_TAKEN,
    slot=slot("08.00", "09.30"),
    resource_id=1,
    name="Ruang Konseling 1",
    booking_id=7,
    title="Kelompok 2",
)


def test_who_may_override_each_kind():
    by_severity = {
        severity: {kind for kind in ConflictKind if SEVERITY[kind] is severity} for severity in Severity
    }
    assert by_severity == {
        Severity.DATABASE: {
            "not_ready",
            "protected_hours",
            "room_taken",
            "facilitator_taken",
            "inmate_taken",
            "kept_apart",
        },
        Severity.HARD: {"outside_day"},
        Severity.SOFT: {"in_the_past", "room_too_small", "protected_hours_soft"},
    }
    assert {severity for severity in Severity if severity.overridable} == {Severity.SOFT}


def test_every_resource_has_its_kind():
    assert {kind: ConflictKind(f"{kind}_taken") for kind in ResourceKind} == TAKEN_KIND


def test_a_conflict_knows_its_severity_and_its_place():
    assert [each.severity for each in (SMALL, OVER_MIDNIGHT, TAKEN)] == ["soft", "hard", "database"]
    assert sorted((SMALL, TAKEN, OVER_MIDNIGHT), key=lambda each: each.rank) == [OVER_MIDNIGHT, TAKEN, SMALL]


@pytest.mark.parametrize(
    ("conflicts", "expected"),
    [((), True), ((SMALL,), True), ((SMALL, TAKEN), False), ((OVER_MIDNIGHT,), False)],
)
def test_one_hard_conflict_cannot_be_overridden(conflicts, expected):
    assert overridable(conflicts) is expected
