"""Who is kept apart from somebody of a batch is not enrolled in it."""

import pytest
from django.db import transaction

from inmates.services_apart import close_keep_apart
from rutan.accounts import scope
from rutan.accounts.permissions import Role
from tests.factories import accounts, inmates, training
from training.domain.enrolment import Obstacle
from training.models import Enrolment
from training.refusals import EnrolmentRefused
from training.services_enrolment import move_up, withdraw

pytestmark = pytest.mark.django_db
NEUTRAL = "Budi tidak boleh mengikuti Barista Angkatan 1. Tanyakan kepada petugas keamanan."


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def batch(place):
    return training.batch(facility=place, capacity=2)


@pytest.fixture
def pair(place, batch):
    """Somebody of the batch, and somebody who asks for a place in it."""
    people = [inmates.inmate(facility=place, full_name=name) for name in ("Andi", "Budi")]
    training.enrolment(batch=batch, inmate=people[0])
    return people


def refused(batch, person):
    with pytest.raises(EnrolmentRefused) as refusal, transaction.atomic():
        training.enrolment(batch=batch, inmate=person)
    return refusal.value


def test_it_refuses_with_and_without_lessons_and_is_told_once(batch, pair):
    inmates.kept_apart(*pair)
    assert [each.code for each in refused(batch, pair[1]).obstacles] == [Obstacle.KEPT_APART]
    for days in (1, 2):
        training.lesson(batch=batch, days=days)
    assert refused(batch, pair[1]).messages == [NEUTRAL]
    assert Enrolment.objects.of_batch(batch).count() == 1


def test_what_is_about_cells_refuses_no_place(batch, pair):
    inmates.kept_apart(*pair, housing="cell", sessions=False)
    assert training.enrolment(batch=batch, inmate=pair[1]).state == "enrolled"


def test_who_may_know_is_told_the_name(place, batch, pair):
    inmates.kept_apart(*pair, detail="Kelompok Timur")
    for role, told in (
        (Role.REHAB_OFFICER, "Budi dan Andi tidak boleh bersama, sedangkan Andi ikut Barista Angkatan 1."),
        (Role.INSTRUCTOR, NEUTRAL),
    ):
        with scope.acting(user=accounts.user_with(role, facility=place), facility=place, route="test"):
            assert refused(batch, pair[1]).messages == [told]


def test_who_waits_is_passed_over_while_the_other_is_there(place, batch, pair):
    third = inmates.inmate(facility=place, full_name="Cahyo")
    taken = training.enrolment(batch=batch, inmate=third)
    waiting = training.enrolment(batch=batch, inmate=pair[1])
    assert waiting.state == "waiting"
    entry, by = inmates.kept_apart(*pair), accounts.second_person()
    left = withdraw(enrolment=taken, reason="Pindah blok", by=by)
    assert (left.moved_up, left.passed_over) == (None, ((waiting, [NEUTRAL]),))
    close_keep_apart(entry=entry, reason="Damai", by=by)
    assert move_up(enrolment=waiting, by=by).state == "enrolled"
