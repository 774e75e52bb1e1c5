"""What happens to whom in the demo rutan: pure, the same for the same seed and day.

The sizes are those of the programme's public figures (domain facts, parts 0 and 6): 142 screened, about 40 assessed
in depth, 19 completed, tiers about 50/30/20.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from rehab.domain.tiers import Tier
from rutan.demo.answers import Involvement
from rutan.demo.register import Resident

SCREENED = 142
ASSESSED = 40
WITH_DINKES = 0.3  # of the screenings; the others are BNNK's


class Destiny(StrEnum):
    """How far somebody has come today."""

    NOT_SCREENED = "not_screened"
    SCREENED = "screened"
    AWAITS_SECOND = "awaits_second"
    TO_PLACE = "to_place"
    ACTIVE = "active"
    COMPLETED = "completed"
    DROPPED_OUT = "dropped_out"


@dataclass(frozen=True)
class GroupPlan:
    """A group on one tier's track; days count from today."""

    name: str
    tier: Tier
    starts_in: int
    destiny: Destiny
    members: int


GROUPS = (
    GroupPlan("Ringan 1", Tier.MILD, -84, Destiny.COMPLETED, 10),
    GroupPlan("Sedang 1", Tier.MODERATE, -119, Destiny.COMPLETED, 6),
    GroupPlan("Berat 1", Tier.SEVERE, -133, Destiny.COMPLETED, 3),
    GroupPlan("Ringan 2", Tier.MILD, -8, Destiny.ACTIVE, 12),
    GroupPlan("Sedang 2", Tier.MODERATE, -15, Destiny.ACTIVE, 7),
    GroupPlan("Berat 2", Tier.SEVERE, -29, Destiny.ACTIVE, 4),
)
DROPPED_OUT = {"Ringan 1": 1, "Sedang 1": 1}
TO_PLACE = {Tier.MILD: 5, Tier.MODERATE: 3, Tier.SEVERE: 2}
AWAITS_SECOND = 2
ENOUGH_TIME_LEFT = 75  # days to the expiry of a sentence, for whoever is placed or about to be


@dataclass(frozen=True)
class Case:
    """One person's way: when screened and by which agency, the DAST-10 total if taken, the tier and where it led."""

    resident: Resident
    destiny: Destiny
    involvement: Involvement = Involvement.NONE
    screened_on: date | None = None
    by_dinkes: bool = False
    dast_total: int | None = None
    tier: Tier | None = None
    group: str = ""


def plan(people: Iterable[Resident], *, seed: int, today: date) -> list[Case]:
    """Give everybody a way through the programme, in the order of the register."""
    chance = random.Random(seed)  # noqa: S311  # the same demo for the same seed, nothing secret
    pool = sorted(people, key=lambda person: (not person.for_narcotics, person.admitted_on, person.number))
    cases = list(_in_programme(chance, pool, today))
    taken = {case.resident.number for case in cases}
    rest = sorted((p for p in pool if p.number not in taken), key=lambda p: (p.admitted_on, p.number))
    others = [_screened_only(chance, person, today) for person in rest[: SCREENED - len(cases)]]
    cases += _assessed(chance, others, ASSESSED - sum(case.dast_total is not None for case in cases))
    cases += [Case(person, Destiny.NOT_SCREENED) for person in rest[SCREENED - len(taken) :]]
    return sorted(cases, key=lambda case: case.resident.number)


def _in_programme(chance: random.Random, pool: list[Resident], today: date) -> Iterator[Case]:
    """Those with a decision: the groups first, then those who wait for a place or for the head."""
    left = list(pool)

    def take(before: date) -> Resident:
        person = next(p for p in left if p.admitted_on <= before and _stays(p, today))
        left.remove(person)
        return person

    for group in sorted(GROUPS, key=lambda each: each.starts_in):
        starts_on = today + timedelta(days=group.starts_in)
        for number in range(group.members + DROPPED_OUT.get(group.name, 0)):
            destiny = group.destiny if number < group.members else Destiny.DROPPED_OUT
            before = starts_on - timedelta(days=chance.randint(6, 18))
            yield _case(chance, take(before - timedelta(days=2)), before, destiny, group.tier, group.name)
    lately = today - timedelta(days=6)
    for tier, count in TO_PLACE.items():
        for _ in range(count):
            yield _case(chance, take(lately), lately, Destiny.TO_PLACE, tier)
    for _ in range(AWAITS_SECOND):
        yield _case(chance, take(lately), lately, Destiny.AWAITS_SECOND, Tier.MODERATE)


def _stays(person: Resident, today: date) -> bool:
    """Whether a sentence leaves time for a programme; a detention order is extended or followed by a sentence."""
    return person.is_detainee or person.expires_on >= today + timedelta(days=ENOUGH_TIME_LEFT)


def _case(
    chance: random.Random, person: Resident, on: date, destiny: Destiny, tier: Tier, group: str = ""
) -> Case:
    involvement, total = _signs(chance, tier)
    by_dinkes = chance.random() < WITH_DINKES
    return Case(person, destiny, involvement, on, by_dinkes, total, tier, group)


def _signs(chance: random.Random, tier: Tier) -> tuple[Involvement, int | None]:
    """What screening and DAST-10 say of somebody for whom the seed edition of the rule recommends a tier."""
    if tier is Tier.MILD:
        return (
            (Involvement.LOW, None) if chance.random() < 0.5 else (Involvement.MODERATE, chance.randint(1, 2))
        )
    if tier is Tier.MODERATE:
        return Involvement.MODERATE, chance.choice((3, 4, 5, None))
    return (
        (Involvement.INJECTING, None) if chance.random() < 0.3 else (Involvement.HIGH, chance.randint(6, 9))
    )


def _screened_only(chance: random.Random, person: Resident, today: date) -> Case:
    earliest = max(person.admitted_on + timedelta(days=2), today - timedelta(days=300))
    on = earliest + timedelta(days=chance.randint(0, max(0, (today - earliest).days - 1)))
    weights = (2, 3, 4, 1) if person.for_narcotics else (12, 5, 1, 0)
    kinds = (Involvement.NONE, Involvement.LOW, Involvement.MODERATE, Involvement.HIGH)
    involvement = chance.choices(kinds, weights)[0]
    return Case(person, Destiny.SCREENED, involvement, on, chance.random() < WITH_DINKES)


def _assessed(chance: random.Random, cases: list[Case], places: int) -> Iterator[Case]:
    """Assess in depth as many of those whose screening asks for it as there are places; the others still wait."""
    for case in cases:
        if case.involvement in {Involvement.MODERATE, Involvement.HIGH} and places > 0:
            places -= 1
            yield replace(case, dast_total=chance.randint(2, 7))
        else:
            yield case
