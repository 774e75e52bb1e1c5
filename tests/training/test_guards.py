"""What SQL typed as the application's login may not do to batches, enrolments, lessons and marks."""

import threading

import pytest
from django.db import IntegrityError, connections
from django.utils import timezone

from rutan.letters.enums import DocumentKind
from tests.factories import accounts, inmates, letters, timetable, training
from tests.typed_sql import changed, copied, refused
from training.enums import Presence
from training.models import Enrolment, LessonAttendance
from training.refusals import TrainingRefused
from training.services import cancel_batch, close_batch
from training.services_completion import complete
from training.services_enrolment import withdraw
from training.services_lessons import Mark, mark_lesson

BATCH, ENROLMENT, LESSON = "training_batch", "training_enrolment", "training_lesson"
MARK = "training_lessonattendance"


@pytest.fixture
def place(db):
    return accounts.facility()


@pytest.fixture
def elsewhere(db):
    return accounts.facility(code="LUA", name="Rutan Luar")


@pytest.fixture
def batch(place):
    return training.batch(facility=place, capacity=9, running=True)


@pytest.fixture
def enrolled(batch, place):
    return training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))


def certified(place, batch, enrolment):
    """Complete the course after one lesson."""
    letters.signatory(facility=place)
    lesson = training.lesson(batch=batch, days=-1)
    mark_lesson(lesson=lesson, marks={enrolment: Mark(Presence.PRESENT)}, by=batch.instructor)
    (done,) = complete(batch=batch, enrolments=[enrolment], by=batch.instructor)
    return done


def test_a_batch_begins_planned_and_keeps_who_teaches_it(place, batch):
    other = training.instructor(facility=place, username="lain")
    with refused("batch_begins_planned"):
        copied(BATCH, batch.pk, name="Angkatan 2")
    copied(BATCH, batch.pk, name="Angkatan 2", state="planned")
    for change in (f"instructor_id = {other.pk}", f"opened_by_id = {other.pk}"):
        with refused("batch_stays_what_it_is"):
            changed(BATCH, batch.pk, change)


def test_nobody_has_completed_a_course_from_the_start(place, batch, enrolled):
    done = certified(place, batch, enrolled)
    somebody = inmates.inmate(facility=place)
    with refused("enrolment_begins"):
        copied(ENROLMENT, done.pk, inmate_id=somebody.pk, document_id=None)
    for state in ("failed", "withdrawn"):
        with refused("enrolment_begins"):
            copied(
                ENROLMENT,
                done.pk,
                inmate_id=somebody.pk,
                document_id=None,
                state=state,
                end_reason="Alasan",
            )


@pytest.mark.parametrize("state", ["enrolled", "waiting"])
def test_nobody_joins_a_batch_that_is_over(place, batch, enrolled, state):
    withdraw(enrolment=enrolled, reason="Pindah", by=batch.opened_by)
    close_batch(batch=batch, by=batch.opened_by)
    called_off = training.batch(facility=place, name="Angkatan 2")
    cancel_batch(batch=called_off, reason="Tidak ada bahan", by=called_off.opened_by)
    begun = {"state": state, "ended_on": None, "ended_by_id": None, "end_reason": ""}
    for over in (batch, called_off):
        with refused("enrolment_begins"):
            copied(ENROLMENT, enrolled.pk, batch_id=over.pk, **begun)


def test_nobody_slips_into_a_batch_while_it_is_closed(own_database):
    place = accounts.facility()
    batch = training.batch(facility=place, running=True)
    person, start, outcomes = inmates.inmate(facility=place), threading.Barrier(2), {}

    def slip_in():
        Enrolment.objects.create(
            facility=place,
            batch=batch,
            inmate=person,
            state="enrolled",
            enrolled_on=timezone.localdate(),
            asked_by=batch.opened_by,
        )

    def attempt(name, deed):
        start.wait(10)
        try:
            deed()
            outcomes[name] = "done"
        except (IntegrityError, TrainingRefused):  # whichever comes second, each in its own way
            outcomes[name] = "refused"
        finally:
            connections.close_all()

    deeds = {"slip in": slip_in, "close": lambda: close_batch(batch=batch, by=batch.opened_by)}
    threads = [threading.Thread(target=attempt, args=each) for each in deeds.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert sorted(outcomes.values()) == ["done", "refused"]


def test_what_came_of_an_enrolment_is_not_told_otherwise_afterwards(place, batch, enrolled):
    done = certified(place, batch, enrolled)
    gone = training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))
    withdraw(enrolment=gone, reason="Pindah", by=batch.opened_by)
    for row, change in (
        (done, "ended_on = ended_on - 40"),
        (done, "ended_by_id = asked_by_id"),
        (done, "enrolled_on = enrolled_on - 1"),
        (done, "document_id = null"),
        (gone, "end_reason = 'Lain'"),
        (gone, "ended_on = ended_on - 40"),
    ):
        with refused("enrolment_lives"):
            changed(ENROLMENT, row.pk, change)


def test_nobody_moves_up_the_waiting_list_by_another_date(place):
    batch = training.batch(facility=place, capacity=1)
    training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))
    waits = training.enrolment(batch=batch, inmate=inmates.inmate(facility=place))
    for change in ("asked_at = asked_at - interval '1 year'", "request_key = gen_random_uuid()"):
        with refused("enrolment_lives"):
            changed(ENROLMENT, waits.pk, change)


