"""What hangs together is of one facility and stays there, by SQL typed as the application's login."""

import pytest
from django.db import transaction

from inmates.models import Inmate
from rutan.core import clock
from rutan.letters.models import IssuedDocument, NumberSeries, Signatory
from tests.factories import inmates, letters, timetable
from tests.rutan.typed import World
from tests.typed_sql import copied, refused, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def test_a_person_is_kept_in_a_cell_of_the_facility(world):
    own, strange = inmates.cell(facility=world.place), inmates.cell(facility=world.other)
    with refused("inmate_of_one_facility"):
        run("update inmates_inmate set cell_id = %s where id = %s", strange.pk, world.person.pk)
    inmates.moved(world.person, own)
    with refused("inmate_of_one_facility"):
        copied("inmates_inmate", world.person.pk, register_number="AI-9", cell_id=strange.pk)
    assert Inmate.objects.get(pk=world.person.pk).cell == own


def test_a_cell_is_in_a_block_of_its_facility_and_both_stay(world):
    own, strange = inmates.cell(facility=world.place), inmates.cell(facility=world.other)
    with refused("cell_of_one_facility"):
        run("update inmates_cell set block_id = %s where id = %s", strange.block_id, own.pk)
    with refused("cell_of_one_facility"):
        copied("inmates_cell", own.pk, code="A9", block_id=strange.block_id)
    moved = {
        "inmates_cell": "cell_stays_at_its_facility|cell_of_one_facility",
        "inmates_block": "block_stays_at_its_facility",
    }
    for table, rule in moved.items():
        with refused(rule):
            run(
                f"update {table} set facility_id = %s, code = 'Z' where facility_id = %s",
                world.other.pk,
                world.place.pk,
            )


def test_a_cell_with_its_block_does_not_go_elsewhere_either(world):
    own, strange = inmates.cell(facility=world.place), inmates.cell(facility=world.other, code="C1")
    with refused("cell_stays_at_its_facility"):
        run(
            "update inmates_cell set facility_id = %s, block_id = %s where id = %s",
            world.other.pk,
            strange.block_id,
            own.pk,
        )


def test_a_paper_is_counted_and_signed_where_it_was_issued(world):
    paper = letters.document(facility=world.place, by=world.by)
    series = NumberSeries.objects.create(facility=world.other, classification="PAS", year=2026)
    signatory = letters.signatory(facility=world.other)
    fresh = {"code": "A" * 20, "sequence": 9}
    for strange in (
        {"series_id": series.pk},
        {"signatory_id": signatory.pk},
        {"facility_id": world.other.pk},
    ):
        with refused("document_of_one_facility"):
            copied("letters_issueddocument", paper.pk, **fresh, **strange)
    copied("letters_issueddocument", paper.pk, **fresh)
    assert IssuedDocument.objects.count() == 2


def test_a_paper_is_replaced_by_one_of_its_facility(world):
    here, there = (letters.document(facility=place, by=world.by) for place in (world.place, world.other))
    with refused("document_of_one_facility"):
        run(
            "update letters_issueddocument set state = 'superseded', replaced_by_id = %s where id = %s",
            there.pk,
            here.pk,
        )


def test_whoever_signs_stays_at_the_facility(world):
    letters.signatory(facility=world.place)
    with refused("signatory_stays_at_its_facility"):
        run("update letters_signatory set facility_id = %s", world.other.pk)
    assert Signatory.objects.get().facility == world.place


TAKE_OUT = "update timetable_room set voided_at = now(), voided_by_id = %s where id = %s"


def moved(booking, room):
    """Give a booking and its claim another room, or neither."""
    with transaction.atomic():
        run("update timetable_booking set room_id = %s where id = %s", room.pk, booking.pk)
        claim = "update timetable_claim set room_id = %s where booking_id = %s and room_id is not null"
        run(claim, room.pk, booking.pk)


def test_nothing_is_planned_in_a_room_that_was_given_up(world):
    room, gone = timetable.room(facility=world.place), timetable.room(facility=world.place, code="RK2")
    booking = timetable.booking(facility=world.place, room=room)
    draft = timetable.booking(facility=world.place, room=gone, publish=False)
    run(TAKE_OUT, world.by.pk, gone.pk)
    with refused("claim_room_is_in_use"):
        moved(booking, gone)
    with refused("claim_room_is_in_use"):
        run("update timetable_claim set published = true where booking_id = %s", draft.pk)
    # What was held there before stays where it was: people may still be taken off it, and it may be marked.
    past = timetable.past_booking(facility=world.place, room=room)
    timetable.cancelled(booking)
    run(TAKE_OUT, world.by.pk, room.pk)
    assert timetable.held(past).held_at <= clock.now()


def test_a_demo_stays_one_and_a_facility_becomes_none(world):
    for place in (world.place, world.other):
        with refused("facility_stays_a_demo_or_real"):
            run("update agencies_facility set is_demo = not is_demo where id = %s", place.pk)
