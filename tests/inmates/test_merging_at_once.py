"""Two registrars at the same two rows: one after the other, in whatever order they lock, and no chain comes of it."""

import pytest
from django.db import IntegrityError

from inmates.models import Apart, Inmate, Merge
from inmates.refusals import MergeRefused
from inmates.services_merging import tell_apart, undo_merge
from tests.factories import accounts, inmates
from tests.inmates.merging import merged
from tests.rutan.test_request_keys_at_once import overlapping

pytestmark = pytest.mark.usefixtures("own_database")


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def rows():
    place = accounts.facility()
    return [inmates.inmate(facility=place) for _ in range(3)]


def test_the_same_two_rows_are_merged_once(rows, by):
    one, other, _third = rows
    first, second = overlapping(lambda: merged(one, other, by=by), lambda: merged(other, one, by=by))
    assert isinstance(first, Merge)
    assert isinstance(second, MergeRefused)
    assert Merge.objects.count() == 1


def test_no_chain_comes_of_two_merges_at_once(rows, by):
    one, other, third = rows
    first, second = overlapping(lambda: merged(one, other, by=by), lambda: merged(other, third, by=by))
    assert isinstance(first, Merge)
    assert isinstance(second, MergeRefused)


def test_told_apart_waits_for_a_merge_and_is_refused(rows, by):
    one, other, _third = rows
    first, second = overlapping(
        lambda: merged(one, other, by=by), lambda: tell_apart(one=one, other=other, by=by)
    )
    assert isinstance(first, Merge)
    assert isinstance(second, MergeRefused)
    assert not Apart.objects.exists()


def test_what_is_written_about_a_row_while_it_is_merged_waits_and_is_refused(rows, by):
    one, other, _third = rows
    agency = accounts.agency()
    first, second = overlapping(
        lambda: merged(one, other, by=by), lambda: inmates.grant(inmate=other, agency=agency, granted_by=by)
    )
    assert isinstance(first, Merge)
    assert isinstance(second, IntegrityError)


def test_undone_by_two_at_once_is_undone_once(rows, by):
    merge = merged(rows[0], rows[1], by=by)
    undo = lambda: undo_merge(merge=Merge.objects.get(pk=merge.pk), reason="Keliru", by=by)  # noqa: E731
    first, second = overlapping(undo, undo)
    assert first == second == merge
    assert not Inmate.objects.filter(state="merged").exists()
