"""What the database refuses of rows that are one person, by SQL typed as the application's login."""

import pytest
from django.db import connection, transaction

from inmates.models import Merge, Stay
from inmates.services_merging import tell_apart, undo_merge
from tests.factories import accounts, inmates
from tests.inmates.merging import merged
from tests.rutan.typed import World
from tests.typed_sql import copied, refused, run

pytestmark = pytest.mark.django_db
INMATES, STAYS, MERGES = "inmates_inmate", "inmates_stay", "inmates_merge"


@pytest.fixture
def world():
    return World()


@pytest.fixture
def other(world):
    """A row of the same facility that tells the same time again."""
    return inmates.inmate(facility=world.place, full_name="Orang Contoh")


@pytest.fixture
def merge(world, other):
    return merged(world.person, other)


def at_commit():
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def refused_at_commit(by, *statements):
    """Statements that may stand only until the transaction ends; they are taken back."""
    with refused(by), transaction.atomic():
        for statement, *values in statements:
            run(statement, *values)
        at_commit()


def test_a_row_is_merged_only_by_a_merge(world, other, merge):
    third = inmates.inmate(facility=world.place)
    state = "update inmates_inmate set state = 'merged' where id = %s"
    refused_at_commit("inmate_merged_is_linked", (state, third.pk))
    back = "update inmates_inmate set state = 'released', left_on = current_date where id = %s"
    refused_at_commit("inmate_merged_is_linked|inmate_once_a_facility", (back, other.pk))
    void = "update inmates_inmate set voided_at = now() where id = %s"
    refused_at_commit("inmate_merged_is_linked", (void, world.person.pk))
    at_commit()


def test_an_undone_merge_gives_everything_back(merge, world):
    undo = (
        "update inmates_merge set undone_at = now(), undone_by_id = %s, undo_reason = 'x' where id = %s",
        world.by.pk,
        merge.pk,
    )
    refused_at_commit("inmate_merged_is_linked|merge_undone_gives_back", undo)
    at_commit()


def test_nobody_becomes_another_person_but_by_a_merge(world, other):
    with refused("inmate_stays_who_and_where"):
        run("update inmates_inmate set person_uuid = gen_random_uuid() where id = %s", world.person.pk)


def test_merges_make_no_chain_and_no_circle(world, other, merge):
    third = inmates.inmate(facility=world.place)
    with refused("merge_never_in_a_chain"):
        copied(MERGES, merge.pk, kept_id=other.pk, merged_id=third.pk, request_key=None)
    with refused("merge_never_in_a_chain"):
        copied(MERGES, merge.pk, kept_id=third.pk, merged_id=world.person.pk, request_key=None)
    with refused("merge_once_a_row"):
        copied(MERGES, merge.pk, kept_id=third.pk, request_key=None)
    with refused("merge_of_two_rows"):
        copied(MERGES, merge.pk, kept_id=third.pk, merged_id=third.pk, request_key=None)


def test_a_merge_stands_as_written(merge, world):
    for change in ("reason = 'x'", "former_uuid = gen_random_uuid()", "remembered = '{}'"):
        with refused("merge_stands_as_written"):
            run(f"update inmates_merge set {change} where id = %s", merge.pk)
    with refused("merge_stays_of_its_rows|merge_stands_as_written"):
        run("update inmates_merge set kept_id = merged_id where id = %s", merge.pk)
    with refused("merge_undone_with_a_reason"):
        run(
            "update inmates_merge set undone_at = now(), undone_by_id = %s where id = %s",
            world.by.pk,
            merge.pk,
        )


def test_stays_of_one_person_never_overlap_whichever_row_they_stand_on(merge, other, world):
    back = "update inmates_stay set merge_id = null where inmate_id = %s"
    refused_at_commit("stay_once_a_person", (back, other.pk))
    # Came and left on one day, in the time of the stay that stands.
    day = "update inmates_stay set merge_id = null, left_on = admitted_on + 1, departure = 'released'"
    row = "update inmates_inmate set left_on = admitted_on + 1 where id = %s"
    refused_at_commit("stay_once_a_person", (f"{day} where inmate_id = %s", other.pk), (row, other.pk))
    at_commit()


def test_a_stay_that_lasts_stands_on_the_row_that_goes_on(world):
    person = inmates.left(world.person)
    third = inmates.inmate(facility=world.place)
    merge = merged(person, third, stands=person)
    open_again = "update inmates_stay set merge_id = null where inmate_id = %s"
    refused_at_commit("stay_once_a_person", (open_again, third.pk))
    assert merge.kept == person


def test_a_stay_is_set_aside_by_its_own_merge_only(world, merge):
    third = inmates.inmate(facility=world.place)
    with refused("stay_set_aside_by_its_merge"):
        run("update inmates_stay set merge_id = %s where inmate_id = %s", merge.pk, third.pk)
    undo_merge(merge=merge, reason="Keliru", by=world.by)
    with refused("stay_set_aside_by_its_merge"):
        run("update inmates_stay set merge_id = %s where inmate_id = %s", merge.pk, merge.merged_id)


def test_nothing_new_hangs_on_a_merged_row(world, other):
    inmates.grant(inmate=other, agency=accounts.agency())
    consent = inmates.consent(inmate=other)
    stay, grant = Stay.objects.get(inmate=other), other.grants.get()
    merged(world.person, other)
    with refused("stay_never_of_the_merged"):
        copied(STAYS, stay.pk, left_key=None)
    with refused("access_grant_never_of_the_merged"):
        copied("inmates_accessgrant", grant.pk, agency_id=None, user_id=world.by.pk)
    with refused("consent_never_of_the_merged"):
        copied("inmates_consent", consent.pk, subject="identity", agency_id=accounts.agency().pk)


def test_pairs_that_were_told_apart_stand_in_order_and_as_written(world, other):
    apart = tell_apart(one=world.person, other=other, by=world.by)
    with refused("apart_in_order"):
        copied("inmates_apart", apart.pk, one_id=other.pk, other_id=world.person.pk)
    with refused("apart_once_a_pair"):
        copied("inmates_apart", apart.pk)
    with refused("apart_stands_as_written"):
        run("update inmates_apart set reason = 'x' where id = %s", apart.pk)
    elsewhere = inmates.inmate(facility=world.other)
    with refused("apart_of_one_facility"):
        copied("inmates_apart", apart.pk, other_id=elsewhere.pk)
    assert not Merge.objects.exists()
