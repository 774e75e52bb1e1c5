"""Courses and batches: opening, starting, closing, calling off; lessons within the batch's days."""

from uuid import uuid4

import pytest

from inmates.models import Inmate
from rutan.audit.models import Event
from rutan.timetable.models import Claim
from rutan.timetable.refusals import BookingRefused
from tests.factories import accounts, inmates, training
from training.models import Batch, Course, Enrolment, Lesson
from training.refusals import EnrolmentRefused, TrainingRefused
from training.services import add_course, cancel_batch, change_course, close_batch, open_batch, start_batch
from training.services_enrolment import withdraw
from training.services_lessons import lay_lesson

pytestmark = pytest.mark.django_db
COURSE = {"code": "LAS", "name": "Las", "hours": 60, "competence": "mengelas"}


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def officer():
    return accounts.second_person()


def test_a_course_is_added_once_and_changed_with_a_trail(officer):
    key = uuid4()
    made = [add_course(facts=COURSE, by=officer, request_key=key) for _ in range(2)]
    assert made[0] == made[1]
    change_course(course=made[0], facts={"hours": 80, "name": "Las"}, by=officer)
    change_course(course=made[0], facts={"hours": 80}, by=officer)
    assert Course.objects.get().hours == 80
    trail = Event.objects.about(made[0]).order_by("pk").values_list("action", "facts")
    assert list(trail) == [
        ("training.course.added", {"code": "LAS"}),
        ("training.course.changed", {"fields": ["hours"]}),
    ]


def test_a_batch_is_opened_once_and_its_name_once_a_course(place, officer):
    facts = {
        "facility": place,
        "course": training.course(),
        "name": "Angkatan 1",
        "capacity": 5,
        "instructor": training.instructor(facility=place),
        "starts_on": "2026-01-01",
        "ends_on": "2026-02-01",
        "by": officer,
    }
    key = uuid4()
    assert open_batch(**facts, request_key=key) == open_batch(**facts, request_key=key)
    with pytest.raises(TrainingRefused, match="Angkatan 1"):
        open_batch(**facts, request_key=uuid4())
    other = accounts.facility(code="LUA", name="Rutan Luar")
    open_batch(**facts | {"facility": other}, request_key=uuid4())
    assert Batch.objects.count() == 2


def test_a_batch_is_started_once_and_closed_when_everybody_has_a_result(place, officer):
    batch = training.batch(facility=place, capacity=1)
    start_batch(batch=batch, by=officer)
    with pytest.raises(TrainingRefused, match="Berjalan"):
        start_batch(batch=batch, by=officer)
    made = training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))
    waits = training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))
    with pytest.raises(TrainingRefused, match="1 orang"):
        close_batch(batch=batch, by=officer)
    withdraw(enrolment=made, reason="Pindah", by=officer)
    withdraw(enrolment=Enrolment.objects.get(pk=waits.pk), reason="Pindah", by=officer)
    close_batch(batch=batch, by=officer)
    batch.refresh_from_db()
    assert batch.state == "completed"
    with pytest.raises(EnrolmentRefused, match="batch_closed"):
        training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))


def test_calling_a_batch_off_frees_everybody(place, officer):
    batch = training.batch(facility=place)
    lesson = training.lesson(batch=batch)
    training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))
    with pytest.raises(TrainingRefused, match="dibatalkan"):
        cancel_batch(batch=batch, reason=" ", by=officer)
    cancel_batch(batch=batch, reason="Alat rusak", by=officer)
    lesson.booking.refresh_from_db()
    assert (lesson.booking.state, lesson.booking.lost_by) == ("cancelled", "rutan")
    assert not Claim.objects.of(lesson.booking).published().exists()
    ended = Enrolment.objects.of_batch(batch).get()
    assert (ended.state, ended.end_reason) == ("withdrawn", "Alat rusak")
    assert not Inmate.objects.visible_to(batch.instructor).exists()
    with pytest.raises(TrainingRefused, match="Dibatalkan"):
        cancel_batch(batch=batch, reason="Lagi", by=officer)


def test_a_lesson_is_laid_once_under_the_timetables_guard(place, officer):
    batch = training.batch(facility=place)
    facts = {"batch": batch, "room": training.room(facility=place), "topic": "Alat", "by": officer}
    key = uuid4()
    one = lay_lesson(**facts, slot=training.slot(), request_key=key)
    assert lay_lesson(**facts, slot=training.slot(), request_key=key) == one
    assert (one.number, one.booking.title, one.booking.kind) == (1, "Barista Angkatan 1", "training")
    with pytest.raises(BookingRefused) as refusal:
        lay_lesson(**facts, slot=training.slot(hour=10), request_key=uuid4())
    assert "Ruang R1" in refusal.value.messages[0]
    assert lay_lesson(**facts, slot=training.slot(hour=13), request_key=uuid4()).number == 2
    assert Lesson.objects.count() == 2


def test_a_lesson_lies_within_its_batch(place, officer):
    batch = training.batch(facility=place)
    facts = {"batch": batch, "room": training.room(facility=place), "topic": "", "by": officer}
    with pytest.raises(TrainingRefused, match="di luar"):
        lay_lesson(**facts, slot=training.slot(days=training.DAYS + 1), request_key=uuid4())
    cancel_batch(batch=batch, reason="Alat rusak", by=officer)
    with pytest.raises(TrainingRefused, match="Dibatalkan"):
        lay_lesson(**facts, slot=training.slot(), request_key=uuid4())
