"""What the database itself keeps to, asked by plain SQL as the application's login."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import accounts, inmates, timetable, training
from tests.typed_sql import copied, refused, run
from training.models import Batch, Course, Enrolment, LessonAttendance

db = pytest.mark.django_db


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def batch(place):
    return training.batch(facility=place, capacity=1)


def raw(batch, inmate, state="enrolled", **fields):
    facts = {
        "facility": batch.facility,
        "asked_by": batch.opened_by,
        "enrolled_on": batch.starts_on,
        **fields,
    }
    return Enrolment.objects.create(batch=batch, inmate=inmate, state=state, **facts)


@db
def test_no_way_leads_over_the_places_of_a_batch(batch, place):
    one, two = inmates.inmate(facility=place), inmates.inmate(facility=place)
    raw(batch, one)
    with refused("enrolment_within_capacity"), transaction.atomic():
        raw(batch, two)
    waiting = raw(batch, two, state="waiting", enrolled_on=None)
    with refused("enrolment_within_capacity"):
        run("update training_enrolment set state = 'enrolled', enrolled_on = now() where id = %s", waiting.pk)
    with refused("batch_lives|batch_has_places"):
        run("update training_batch set capacity = 0 where id = %s", batch.pk)


@db
def test_a_batch_does_not_shrink_below_those_in_it(batch, place):
    run("update training_batch set capacity = 3 where id = %s", batch.pk)
    for _ in range(2):
        raw(batch, inmates.inmate(facility=place))
    with refused("batch_lives"):
        run("update training_batch set capacity = 1 where id = %s", batch.pk)
    run("update training_batch set capacity = 2 where id = %s", batch.pk)


def test_two_inserts_at_once_take_one_place(own_database):
    place = accounts.facility()
    batch = training.batch(facility=place, capacity=1)
    people = [inmates.inmate(facility=place) for _ in range(2)]
    ready, outcomes = threading.Barrier(2), []

    def take(inmate):
        try:
            ready.wait(10)
            raw(batch, inmate)
            outcomes.append("in")
        except IntegrityError:
            outcomes.append("full")
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(inmate,)) for inmate in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes) == ["full", "in"]


@db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({}, "enrolment_once_a_batch"),
        ({"state": "waiting", "ended_on": "2026-01-01"}, "enrolment_ends_on_a_day"),
        ({"state": "withdrawn", "end_reason": "Sakit"}, "enrolment_ends_on_a_day"),
        ({"enrolled_on": None}, "enrolment_place_given_on_a_day"),
        ({"end_reason": "Sakit"}, "enrolment_ended_with_reason"),
        ({"state": "failed", "ended_on": "2026-01-01", "ended": True}, "enrolment_ended_with_reason"),
        ({"state": "other"}, "enrolment_ends_on_a_day"),
    ],
)
def test_an_enrolment_is_sound(place, fields, constraint):
    batch = training.batch(facility=place, capacity=9)
    somebody = inmates.inmate(facility=place)
    if not fields:
        raw(batch, somebody)
    if fields.pop("ended", False):
        fields["ended_by"] = batch.opened_by
    with refused(constraint), transaction.atomic():
        raw(batch, somebody, **fields)


@db
def test_an_enrolment_stays_within_one_facility(batch):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    stranger = inmates.inmate(facility=other)
    for facility in (batch.facility, other):
        with refused("enrolment_of_one_facility"), transaction.atomic():
            raw(batch, stranger, facility=facility)


@db
@pytest.mark.parametrize(
    "change",
    [
        "batch_id = %(other)s",
        "inmate_id = %(person)s",
        "state = 'waiting'",
    ],
)
def test_an_enrolment_keeps_its_person_and_batch_and_never_waits_again(place, change):
    batch = training.batch(facility=place)
    made = raw(batch, inmates.inmate(facility=place))
    values = {
        "other": training.batch(facility=place, name="Lain").pk,
        "person": inmates.inmate(facility=place).pk,
    }
    with refused("enrolment_lives"):
        run(f"update training_enrolment set {change % values} where id = %s", made.pk)


@db
def test_an_ended_enrolment_and_a_finished_batch_stay_so(batch, place):
    made = raw(batch, inmates.inmate(facility=place))
    run(
        "update training_enrolment set state = 'withdrawn', end_reason = 'x', ended_on = now(),"
        " ended_by_id = asked_by_id where id = %s",
        made.pk,
    )
    with refused("enrolment_lives"):
        run(
            "update training_enrolment set state = 'enrolled', end_reason = '', ended_on = null,"
            " ended_by_id = null where id = %s",
            made.pk,
        )
    for state in ("running", "completed"):
        run("update training_batch set state = %s where id = %s", state, batch.pk)
    with refused("batch_lives"):
        run("update training_batch set state = 'running' where id = %s", batch.pk)


@db
def test_batches_are_sound(place):
    batch = training.batch(facility=place)
    with refused("batch_name_once_a_course"), transaction.atomic():
        Batch.objects.create(
            facility=place,
            course=batch.course,
            name=batch.name,
            capacity=1,
            instructor=batch.instructor,
            starts_on=batch.starts_on,
            ends_on=batch.ends_on,
            opened_by=batch.opened_by,
        )
    for change, constraint in (
        ("ends_on = starts_on - 1", "batch_ends_after_it_starts"),
        ("state = 'cancelled'", "batch_cancelled_with_reason"),
    ):
        with refused(constraint):
            run(f"update training_batch set {change} where id = %s", batch.pk)


@db
@pytest.mark.parametrize(
    ("fields", "constraint"),
    [({"hours": 0}, "course_has_hours"), ({"attendance_percent": 101}, "course_asks_for_a_share")],
)
def test_courses_are_sound(fields, constraint):
    facts = {"code": "X", "name": "X", "hours": 1, "competence": "x", **fields}
    with refused(constraint), transaction.atomic():
        Course.objects.create(**facts)


@db
def test_lessons_and_marks_stay_with_their_batch(place):
    batch, other = training.batch(facility=place), training.batch(facility=place, name="Lain")
    lesson = training.lesson(batch=batch, days=-1)
    with refused("lesson_of_one_facility"):
        run("update training_lesson set batch_id = %s where id = %s", other.pk, lesson.pk)
    with refused("lesson_numbers_begin_at_one"):
        copied("training_lesson", lesson.pk, number=0)
    own = training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))
    timetable.held(lesson.booking)
    stranger = training.enrolment(batch=other, inmate=inmates.inmate(facility=place))
    facts = {"facility": place, "lesson": lesson, "marked_by": batch.opened_by}
    with refused("lesson_attendance_of_one_batch"), transaction.atomic():
        LessonAttendance.objects.create(enrolment=stranger, presence="present", **facts)
    for fields, constraint in (
        ({"presence": "present", "lost_by": "person"}, "lesson_attendance_lost_on_a_side"),
        ({"presence": "sick", "lost_by": "rutan"}, "lesson_attendance_lost_on_a_side"),
        ({"presence": "excused", "lost_by": "rutan"}, "lesson_attendance_excused_with_a_reason"),
    ):
        with refused(constraint), transaction.atomic():
            LessonAttendance.objects.create(enrolment=own, **facts, **fields)
    LessonAttendance.objects.create(enrolment=own, presence="present", **facts)
    with refused("lesson_attendance_once_a_lesson"), transaction.atomic():
        LessonAttendance.objects.create(enrolment=own, presence="present", **facts)
