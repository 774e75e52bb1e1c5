"""The officer decides; who departs from the recommendation gives a reason and finds a second person."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from rehab.domain.tiers import Tier
from rehab.models import TierDecision, TierRuleEdition
from rehab.queries_tiers import recommend_for
from rehab.refusals import TierRefused
from rehab.services_tiers import confirm_decision, decide_tier, decline_decision
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates, rehab

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


def refused(call, **arguments):
    with pytest.raises(TierRefused) as refusal:
        call(**arguments)
    return refusal.value.messages


def ask(inmate, tier, **fields):
    fields = {"reason": "", "by": rehab.officer(facility=inmate.facility)} | fields
    return {"inmate": inmate, "decided": Tier(tier), "request_key": uuid.uuid4()} | fields


def test_recommends_by_the_latest_signed_forms(place):
    person = rehab.screened(facility=place, level="low")
    form = rehab.screened(facility=place, level="high", injected="past_3_months", inmate=person)
    found = recommend_for(form, on=clock.today())
    (assist,) = found.forms
    recommendation = found.recommendation
    assert (recommendation.tier, recommendation.provisional) == (Tier.SEVERE, True)
    assert [reason.code for reason in recommendation.reasons] == [
        "injected_recently",
        "assist_high_without_asi",
    ]
    assert {each.assessment_id for each in recommendation.used} == {assist.pk}
    assert found.assist_band == "high"
    assert [each.instrument for each in recommendation.missing] == ["asi", "dast10"]


def test_without_a_screening_nothing_is_recommended(place):
    found = recommend_for(inmates.inmate(facility=place), on=clock.today())
    assert (found.recommendation.tier, found.assist_band) == (None, None)


def test_as_recommended_is_final_and_keeps_everything(place):
    person = rehab.screened(facility=place, level="moderate")
    expected = recommend_for(person, on=clock.today())
    decision = rehab.decided(inmate=person, tier=Tier.MODERATE)
    decision.refresh_from_db()
    assert (decision.state, decision.recommended, decision.decided) == ("final", "sedang", "sedang")
    assert decision.recommendation == expected.recommendation.as_json()
    assert decision.edition == TierRuleEdition.objects.get(code="2026.1")
    assert (decision.provisional, decision.assist_band, decision.second_by) == (True, "moderate", None)
    event = Event.objects.get(action="rehab.tier.decided")
    assert (event.subject_id, event.facts["decided"]) == (decision.pk, "sedang")


def test_departing_waits_for_another_person(place):
    person = rehab.screened(facility=place, level="moderate")
    decision = rehab.decided(inmate=person, tier=Tier.SEVERE, reason="Riwayat kambuh", second=False)
    assert decision.state == "awaiting_second"
    officer, head = rehab.officer(facility=place), rehab.head(facility=place)
    assert refused(confirm_decision, decision=decision, by=officer) == [
        "Orang kedua harus berbeda dari yang memutuskan."
    ]
    closed = confirm_decision(decision=decision, note="Setuju", by=head)
    assert (closed.state, closed.second_by, closed.second_note) == ("final", head, "Setuju")
    assert refused(decline_decision, decision=closed, note="Batal", by=head) == [
        "Keputusan ini tidak lagi menunggu orang kedua."
    ]


def test_declining_needs_a_reason_and_leaves_what_stood(place):
    person = rehab.screened(facility=place, level="moderate")
    decision = rehab.decided(inmate=person, tier=Tier.SEVERE, reason="Riwayat kambuh", second=False)
    head = rehab.head(facility=place)
    assert refused(decline_decision, decision=decision, note=" ", by=head) == ["Tuliskan alasan penolakan."]
    closed = decline_decision(decision=decision, note="Bukti kurang", by=head)
    assert (closed.state, closed.second_note) == ("declined", "Bukti kurang")


def test_the_same_form_sent_twice_decides_once(place):
    person, key = rehab.screened(facility=place), uuid.uuid4()
    first = rehab.decided(inmate=person, request_key=key)
    assert rehab.decided(inmate=person, request_key=key) == first
    assert TierDecision.objects.count() == 1


@pytest.mark.parametrize(
    ("level", "tier", "reason", "words"),
    [
        ("moderate", "berat", "", ["Tuliskan alasan berbeda dari rekomendasi (sedang)."]),
        ("low", "sedang", "Diminta", ["ASSIST risiko ringan; sedang memerlukan sedikitnya risiko sedang."]),
        (
            "low",
            "berat",
            "",
            [
                "ASSIST risiko ringan; berat memerlukan sedikitnya risiko sedang.",
                "Tuliskan alasan berbeda dari rekomendasi (ringan).",
            ],
        ),
    ],
)
def test_refuses_with_everything_that_speaks_against_it(place, level, tier, reason, words):
    person = rehab.screened(facility=place, level=level)
    assert refused(decide_tier, **ask(person, tier, reason=reason)) == words
    assert not TierDecision.objects.exists()


def test_refuses_without_a_screening_after_leaving_and_while_another_waits(place):
    person = inmates.inmate(facility=place)
    assert refused(decide_tier, **ask(person, "ringan")) == [
        "Belum ada ASSIST yang ditandatangani.",
        "Tuliskan alasan berbeda dari rekomendasi.",
    ]
    rehab.screened(facility=place, inmate=person)
    rehab.decided(inmate=person, tier="berat", reason="Riwayat kambuh", second=False)
    waits = "Sudah ada keputusan untuk warga binaan ini yang menunggu orang kedua."
    assert refused(decide_tier, **ask(person, "sedang")) == [waits]
    inmates.left(person, on=clock.today())
    assert refused(decide_tier, **ask(person, "sedang")) == [
        "Warga binaan ini sudah tidak berada di rutan.",
        waits,
    ]


def test_refuses_what_was_decided_on_an_older_recommendation(place):
    person = rehab.screened(facility=place, level="moderate")
    seen = recommend_for(person, on=clock.today()).mark
    rehab.screened(facility=place, level="high", inmate=person)
    (sentence,) = refused(decide_tier, **ask(person, "berat", seen=seen))
    assert sentence.startswith("Rekomendasi berubah sejak halaman ini dibuka.")


FORBIDDEN = {
    "changing what was decided": "update rehab_tierdecision set decided = 'ringan'",
    "changing the recommendation": "update rehab_tierdecision set recommendation = '{}'",
    "reopening": "update rehab_tierdecision set state = 'awaiting_second'",
    "a second person on what is final": "update rehab_tierdecision set second_by_id = 1, second_at = now()",
}


@pytest.mark.parametrize("statement", FORBIDDEN.values(), ids=FORBIDDEN)
def test_the_database_keeps_a_decision_as_it_was_made(place, statement):
    rehab.decided(inmate=rehab.screened(facility=place))
    with pytest.raises(IntegrityError, match="stays as it was made"):
        execute(statement)


def test_the_database_lets_nobody_confirm_their_own(place):
    person = rehab.screened(facility=place)
    decision = rehab.decided(inmate=person, tier="berat", reason="Riwayat kambuh", second=False)
    with pytest.raises(IntegrityError, match="tier_decision_second_is_another"):
        execute(
            "update rehab_tierdecision set state = 'final', second_by_id = decided_by_id, second_at = now()"
        )
    with pytest.raises(IntegrityError, match="tier_decision_second_when_closed"):
        execute("update rehab_tierdecision set state = 'declined'")
    decision.refresh_from_db()
    assert decision.state == "awaiting_second"


BROKEN = {
    "tier_decision_final_by_rule_or_second": {"decided": "berat", "reason": "x"},
    "tier_decision_departs_with_a_reason": {"decided": "berat", "state": "awaiting_second"},
    "tier_decision_rests_on_a_screening": {"assist_band": "low"},
    "tier_decision_second_when_closed": {"state": "lost"},
}


@pytest.mark.parametrize("constraint", BROKEN)
def test_the_database_refuses_decisions_that_cannot_be(place, constraint):
    decision = rehab.decided(inmate=rehab.screened(facility=place))
    copy = TierDecision.objects.get(pk=decision.pk)
    copy.pk, copy.request_key = None, uuid.uuid4()
    for name, value in BROKEN[constraint].items():
        setattr(copy, name, value)
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        copy.save(force_insert=True)


def test_the_database_lets_one_decision_wait(place):
    person = rehab.screened(facility=place)
    decision = rehab.decided(inmate=person, tier="berat", reason="Riwayat kambuh", second=False)
    decision.pk, decision.request_key = None, uuid.uuid4()
    with pytest.raises(IntegrityError, match="tier_decision_one_waits_a_person"), transaction.atomic():
        decision.save(force_insert=True)


def execute(statement):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
