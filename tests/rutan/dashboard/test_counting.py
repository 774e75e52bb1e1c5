"""All figures are counted in one statement, and each is the number of its rows."""

import pytest

from rutan.dashboard.catalogue import FIGURES
from rutan.dashboard.queries_counting import counted
from rutan.dashboard.queries_rows import rows_page
from tests.rutan.dashboard.worlds import world

pytestmark = pytest.mark.django_db


def numbers(found):
    return {code: tally.count for code, tally in found.items() if tally.count}


def test_counts_everything_in_one_statement(django_assert_num_queries):
    small = world()
    reading = small.reading()
    assert small.head.reach.facility_ids  # is read once a request
    with django_assert_num_queries(1):
        found = counted(FIGURES, reading)
    assert numbers(found) == {
        "programme": 1,
        "unscreened": 1,
        "leaving": 1,
        "releases": 1,
        "screened": 5,
        "at_risk": 5,
        "decided": 3,
        "placed": 2,
        "completed": 1,
        "stages": 6,
        "planned": 3,
        "held": 1,
        "lost_rutan": 1,
        "unmarked": 1,
        "attendance": 1,
        "outcomes": 1,
        "undecided": 1,
        "to_mark": 1,
        "no_nik": 5,
        "no_cell": 5,
        "no_expiry": 5,
    }


def test_of_no_figures_there_is_nothing_to_ask(django_assert_num_queries):
    reading = world(elsewhere=False).reading()
    with django_assert_num_queries(0):
        assert counted([], reading) == {}


def test_each_figure_is_the_number_of_its_rows_and_so_is_each_part():
    small = world(factor=2)
    reading, scope = small.reading(), small.scope()
    found = counted(FIGURES, reading)
    for figure in FIGURES:
        tally = found[figure.code]
        page = rows_page(figure, reading, scope)
        assert (figure.code, page.count, len(page.rows)) == (figure.code, tally.count, tally.count)
        assert figure.split is None or sum(tally.parts.values()) == tally.count
        for part, count in tally.parts.items():
            assert (part, figure.has(part)) == (part, True)
            assert len(rows_page(figure, reading, scope, part=part).rows) == count


def test_only_the_people_of_the_block_count():
    small = world()
    block = small.people["new"].cell.block
    found = counted(FIGURES, small.reading(block=block))
    assert numbers(found) == {"unscreened": 1, "stages": 1, "no_nik": 1, "no_expiry": 1}


def test_the_oldest_is_the_day_it_waits_since():
    small = world()
    found = counted(FIGURES, small.reading())
    assert found["unscreened"].oldest == small.people["new"].admitted_on
    assert found["leaving"].oldest == small.people["screened"].expires_on
