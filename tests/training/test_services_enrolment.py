"""Enrolling under the timetable's guard, waiting, moving up, leaving; the instructor's access."""

import threading
from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone

from inmates.models import AccessGrant, Inmate
from rutan.audit.models import Event
from rutan.timetable.enums import Binds, HoursKind
from rutan.timetable.models import Claim
from rutan.timetable.services_hours import add_participants, protect_hours
from tests.factories import accounts, inmates, training
from training.models import Enrolment
from training.refusals import EnrolmentRefused, TrainingRefused
from training.services_enrolment import enrol, move_up, withdraw

db = pytest.mark.django_db


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def officer(place):
    return accounts.second_person()


def person(place, name="Slamet Nugroho", **fields):
    return inmates.inmate(facility=place, full_name=name, **fields)


def expected_at(lesson):
    claims = Claim.objects.of(lesson.booking).filter(inmate__isnull=False)
    return sorted(claims.values_list("inmate__full_name", flat=True))


@db
def test_who_is_enrolled_is_expected_at_every_lesson_to_come_and_at_no_other(place):
    batch = training.batch(facility=place)
    past = training.lesson(batch=batch, days=-2)
    coming = [training.lesson(batch=batch, days=days) for days in (1, 2)]
    made = training.enrolment(batch=batch, inmate=person(place))
    assert (made.state, made.enrolled_on) == ("enrolled", timezone.localdate())
    assert [expected_at(lesson) for lesson in [past, *coming]] == [[], ["Slamet Nugroho"], ["Slamet Nugroho"]]
    claims = Claim.objects.of(coming[0].booking).filter(facilitator__isnull=False)
    assert [claim.facilitator for claim in claims] == [batch.instructor]


@db
def test_a_lesson_laid_later_expects_those_enrolled(place):
    batch = training.batch(facility=place)
    training.enrolment(batch=batch, inmate=person(place))
    assert expected_at(training.lesson(batch=batch)) == ["Slamet Nugroho"]


@db
def test_a_clash_with_the_timetable_is_refused_in_its_words_with_everything_else(place):
    batch, other = training.batch(facility=place), training.batch(facility=place, name="Angkatan 2")
    slamet = person(place, register_code="B.I", expires_on=timezone.localdate() + timedelta(days=20))
    training.enrolment(batch=other, inmate=Inmate.objects.get(pk=person(place, "Budi").pk))
    Inmate.objects.filter(pk=slamet.pk).update(expires_on=None)
    training.enrolment(batch=other, inmate=slamet)
    Inmate.objects.filter(pk=slamet.pk).update(expires_on=timezone.localdate() + timedelta(days=20))
    for days in (1, 3):
        training.lesson(batch=other, days=days, room_code="R2")
        training.lesson(batch=batch, days=days)
    with pytest.raises(EnrolmentRefused) as refusal:
        training.enrolment(batch=batch, inmate=Inmate.objects.get(pk=slamet.pk))
    messages = refusal.value.messages
    assert messages[0].startswith("Slamet Nugroho bebas pada ")
    assert len(messages) == 3
    assert all("Slamet Nugroho" in each and "Barista Angkatan 2" in each for each in messages[1:])
    assert messages[1].startswith("Besok: Slamet Nugroho")
    assert "09.00" in messages[1]
    assert Enrolment.objects.of_batch(batch).count() == 0
    assert not AccessGrant.objects.filter(source=batch.access_source).exists()


def coaching(place, *, hard, inmates):
    """A coaching programme every day from nine to ten."""
    hours = protect_hours(
        facility=place,
        name="Pesantren",
        kind=HoursKind.COACHING,
        hard=hard,
        weekdays=range(7),
        starts_at_time=time(9),
        ends_at_time=time(10),
        starts_on=timezone.localdate(),
        binds=Binds.PARTICIPANTS,
        by=accounts.second_person(),
    )
    facts = {"starts_on": timezone.localdate(), "by": accounts.second_person()}
    add_participants(hours=hours, inmates=inmates, **facts)
    return hours


@db
def test_a_coaching_programme_of_the_person_stands_in_the_way(place):
    batch, slamet = training.batch(facility=place), person(place)
    coaching(place, hard=True, inmates=[slamet])
    training.lesson(batch=batch)
    with pytest.raises(EnrolmentRefused) as refusal:
        training.enrolment(batch=batch, inmate=slamet)
    assert ["Pesantren" in each for each in refusal.value.messages] == [True]
    assert training.enrolment(batch=batch, inmate=person(place, "Budi")).state == "enrolled"


@db
def test_a_reason_given_for_the_lesson_holds_for_who_comes_later(place):
    batch, slamet, budi = training.batch(facility=place), person(place), person(place, "Budi")
    coaching(place, hard=False, inmates=[slamet, budi])
    lesson = training.lesson(batch=batch)
    with pytest.raises(EnrolmentRefused, match="Pesantren"):
        training.enrolment(batch=batch, inmate=slamet)
    lesson.booking.override_reason, lesson.booking.override_by = "Disepakati", accounts.second_person()
    lesson.booking.save()
    assert training.enrolment(batch=batch, inmate=slamet).state == "enrolled"
    assert expected_at(lesson) == ["Slamet Nugroho"]


@db
def test_a_room_that_is_too_small_for_one_more_is_said(place):
    batch = training.batch(facility=place)
    training.room(facility=place, capacity=1)
    training.lesson(batch=batch)
    training.enrolment(batch=batch, inmate=person(place, "Budi"))
    with pytest.raises(EnrolmentRefused) as refusal:
        training.enrolment(batch=batch, inmate=person(place))
    assert refusal.value.messages == ["Besok: Ruang R1 hanya muat 1 orang, pesertanya 2 orang."]


