"""Sets of people by how far they had come on a day: each boundary, and who is left out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from inmates.enums import ConsentState
from inmates.models import Inmate
from rehab import queries_waiting as way
from rehab.domain.lifecycle import PlacementState
from rehab.services_placement import end_placement
from rutan.core import clock
from tests.factories import accounts, assessments, inmates, rehab

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def today():
    return clock.today()


def ago(days):
    return clock.today() - timedelta(days=days)


def everybody(place):
    return Inmate.objects.at(place)


def test_screened_counts_from_the_day_of_the_form(place, today):
    fresh, screened = inmates.inmate(facility=place), rehab.screened(facility=place, taken_on=ago(5))
    assert list(way.screened_by(everybody(place), ago(5))) == [screened]
    assert list(way.screened_by(everybody(place), ago(6))) == []
    assert list(way.unscreened_by(everybody(place), today)) == [fresh]
    assert set(way.unscreened_by(everybody(place), ago(6))) == {fresh, screened}


def test_the_risk_is_that_of_the_last_screening_by_the_day(place, today):
    inmate = rehab.screened(facility=place, level="high", taken_on=ago(10))
    rehab.screened(facility=place, level="low", taken_on=ago(2), inmate=inmate)
    rehab.screened(facility=place, level="low", taken_on=ago(10))
    assert list(way.at_risk_by(everybody(place), ago(3))) == [inmate]
    assert list(way.at_risk_by(everybody(place), today)) == []


def test_the_steps_after_the_screening_are_parts_of_one_another(place, today):
    group = rehab.group(facility=place)
    placement = rehab.placed(group=group)
    inmate = placement.inmate
    waiting = rehab.screened(facility=place)
    rehab.decided(inmate=waiting, tier="berat", reason="Kambuh", second=False)
    people = everybody(place)
    assert list(way.decided_by(people, today)) == [inmate]
    assert list(way.decided_by(people, ago(1))) == []
    assert list(way.placed_by(people, today)) == [inmate]
    assert list(way.completed_by(people, today)) == []
    officer = rehab.officer(facility=place)
    end_placement(
        placement=placement,
        state=PlacementState.COMPLETED,
        ended_on=today,
        reason="Selesai lebih awal",
        by=officer,
    )
    assert list(way.completed_by(people, today)) == [inmate]
    assert list(way.completed_by(people, ago(1))) == []


def test_assessed_in_depth_needs_another_form_than_the_screening(place, today):
    inmate, _other = (rehab.screened(facility=place) for _ in range(2))
    answers = {str(number): number == 1 for number in range(1, 11)}
    by = rehab.an_assessor(facility=place)
    assessments.signed(inmate=inmate, by=by, instrument="dast10", answers=answers)
    assert list(way.assessed_by(everybody(place), today)) == [inmate]


def test_undecided_are_those_at_risk_screened_before_the_day(place):
    waiting = rehab.screened(facility=place, taken_on=ago(15))
    rehab.screened(facility=place, taken_on=ago(14))
    rehab.screened(facility=place, level="low", taken_on=ago(15))
    rehab.decided(inmate=rehab.screened(facility=place, taken_on=ago(15)))
    assert list(way.undecided_since(everybody(place), ago(14))) == [waiting]


def test_unplaced_are_those_decided_before_the_day(place):
    old, new = (rehab.screened(facility=place, taken_on=ago(30)) for _ in range(2))
    with clock.turned_back(timezone.now() - timedelta(days=15)):
        rehab.decided(inmate=old)
    rehab.decided(inmate=new)
    assert list(way.unplaced_since(everybody(place), ago(14))) == [old]


def test_leaving_unfinished(place, today):
    def soon(days):
        return {"facility": place, "expires_on": today + timedelta(days=days)}

    first, last = rehab.screened(**soon(0)), rehab.screened(**soon(30))
    decided = rehab.ready(**soon(5))
    rehab.screened(**soon(31))
    rehab.screened(**soon(5), level="low")
    inmates.inmate(**soon(5))
    gone = rehab.screened(**soon(5))
    inmates.left(gone, on=today)
    done = rehab.placed(group=rehab.group(facility=place))
    inmates.expiring(done.inmate, today + timedelta(days=5))
    end_placement(
        placement=done,
        state=PlacementState.COMPLETED,
        ended_on=today,
        reason="Selesai lebih awal",
        by=rehab.officer(facility=place),
    )
    found = way.leaving_unfinished(everybody(place), on=today, within=timedelta(days=30))
    assert set(found) == {first, last, decided}


def test_consent_that_was_never_given_or_no_longer_holds(place, today):
    never, given, refused = (rehab.screened(facility=place) for _ in range(3))
    for inmate in (never, given, refused):
        rehab.decided(inmate=inmate)
    rehab.consented(inmate=given)
    rehab.consented(inmate=refused, state=ConsentState.REFUSED)
    rehab.screened(facility=place)  # not asked before a tier is decided
    assert set(way.without_consent(everybody(place), on=today)) == {never, refused}


def test_the_tier_is_that_of_the_decision_that_stands(place):
    decided, fresh = rehab.screened(facility=place), inmates.inmate(facility=place)
    rehab.decided(inmate=decided)
    assert {each.pk: each.tier for each in way.with_tier(everybody(place))} == {
        decided.pk: "sedang",
        fresh.pk: None,
    }
