"""Guards that look at the end of a transaction and leave out what cannot be wrong: in whatever order rows are written.

Some of these rows speak of a row that is not there yet; the foreign key would refuse them at the end only, and a guard can
be made to look earlier (``set constraints``), so that it does not look again when that row is written.
"""

import uuid

import pytest
from django.db import connection, transaction

from inmates.models import RegisterEntry, Stay
from tests.factories import inmates
from tests.inmates.merging import merged
from tests.rutan.typed import World
from tests.typed_sql import changed, copied, looked_at_now, refused

pytestmark = pytest.mark.django_db
INMATES, STAYS, LINES, MERGES = "inmates_inmate", "inmates_stay", "inmates_registerentry", "inmates_merge"
MISSING, ITS_STAY = 2_000_000_000, 2_000_000_001
TELLS, LINKED, ONCE = "inmate_row_tells_the_history", "inmate_merged_is_linked", "stay_once_a_person"


@pytest.fixture
def world():
    return World()


@pytest.fixture
def stay(world):
    return Stay.objects.get(inmate=world.person)


@pytest.fixture
def line(stay):
    return RegisterEntry.objects.get(stay=stay)


def new_row(world, **instead):
    fields = {"register_number": "BARU-1", "nik": None, "person_uuid": str(uuid.uuid4())}
    copied(INMATES, world.person.pk, id=MISSING, **fields | instead)


def at_commit():
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def test_a_new_person_with_stay_and_first_line_stands(world, stay, line):
    new_row(world)
    copied(STAYS, stay.pk, id=ITS_STAY, inmate_id=MISSING)
    copied(LINES, line.pk, stay_id=ITS_STAY, number="BARU-1")
    at_commit()


def test_a_new_person_has_a_stay_and_the_stay_a_line(world, stay):
    with refused(TELLS), transaction.atomic():
        new_row(world)
        looked_at_now(INMATES, TELLS)
    with refused(TELLS), transaction.atomic():
        new_row(world)
        copied(STAYS, stay.pk, id=ITS_STAY, inmate_id=MISSING)
        looked_at_now(STAYS, TELLS)


def test_a_new_person_with_another_first_line_is_refused(world, stay, line):
    with refused(TELLS), transaction.atomic():
        new_row(world)
        copied(STAYS, stay.pk, id=ITS_STAY, inmate_id=MISSING)
        copied(LINES, line.pk, stay_id=ITS_STAY, number="LAIN-1")
        at_commit()


def test_lines_before_their_stay_and_stays_before_their_person_are_looked_at(world, stay, line):
    with refused(TELLS), transaction.atomic():
        copied(LINES, line.pk, stay_id=ITS_STAY, number="LAIN-1")
        looked_at_now(LINES, TELLS)
        copied(STAYS, stay.pk, id=ITS_STAY, inmate_id=MISSING)
        looked_at_now(STAYS, TELLS)
        new_row(world)
        at_commit()


def test_a_first_line_written_anew_says_what_the_row_says(line):
    with refused(TELLS), transaction.atomic():
        changed(LINES, line.pk, "voided_at = now()")
        copied(LINES, line.pk, voided_at=None, number="LAIN-1")
        at_commit()
    changed(LINES, line.pk, "voided_at = now()")
    copied(LINES, line.pk, voided_at=None)
    at_commit()


def test_a_first_line_never_stands_before_later_ones(stay, line):
    copied(LINES, line.pk, kind="change")
    changed(LINES, line.pk, "voided_at = now()")
    copied(LINES, line.pk, voided_at=None, number="LAIN-1")
    at_commit()  # the change is the last line, and the row says the same


def test_a_stay_of_nobody_is_refused_when_it_is_looked_at(stay):
    with refused(ONCE), transaction.atomic():
        copied(STAYS, stay.pk, inmate_id=MISSING)
        looked_at_now(STAYS, ONCE)


def test_a_merge_of_a_missing_row_is_refused_when_it_is_looked_at(world):
    merge = merged(world.person, inmates.inmate(facility=world.place))
    with refused(LINKED), transaction.atomic():
        copied(MERGES, merge.pk, merged_id=MISSING)
        looked_at_now(MERGES, LINKED)


def test_a_new_row_begins_merged_only_by_a_merge(world):
    with refused(LINKED), transaction.atomic():
        new_row(world, state="merged")
        looked_at_now(INMATES, LINKED)


def test_a_new_row_that_a_merge_names_is_merged(world):
    merge = merged(world.person, inmates.inmate(facility=world.place))
    with refused(LINKED), transaction.atomic():
        copied(MERGES, merge.pk, merged_id=MISSING)
        new_row(world)
        looked_at_now(MERGES, LINKED)


def test_a_row_that_begins_merged_brings_no_stay_that_stands_twice(world, stay):
    merge = merged(world.person, inmates.inmate(facility=world.place))
    with refused(ONCE), transaction.atomic():
        copied(STAYS, stay.pk, inmate_id=MISSING)
        new_row(world, state="merged", person_uuid=str(world.person.person_uuid))
        copied(MERGES, merge.pk, merged_id=MISSING)
        looked_at_now(INMATES, ONCE)
        looked_at_now(STAYS, ONCE)
