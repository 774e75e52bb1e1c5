"""Programme templates: the seeds, and faults named with their place."""

import copy
import json

import pytest

from rehab.domain.faults import InvalidDataError
from rehab.domain.programme import Phase, Programme, SessionType, Unit, parse
from rehab.domain.seed_programmes import MILD, SEED_PROGRAMMES
from rehab.domain.tiers import Tier

SMALL = {
    "code": "x",
    "name": "Contoh",
    "tier": "ringan",
    "days": 10,
    "phases": [
        {
            "code": "a",
            "name": "A",
            "days": 4,
            "units": [{"type": "education_session", "count": 2, "minutes": 60}],
        },
        {"code": "b", "name": "B", "days": 6, "units": [{"type": "seminar", "count": 3, "minutes": 15}]},
    ],
}


def faults(data):
    with pytest.raises(InvalidDataError) as caught:
        parse(data)
    return {(fault.where, fault.code.value) for fault in caught.value.faults}


def changed(path, value):
    data = copy.deepcopy(SMALL)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


def test_a_template_is_read_whole():
    first = Phase("a", "A", 4, (Unit(SessionType.EDUCATION_SESSION, 2, 60),))
    second = Phase("b", "B", 6, (Unit(SessionType.SEMINAR, 3, 15),))
    programme = parse(json.loads(json.dumps(SMALL)))
    assert programme == Programme("x", "Contoh", Tier.MILD, 10, (first, second))
    assert (programme.sessions, programme.minutes) == (5, 165)


def test_the_seeds_are_one_a_tier_with_the_lengths_of_the_domain():
    assert [(each.tier, each.days) for each in map(parse, SEED_PROGRAMMES)] == [
        (Tier.MILD, 15),
        (Tier.MODERATE, 30),
        (Tier.SEVERE, 60),
    ]
    assert parse(MILD).sessions == 8


def test_the_moderate_seed_has_counselling_groups_family_and_skills():
    types = {unit.session_type for phase in parse(SEED_PROGRAMMES[1]).phases for unit in phase.units}
    assert types > {
        SessionType.INDIVIDUAL_COUNSELLING,
        SessionType.GROUP_COUNSELLING,
        SessionType.FAMILY_SESSION,
        SessionType.SKILLS_TRAINING,
    }


def test_the_severe_seed_goes_from_entry_over_primary_to_re_entry():
    assert [phase.code for phase in parse(SEED_PROGRAMMES[2]).phases] == ["entry", "primary", "re_entry"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        (("name",), "", ("programme.name", "not_a_text")),
        (("tier",), "rendah", ("programme.tier", "not_a_choice")),
        (("days",), 0, ("programme.days", "out_of_range")),
        (("days",), "10", ("programme.days", "not_a_number")),
        (("days",), True, ("programme.days", "not_a_number")),
        (("days",), 11, ("programme.days", "days_disagree")),
        (("days",), 9, ("programme.days", "days_disagree")),
        (("phases",), [], ("programme.phases", "empty")),
        (("phases", 1, "code"), "a", ("programme.phases", "repeated")),
        (("phases", 0, "units"), [], ("programme.phases[0].units", "empty")),
        (("phases", 0, "units", 0, "type"), "yoga", ("programme.phases[0].units[0].type", "not_a_choice")),
        (("phases", 0, "units", 0, "count"), 0, ("programme.phases[0].units[0].count", "out_of_range")),
        (("phases", 0, "units", 0, "minutes"), 14, ("programme.phases[0].units[0].minutes", "out_of_range")),
        (("phases", 0, "units", 0, "minutes"), 241, ("programme.phases[0].units[0].minutes", "out_of_range")),
        (("phases", 0, "units", 0, "room"), "R1", ("programme.phases[0].units[0].room", "unknown_key")),
    ],
)
def test_faults(path, value, expected):
    assert faults(changed(path, value)) == {expected}


def test_every_fault_is_named_at_once():
    assert faults({"code": "x", "tier": "y", "days": 3, "phases": [{"code": "a", "units": "none"}]}) == {
        ("programme.name", "missing_key"),
        ("programme.tier", "not_a_choice"),
        ("programme.phases[0].name", "missing_key"),
        ("programme.phases[0].days", "missing_key"),
        ("programme.phases[0].units", "not_a_list"),
    }
