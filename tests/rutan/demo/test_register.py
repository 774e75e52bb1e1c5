"""The demo's register is the same for the same seed, clean, and of the sizes that were promised."""

from datetime import date

import pytest

from inmates.queries import judge_against
from rutan.demo.register import register_file, residents
from tests.factories import accounts

TODAY = date(2026, 11, 24)


def test_the_same_seed_gives_the_same_people():
    assert register_file(residents(seed=1, today=TODAY)) == register_file(residents(seed=1, today=TODAY))
    assert register_file(residents(seed=1, today=TODAY)) != register_file(residents(seed=2, today=TODAY))


def test_the_shares_are_those_of_comparable_houses():
    people = residents(seed=1, today=TODAY)
    assert len(people) == 160
    assert 0.22 <= sum(person.is_detainee for person in people) / 160 <= 0.38
    assert 0.32 <= sum(person.for_narcotics for person in people) / 160 <= 0.48


def test_nobody_shares_a_name_a_number_or_a_nik():
    people = residents(seed=1, today=TODAY)
    for column in ("full_name", "register_number", "nik"):
        assert len({getattr(person, column) for person in people}) == 160


@pytest.mark.django_db
def test_every_row_is_taken_without_a_remark():
    content = register_file(residents(seed=1, today=TODAY))
    judgement = judge_against({}, content, facility=accounts.facility(), on=TODAY)
    remarks = {code for row in judgement.rows for code in row.codes}
    assert remarks == {"unknown_block"}  # the factory's facility has no cells
    assert len(judgement.rows) == 160
