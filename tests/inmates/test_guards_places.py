"""What the database refuses of places and absences, by SQL typed as the application's login."""

import pytest
from django.db import connection, transaction

from inmates.models import Absence, CellPlace
from rutan.core import clock
from tests.factories import inmates
from tests.rutan.typed import World
from tests.typed_sql import changed, copied, refused, run

pytestmark = pytest.mark.django_db
PLACES, ABSENCES = "inmates_cellplace", "inmates_absence"


@pytest.fixture
def world():
    return World()


@pytest.fixture
def cells(world):
    return [inmates.cell(facility=world.place, code=code) for code in ("A1", "A2")]


@pytest.fixture
def kept(world, cells):
    return inmates.moved(world.person, cells[0])


def at_commit():
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def test_nobody_is_in_two_cells(kept, cells):
    with refused("cell_place_one_at_a_time|cell_place_never_two_at_once"):
        copied(PLACES, kept.pk, cell_id=cells[1].pk)
    with refused("cell_place_never_two_at_once"):
        copied(PLACES, kept.pk, cell_id=cells[1].pk, ends_at=clock.now())


def refused_at_commit(*statements):
    """Statements that may stand only until the transaction ends; they are taken back."""
    with refused("inmate_cell_is_the_open_place"), transaction.atomic():
        for statement, *values in statements:
            run(statement, *values)
        at_commit()


def test_the_row_and_the_open_place_agree_at_commit(world, kept, cells):
    refused_at_commit(("update inmates_inmate set cell_id = %s where id = %s", cells[1].pk, world.person.pk))
    refused_at_commit(("update inmates_inmate set cell_id = null where id = %s", world.person.pk))
    refused_at_commit(("update inmates_cellplace set ends_at = starts_at where id = %s", kept.pk))
    refused_at_commit(("update inmates_cellplace set voided_at = now() where id = %s", kept.pk))
    at_commit()


LEFT = (
    "update inmates_inmate set state = 'released', left_on = current_date, cell_id = null where id = %s",
    "update inmates_stay set left_on = current_date, departure = 'released' where inmate_id = %s",
)


def test_who_left_has_no_place_and_is_not_away(world, kept):
    left = [(statement, world.person.pk) for statement in LEFT]
    refused_at_commit(*left)
    inmates.away(world.person)
    end = ("update inmates_cellplace set ends_at = starts_at where id = %s", kept.pk)
    refused_at_commit(*left, end)
    for statement, pk in (
        *left,
        end,
        ("update inmates_absence set back_at = left_at where inmate_id = %s", world.person.pk),
    ):
        run(statement, pk)
    at_commit()


@pytest.mark.parametrize("column", ["inmate_id", "stay_id", "cell_id"])
def test_a_place_is_of_one_facility(world, kept, column):
    strange = {
        "inmate_id": world.stranger.pk,
        "stay_id": world.stranger.stays.get().pk,
        "cell_id": inmates.cell(facility=world.other).pk,
    }
    with refused("cell_place_of_one_facility|cell_place_of_the_person_of_its_stay"):
        copied(PLACES, kept.pk, voided_at=clock.now(), **{column: strange[column]})


def test_a_place_and_an_absence_are_of_the_person_of_their_stay(world, kept):
    absence = inmates.away(world.person)
    with refused("cell_place_of_the_person_of_its_stay"):
        copied(PLACES, kept.pk, inmate_id=world.second.pk)
    with refused("absence_of_the_person_of_its_stay"):
        copied(ABSENCES, absence.pk, inmate_id=world.second.pk)
    with refused("absence_of_one_facility"):
        copied(ABSENCES, absence.pk, facility_id=world.other.pk, voided_at=clock.now())


def test_only_the_end_changes_and_what_was_voided_stays(world, kept, cells):
    absence = inmates.away(world.person)
    for table, pk, column in ((PLACES, kept.pk, "reason"), (ABSENCES, absence.pk, "destination")):
        rule = "cell_place_stays_as_written" if table == PLACES else "absence_stays_as_written"
        with refused(rule):
            changed(table, pk, f"{column} = 'lain'")
        changed(table, pk, "voided_at = now()")
        with refused(rule):
            changed(table, pk, "voided_at = null")
    run("update inmates_inmate set cell_id = null where id = %s", world.person.pk)
    at_commit()
    assert not CellPlace.objects.exists()
    assert not Absence.objects.exists()


def test_times_run_forward(world, kept):
    absence = inmates.away(world.person, left_at=clock.now())
    with refused("cell_place_ends_after_it_begins"):
        changed(PLACES, kept.pk, "ends_at = starts_at - interval '1 second'")
    with refused("absence_ends_after_it_begins"):
        changed(ABSENCES, absence.pk, "back_at = left_at - interval '1 second'")
    with refused("absence_is_expected_back_later"):
        copied(ABSENCES, absence.pk, expected_at="2020-01-01", voided_at=clock.now())
    with refused("absence_one_at_a_time|absence_never_two_at_once"):
        copied(ABSENCES, absence.pk)
    with refused("absence_never_two_at_once"):
        copied(ABSENCES, absence.pk, back_at=clock.now())


def test_a_cell_or_block_in_use_is_not_closed_and_a_closed_one_takes_nobody(world, kept, cells):
    with refused("cell_is_closed_when_empty"):
        changed("inmates_cell", cells[0].pk, "closed_at = now()")
    with refused("block_is_closed_when_empty"):
        changed("inmates_block", cells[0].block_id, "closed_at = now()")
    changed("inmates_cell", cells[1].pk, "closed_at = now()")
    with refused("cell_place_is_in_a_cell_in_use"):
        copied(
            PLACES,
            kept.pk,
            cell_id=cells[1].pk,
            inmate_id=world.second.pk,
            stay_id=world.second.stays.get().pk,
        )
    empty = inmates.cell(facility=world.place, code="B1")
    changed("inmates_cell", empty.pk, "closed_at = now()")
    changed("inmates_block", empty.block_id, "closed_at = now()")
    with refused("cell_of_a_block_in_use"):
        changed("inmates_cell", empty.pk, "closed_at = null")


def test_nothing_is_deleted(kept, world):
    absence = inmates.away(world.person)
    for table, pk in ((PLACES, kept.pk), (ABSENCES, absence.pk)):
        with pytest.raises(Exception, match=r"permission denied|Cannot delete"):
            run(f"delete from {table} where id = %s", pk)