@db
def test_a_detention_order_that_ends_refuses_nobody(place):
    soon = timezone.localdate() + timedelta(days=5)
    batch = training.batch(facility=place)
    assert training.enrolment(
        batch=batch, inmate=person(place, register_code="A.II", expires_on=soon)
    ).is_live
    with pytest.raises(EnrolmentRefused, match="release_too_soon"):
        training.enrolment(batch=batch, inmate=person(place, "Budi", register_code="B.I", expires_on=soon))


@db
def test_the_same_form_sent_twice_enrols_once(place, officer):
    batch, slamet, key = training.batch(facility=place), person(place), uuid4()
    made = [enrol(batch=batch, inmate=slamet, by=officer, request_key=key) for _ in range(2)]
    assert made[0] == made[1]
    with pytest.raises(EnrolmentRefused, match="already_enrolled"):
        training.enrolment(batch=batch, inmate=slamet)


@db
def test_a_full_batch_lets_people_wait_and_the_first_who_can_come_moves_up(place, officer):
    batch, other = training.batch(facility=place, capacity=1), training.batch(facility=place, name="Lain")
    budi, clashing, ready, last = (person(place, name) for name in ("Budi", "Agus", "Citra", "Dewi"))
    first = training.enrolment(batch=batch, inmate=budi)
    training.enrolment(batch=other, inmate=clashing)
    training.lesson(batch=other, room_code="R2")
    lesson = training.lesson(batch=batch)
    waiting = [training.enrolment(batch=batch, inmate=inmate) for inmate in (clashing, ready, last)]
    assert [each.state for each in waiting] == ["waiting"] * 3
    assert not AccessGrant.objects.filter(source=batch.access_source, inmate=ready).exists()
    left = withdraw(enrolment=first, reason="Pindah blok", by=officer)
    assert left.moved_up == waiting[1]
    assert [enrolment for enrolment, _ in left.passed_over] == [waiting[0]]
    assert "Agus" in left.passed_over[0][1][0]
    states = dict(Enrolment.objects.of_batch(batch).values_list("inmate__full_name", "state"))
    assert states == {"Budi": "withdrawn", "Agus": "waiting", "Citra": "enrolled", "Dewi": "waiting"}
    assert expected_at(lesson) == ["Citra"]
    actions = Event.objects.about(waiting[1]).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["training.enrolment.waiting", "training.enrolment.moved_up"]


@db
def test_somebody_waiting_moves_up_by_hand_only_into_a_free_place(place, officer):
    batch = training.batch(facility=place, capacity=1)
    taken = training.enrolment(batch=batch, inmate=person(place, "Budi"))
    waits = training.enrolment(batch=batch, inmate=person(place))
    with pytest.raises(EnrolmentRefused, match="batch_full"):
        move_up(enrolment=waits, by=officer)
    batch.capacity = 2
    batch.save()
    assert move_up(enrolment=waits, by=officer).state == "enrolled"
    with pytest.raises(TrainingRefused, match="Mengikuti"):
        move_up(enrolment=taken, by=officer)


@db
def test_who_leaves_is_free_again_and_may_come_back(place, officer):
    batch, slamet = training.batch(facility=place), person(place)
    lesson = training.lesson(batch=batch)
    made = training.enrolment(batch=batch, inmate=slamet)
    with pytest.raises(TrainingRefused, match="alasan"):
        withdraw(enrolment=made, reason="  ", by=officer)
    withdraw(enrolment=made, reason="Sakit", by=officer)
    assert expected_at(lesson) == []
    with pytest.raises(TrainingRefused, match="Keluar"):
        withdraw(enrolment=made, reason="Sakit", by=officer)
    assert training.enrolment(batch=batch, inmate=slamet).state == "enrolled"
    assert expected_at(lesson) == ["Slamet Nugroho"]


@db
def test_the_instructor_reads_whoever_is_enrolled_and_only_as_long(place, officer):
    batch, slamet, stranger = training.batch(facility=place), person(place), person(place, "Orang Lain")
    made = training.enrolment(batch=batch, inmate=slamet)
    assert list(Inmate.objects.visible_to(batch.instructor)) == [slamet]
    withdraw(enrolment=made, reason="Sakit", by=officer)
    assert stranger not in Inmate.objects.visible_to(batch.instructor)
    assert list(Inmate.objects.visible_to(batch.instructor)) == []
    trail = Event.objects.about(slamet).order_by("pk").values_list("action", flat=True)
    assert list(trail) == ["inmates.access.granted", "inmates.access.ended"]


def test_two_who_take_the_last_place_at_once_end_up_with_one_place_and_one_wait(own_database):
    place = accounts.facility()
    officer = accounts.second_person()
    batch = training.batch(facility=place, capacity=1)
    people = [person(place, f"Orang {number}") for number in range(4)]
    ready, failures = threading.Barrier(4), []

    def take(inmate):
        try:
            ready.wait(10)
            enrol(batch=batch, inmate=inmate, by=officer, request_key=uuid4())
        except EnrolmentRefused as refusal:
            failures.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(inmate,)) for inmate in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert failures == []
    states = Enrolment.objects.of_batch(batch).order_by("state").values_list("state", flat=True)
    assert list(states) == ["enrolled", "waiting", "waiting", "waiting"]
