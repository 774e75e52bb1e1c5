"""The stage in SQL is the stage of the pure rule, and the working list shows who is at it and why."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone

from inmates.models import Inmate
from rehab.domain.lifecycle import DecisionState, PlacementState
from rehab.domain.stage import Stage, stage_of
from rehab.models import Placement, TierDecision
from rehab.queries_tiers import decisions_of, standing_decision
from rehab.services_tiers import confirm_decision
from rehab.stages import at_stage, at_stage_on, counted_by_stage, with_stage, with_stage_on
from rutan.core import clock
from tests.factories import accounts, inmates, rehab
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
# Scope (four), the page's transaction (two), counts, the people of the page, their decisions, the edition, forms.
QUERIES = 12


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def people(place):
    """One person at each stage that needs no group."""
    fresh = inmates.inmate(facility=place, full_name="Orang Baru")
    screened = rehab.screened(facility=place, full_name="Orang Skrining", level="low")
    waiting = rehab.screened(facility=place, full_name="Orang Tunggu")
    rehab.decided(inmate=waiting, tier="berat", reason="Riwayat kambuh", second=False)
    final = rehab.screened(facility=place, full_name="Orang Putus")
    rehab.decided(inmate=final)
    return {
        Stage.TO_SCREEN: fresh,
        Stage.TO_DECIDE: screened,
        Stage.AWAITING_SECOND: waiting,
        Stage.TO_PLACE: final,
    }


def test_everybody_is_at_one_stage(place, people):
    found = {stage: list(at_stage(Inmate.objects.at(place), stage)) for stage in Stage}
    assert found == {stage: [people[stage]] if stage in people else [] for stage in Stage}
    counts = dict.fromkeys(Stage, 0) | dict.fromkeys(people, 1)
    assert counted_by_stage(Inmate.objects.at(place)) == counts


def test_is_the_pure_rule(place, people):
    for person in with_stage(Inmate.objects.at(place)):
        decision = standing_decision(decisions_of(person))
        placement = Placement.objects.of(person).first()
        expected = stage_of(
            screened=person.assessments.exists(),
            decision=DecisionState(decision.state) if decision else None,
            placement=PlacementState(placement.state) if placement else None,
            placed_by_this_decision=bool(placement and placement.decision == decision),
        )
        assert person.stage == expected


def evening(day):
    return timezone.make_aware(datetime.combine(day, time(20)))


def test_on_todays_evening_everybody_is_where_they_are_now(place, people):
    everybody = Inmate.objects.at(place)
    for stage in Stage:
        assert set(at_stage_on(everybody, place, timezone.localdate(), stage)) == set(
            at_stage(everybody, stage)
        )


def test_the_stage_at_the_end_of_a_day_that_is_over(place):
    """What happened after midnight changes nothing of the day before."""
    day, next_day = date(2026, 4, 30), date(2026, 5, 1)
    with clock.turned_back(evening(day)):
        goes_on = rehab.ready(facility=place, full_name="Orang Masuk")
        waits = rehab.screened(facility=place, full_name="Orang Tunggu")
        decision = rehab.decided(inmate=waits, tier="berat", reason="Riwayat kambuh", second=False)
        undecided = rehab.screened(facility=place, full_name="Orang Skrining")
    with clock.turned_back(evening(next_day)):
        rehab.placed(group=rehab.group(facility=place, starts_on=next_day), inmate=goes_on)
        confirm_decision(decision=decision, by=rehab.head(facility=place))
        rehab.decided(inmate=undecided)

    def reached(on):
        return {
            person.full_name: person.stage for person in with_stage_on(Inmate.objects.at(place), place, on)
        }

    assert reached(day) == {
        "Orang Masuk": Stage.TO_PLACE,
        "Orang Tunggu": Stage.AWAITING_SECOND,
        "Orang Skrining": Stage.TO_DECIDE,
    }
    assert reached(next_day) == {
        "Orang Masuk": Stage.IN_PROGRAMME,
        "Orang Tunggu": Stage.TO_PLACE,
        "Orang Skrining": Stage.TO_PLACE,
    }
    assert set(reached(date(2026, 4, 1)).values()) == {Stage.TO_SCREEN}


def test_the_list_shows_the_stage_and_the_reason(place, people):
    browser = signed_in(rehab.officer(facility=place))
    first = browser.get("/rehab/")
    assert [row.known.inmate for row in first.context["page"].rows] == [people[Stage.TO_DECIDE]]
    reasons = {
        stage: [row.reason for row in browser.get("/rehab/", {"stage": stage}).context["page"].rows]
        for stage in people
    }
    officer = rehab.officer(facility=place).full_name
    assert reasons[Stage.TO_DECIDE] == ["Rekomendasi siap, sementara tanpa ASI."]
    assert reasons[Stage.AWAITING_SECOND] == [f"Diputuskan berat, bukan sedang, oleh {officer}, hari ini."]
    assert reasons[Stage.TO_PLACE] == ["Persetujuan ikut program belum ada."]
    rehab.consented(inmate=people[Stage.TO_PLACE])
    page = browser.get("/rehab/", {"stage": "to_place"}).context["page"]
    assert [row.reason for row in page.rows] == ["Siap ditempatkan."]


def test_another_facilitys_people_are_not_counted(place, people):
    other = accounts.facility(code="LUA")
    rehab.screened(facility=other, full_name="Orang Luar")
    page = signed_in(rehab.officer(facility=place)).get("/rehab/").context["page"]
    assert page.counts[Stage.TO_DECIDE] == 1
    assert "Orang Luar" not in [row.known.inmate.full_name for row in page.rows]


def test_the_list_costs_the_same_with_more_rows(place, django_assert_num_queries):
    rehab.screened(facility=place, level="low")
    browser = signed_in(rehab.officer(facility=place))
    browser.get("/rehab/")  # the first visit writes down the session
    with django_assert_num_queries(QUERIES):
        browser.get("/rehab/")
    rehab.screened(facility=place, level="low")
    rehab.screened(facility=place, level="moderate")
    with django_assert_num_queries(QUERIES):
        page = browser.get("/rehab/").context["page"]
    assert len(page.rows) == 3
    assert TierDecision.objects.count() == 0
