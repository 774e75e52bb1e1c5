"""What the database refuses of the list of those who are kept apart, by SQL typed as the application's login."""

import pytest
from django.db import connection

from tests.factories import accounts, inmates
from tests.rutan.typed import World
from tests.typed_sql import changed, copied, refused, run

pytestmark = pytest.mark.django_db
TABLE = "inmates_keepapart"
CLOSE = "closed_at = now() + interval '1 hour', closed_by_id = opened_by_id, close_reason = 'damai'"


@pytest.fixture
def world():
    return World()


@pytest.fixture
def other(world):
    return inmates.inmate(facility=world.place)


@pytest.fixture
def entry(world, other):
    return inmates.kept_apart(world.person, other, housing="cell", sessions=False)


def test_a_pair_is_two_people_in_the_order_of_their_keys(world, entry, other):
    with refused("keep_apart_is_a_pair"):
        copied(TABLE, entry.pk, second_id=entry.first_id)
    with refused("keep_apart_is_a_pair"):
        copied(TABLE, entry.pk, first_id=entry.second_id, second_id=entry.first_id)


def test_both_are_of_the_facility_of_the_row(world, entry):
    stranger = inmates.inmate(facility=accounts.facility(code="LAIN"))
    with refused("keep_apart_of_one_facility"):
        copied(TABLE, entry.pk, second_id=stranger.pk)


def test_the_same_pair_once_from_the_same_at_one_time(entry):
    with refused("keep_apart_once_from_cells"):
        copied(TABLE, entry.pk)
    with refused("keep_apart_once_from_cells"):
        copied(TABLE, entry.pk, housing="block", starts_on="2036-01-01")
    copied(TABLE, entry.pk, housing="", sessions=True)  # from something else
    with refused("keep_apart_once_from_sessions"):
        copied(TABLE, entry.pk, housing="", sessions=True)


def test_days_that_do_not_overlap_and_what_is_closed_stand_beside_it(entry):
    copied(
        TABLE,
        entry.pk,
        starts_on="2001-01-01",
        ends_on=entry.starts_on.replace(year=entry.starts_on.year - 1),
    )
    changed(TABLE, entry.pk, CLOSE)
    copied(TABLE, entry.pk, closed_at=None, closed_by_id=None, close_reason="")


def test_it_keeps_out_of_something_and_another_reason_is_told(entry):
    with refused("keep_apart_from_something"):
        copied(TABLE, entry.pk, housing="")
    with refused("keep_apart_ends_after_it_begins"):
        copied(TABLE, entry.pk, ends_on="2001-01-01")
    with refused("keep_apart_another_reason_in_words"):
        copied(TABLE, entry.pk, reason="other", housing="", sessions=True)


@pytest.mark.parametrize(
    "change",
    [
        "housing = 'block'",
        "sessions = true",
        "reason = 'gang'",
        "detail = 'lain'",
        "ends_on = starts_on",
        "starts_on = starts_on - 1",
        "opened_at = now()",
        "first_part = 'victim'",
    ],
)
def test_a_row_stays_as_it_was_opened(entry, change):
    with refused("keep_apart_stays_as_opened"):
        changed(TABLE, entry.pk, change)


def test_it_stays_with_its_pair(world, entry):
    third = inmates.inmate(facility=world.place)
    with refused("keep_apart_stays_"):
        changed(TABLE, entry.pk, "second_id = %s", third.pk)


def test_it_is_closed_once_with_a_name_and_a_reason(entry):
    with refused("keep_apart_closed_with_reason"):
        changed(TABLE, entry.pk, "closed_at = now() + interval '1 hour'")
    changed(TABLE, entry.pk, CLOSE)
    for change in ("close_reason = 'lain'", "closed_at = null, closed_by_id = null, close_reason = ''"):
        with refused("keep_apart_stays_as_opened"):
            changed(TABLE, entry.pk, change)


def test_it_is_voided_once_also_when_closed(entry):
    changed(TABLE, entry.pk, CLOSE)
    with refused("keep_apart_voided_with_reason"):
        changed(TABLE, entry.pk, "voided_at = now()")
    changed(TABLE, entry.pk, "voided_at = now(), voided_by_id = opened_by_id, void_reason = 'keliru'")
    with refused("keep_apart_stays_as_opened"):
        changed(TABLE, entry.pk, "voided_at = null, voided_by_id = null, void_reason = ''")


def test_what_is_over_was_open_before(entry):
    with refused("keep_apart_begins_open"):
        copied(TABLE, entry.pk, housing="", sessions=True, voided_at="2026-01-01", void_reason="x")


def test_opened_again_is_the_same_pair_after_it_was_closed(world, entry, other):
    with refused("keep_apart_reopens_its_pair"):
        copied(TABLE, entry.pk, housing="", sessions=True, reopens_id=entry.pk)
    changed(TABLE, entry.pk, CLOSE)
    third = inmates.inmate(facility=world.place)
    with refused("keep_apart_reopens_its_pair"):
        copied(
            TABLE,
            entry.pk,
            second_id=third.pk,
            reopens_id=entry.pk,
            closed_at=None,
            closed_by_id=None,
            close_reason="",
        )


def test_it_is_never_deleted(entry):
    with pytest.raises(Exception, match=r"permission denied|Cannot delete"):
        run(f"delete from {TABLE} where id = %s", entry.pk)


def test_every_version_is_kept(entry):
    changed(TABLE, entry.pk, CLOSE)
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from inmates_keepapartevent where pgh_obj_id = %s", [entry.pk])
        assert cursor.fetchone() == (2,)
