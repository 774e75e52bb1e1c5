"""The demo's plan has the sizes that were promised, and its signs lead to the tiers it says."""

import random
from collections import Counter
from datetime import date, timedelta

import pytest

from assessments.domain.registry import instrument
from assessments.domain.scoring import score
from rehab.domain.inputs import inputs_from
from rehab.domain.recommendation import recommend
from rehab.domain.seed_edition import SEED_EDITION
from rehab.domain.tier_rule_reader import parse
from rutan.demo.answers import assist, dast10
from rutan.demo.plan import Destiny, plan
from rutan.demo.register import residents

TODAY = date(2026, 11, 24)
CASES = plan(residents(seed=1, today=TODAY), seed=1, today=TODAY)


def test_everybody_is_in_the_plan_once():
    assert [case.resident.number for case in CASES] == list(range(1, 161))


def test_the_sizes_are_the_published_ones():
    assert sum(case.screened_on is not None for case in CASES) == 142
    assert sum(case.dast_total is not None for case in CASES) == 40
    assert Counter(case.destiny for case in CASES)[Destiny.COMPLETED] == 19
    tiers = Counter(case.tier for case in CASES if case.tier)
    shares = {tier.value: count / tiers.total() for tier, count in tiers.items()}
    assert shares == {
        "ringan": pytest.approx(0.5, abs=0.06),
        "sedang": pytest.approx(0.3, abs=0.06),
        "berat": pytest.approx(0.2, abs=0.06),
    }


def test_nobody_is_screened_before_admission_or_after_today():
    for case in CASES:
        if case.screened_on:
            assert case.resident.admitted_on <= case.screened_on < TODAY


@pytest.mark.parametrize("seed", range(5))
def test_the_rule_recommends_the_tier_the_plan_says(seed):
    edition = parse(SEED_EDITION)
    for case in plan(residents(seed=seed, today=TODAY), seed=seed, today=TODAY):
        if case.tier is None:
            continue
        chance = random.Random(case.resident.number)
        forms = {"assist": assist(chance, case.involvement)}
        if case.dast_total is not None:
            forms["dast10"] = dast10(chance, case.dast_total)
        inputs = [
            given
            for code, answers in forms.items()
            for given in inputs_from(
                code,
                score(instrument(code), answers).as_json(),
                answers,
                assessment_id=1,
                taken_on=case.screened_on + timedelta(days=1),
            )
        ]
        assert recommend(edition, inputs).tier == case.tier