def test_a_certificate_is_one_of_training_and_of_the_facility(place, elsewhere, batch):
    letters.signatory(facility=place)
    one, two = (
        training.enrolment(batch=batch, inmate=inmates.inmate(facility=place)) for _number in range(2)
    )
    by, kind = batch.opened_by, DocumentKind.TRAINING_CERTIFICATE
    other_kind = letters.document(facility=place, by=by)
    far = letters.document(facility=elsewhere, by=by, kind=kind, printed_name="Orang Lain")
    end = "state = 'completed', ended_on = current_date, ended_by_id = asked_by_id, document_id = %s"
    for enrolment, document in ((one, other_kind), (two, far)):
        with refused("enrolment_certificate_of_its_own"):
            changed(ENROLMENT, enrolment.pk, end, document.pk)


def test_a_lesson_hangs_on_a_training_booking_of_its_facility(place, elsewhere, batch):
    lesson = training.lesson(batch=batch)
    room = lesson.booking.room
    rehab = timetable.booking(facility=place, room=room, when=training.slot(hour=13), kind="rehab")
    far = timetable.booking(facility=elsewhere, room=timetable.room(facility=elsewhere), kind="training")
    for booking in (rehab, far):
        with refused("lesson_of_one_facility"):
            copied(LESSON, lesson.pk, booking_id=booking.pk, number=2)
    with refused("lesson_of_one_facility"):
        changed(LESSON, lesson.pk, "number = 7")


def test_what_a_lesson_was_about_stands_once_it_is_over(batch, enrolled):
    held, called_off = training.lesson(batch=batch, days=-1), training.lesson(batch=batch, hour=13)
    for lesson in (held, called_off):
        changed(LESSON, lesson.pk, "topic = 'Mesin espreso'")
    mark_lesson(lesson=held, marks={enrolled: Mark(Presence.PRESENT)}, by=batch.instructor)
    timetable.cancelled(called_off.booking)
    for lesson in (held, called_off):
        with refused("lesson_over_keeps_its_topic"):
            changed(LESSON, lesson.pk, "topic = 'Lain'")


def test_a_mark_stays_of_its_lesson_and_person(place, elsewhere, batch, enrolled):
    first, second = training.lesson(batch=batch, days=-1), training.lesson(batch=batch, days=-2)
    mark_lesson(lesson=first, marks={enrolled: Mark(Presence.PRESENT)}, by=batch.instructor)
    mark = LessonAttendance.objects.get(enrolment=enrolled)
    strange = training.enrolment(
        batch=training.batch(facility=place, name="Lain"), inmate=inmates.inmate(facility=place)
    )
    timetable.held(second.booking)
    for instead in ({"enrolment_id": strange.pk}, {"facility_id": elsewhere.pk, "lesson_id": second.pk}):
        with refused("lesson_attendance_of_one_batch"):
            copied(MARK, mark.pk, **instead)
    with refused("lesson_attendance_stays_of_its_lesson|lesson_attendance_of_one_batch"):
        changed(MARK, mark.pk, "facility_id = %s, enrolment_id = %s", elsewhere.pk, strange.pk)
    with refused("lesson_attendance_stays_of_its_lesson"):
        changed(MARK, mark.pk, "lesson_id = %s", second.pk)


def test_a_mark_is_corrected_with_its_reason_and_moment(batch, enrolled):
    lesson = training.lesson(batch=batch, days=-1)
    mark_lesson(lesson=lesson, marks={enrolled: Mark(Presence.PRESENT)}, by=batch.instructor)
    mark, sick = LessonAttendance.objects.get(enrolment=enrolled), "presence = 'sick', lost_by = 'person'"
    for change in (
        sick,
        f"{sick}, correction = 'Salah catat'",
        f"{sick}, marked_at = now() + interval '1 minute'",
        "correction = 'Salah catat'",
        "marked_at = now()",
    ):
        with refused("lesson_attendance_tells_its_correction"):
            changed(MARK, mark.pk, change)
    changed(MARK, mark.pk, f"{sick}, correction = 'Salah catat', marked_at = now() + interval '1 minute'")


def test_nobody_was_at_a_lesson_that_was_not_held(batch, enrolled):
    held, planned, cancelled = (training.lesson(batch=batch, days=-day) for day in (1, 2, 3))
    mark_lesson(lesson=held, marks={enrolled: Mark(Presence.PRESENT)}, by=batch.instructor)
    timetable.cancelled(cancelled.booking)
    mark = LessonAttendance.objects.get(enrolment=enrolled)
    for lesson in (planned, cancelled):
        with refused("lesson_attendance_of_a_lesson_held"):
            copied(MARK, mark.pk, lesson_id=lesson.pk)


@pytest.mark.parametrize("state", ["completed", "cancelled"])
def test_a_batch_is_not_closed_around_its_people(batch, enrolled, state):
    over = f"state = '{state}', end_reason = 'Selesai'"
    with refused("batch_over_teaches_nobody"):
        changed(BATCH, batch.pk, over)
    ended = "state = 'withdrawn', ended_on = current_date, ended_by_id = asked_by_id, end_reason = 'Pindah'"
    changed(ENROLMENT, enrolled.pk, ended)
    changed(BATCH, batch.pk, over)
