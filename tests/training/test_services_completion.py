"""Completing: the attendance rule, the numbered certificate and its public check page."""

import pytest
from django.test import Client

from inmates.models import Inmate
from rutan.audit.models import Event
from rutan.letters.models import IssuedDocument
from rutan.letters.refusals import LetterRefused
from rutan.timetable.refusals import BookingLocked
from tests.factories import accounts, inmates, letters, training
from tests.pdf_text import pages_text, squeezed, text_of
from training import queries
from training.domain.completion import Attended
from training.enums import Presence
from training.models import Enrolment, LessonAttendance
from training.refusals import CorrectionUnexplained, TrainingRefused
from training.services_completion import complete, fail
from training.services_lessons import Mark, mark_lesson

pytestmark = pytest.mark.django_db
HERE, ABSENT = Mark(Presence.PRESENT), Mark(Presence.ABSENT)
EXCUSED_BY_RUTAN = Mark(Presence.EXCUSED, reason="Apel mendadak", lost_by="rutan")


@pytest.fixture
def place():
    return accounts.facility(letter_prefix="WP.13.PAS.PAS22")


@pytest.fixture
def officer():
    return accounts.second_person()


@pytest.fixture
def batch(place):
    return training.batch(facility=place, running=True)


@pytest.fixture
def people(batch, place):
    """Slamet and Budi, enrolled before three lessons that are over."""
    return [
        training.enrolment(
            batch=batch, inmate=inmates.inmate(facility=place, full_name=name, birth_place="Kebumen")
        )
        for name in ("Slamet Nugroho", "Budi Santoso")
    ]


def hold(batch, officer, *sheets):
    """Lessons on the days before, with a mark for each of the people on each sheet."""
    for number, sheet in enumerate(sheets):
        lesson = training.lesson(batch=batch, days=number - len(sheets))
        mark_lesson(lesson=lesson, marks=dict(sheet), by=officer)


def test_who_was_there_often_enough_gets_a_numbered_certificate(batch, people, officer):
    letters.signatory(facility=batch.facility)
    slamet, budi = people
    hold(batch, officer, {slamet: HERE, budi: HERE}, {slamet: HERE, budi: ABSENT})
    assert queries.attended(batch) == {slamet.pk: Attended(2, 2), budi.pk: Attended(1, 2)}
    with pytest.raises(TrainingRefused) as refusal:
        complete(batch=batch, enrolments=people, by=officer)
    assert refusal.value.messages == [
        "Budi Santoso hadir pada 50 persen pertemuan; pelatihan ini mensyaratkan 80 persen."
    ]
    assert IssuedDocument.objects.count() == 0
    (done,) = complete(batch=batch, enrolments=[slamet], by=officer)
    stored = Enrolment.objects.get(pk=slamet.pk)
    assert (stored.state, stored.document.number) == ("completed", "WP.13.PAS.PAS22.PK.06.01-0001")
    assert done.document.printed_name == "Slamet Nugroho"
    text = text_of(bytes(stored.document.pdf))
    for part in (
        "SERTIFIKAT",
        "Slamet Nugroho",
        "Barista",
        "Direncanakan: 40 jam pelajaran",
        "Dihadiri: 3 jam pada 2 dari 2 pertemuan (100%)",
        "menyeduh dan menyajikan kopi",
    ):
        assert squeezed(part) in text, part
    assert "Kebumen" not in text
    event = Event.objects.get(action="training.enrolment.completed")
    assert event.facts == {"certificate": stored.document.number}


def test_the_check_page_of_a_certificate_shows_what_stands_on_it_and_no_more(batch, people, officer):
    letters.signatory(facility=batch.facility)
    hold(batch, officer, dict.fromkeys(people, HERE))
    (done, _) = complete(batch=batch, enrolments=people, by=officer)
    page = Client().get(f"/verify/{done.document.code}/").content.decode()
    for shown in ("Surat ini berlaku", done.inmate.full_name, "Barista", done.document.number):
        assert shown in page, shown
    others = [enrolment.inmate for enrolment in people if enrolment.pk != done.pk]
    for hidden in ("Kebumen", done.inmate.register_number, "1980", others[0].full_name, "persen"):
        assert hidden not in page, hidden


def test_a_certificate_says_the_time_that_was_attended_and_calls_the_plan_a_plan(batch, people, officer):
    """Twice a lesson of an hour and a half, one of them missed: not the forty hours the course plans."""
    letters.signatory(facility=batch.facility)
    batch.course.attendance_percent = 50
    batch.course.save()
    slamet, budi = people
    hold(
        batch,
        officer,
        {slamet: HERE, budi: HERE},
        {slamet: HERE, budi: ABSENT},
        {slamet: EXCUSED_BY_RUTAN, budi: HERE},
    )
    assert queries.minutes_attended(batch) == {slamet.pk: 180, budi.pk: 180}
    hold_one = training.lesson(batch=batch, days=-4, minutes=45)
    mark_lesson(lesson=hold_one, marks={slamet: HERE, budi: ABSENT}, by=officer)
    (done,) = complete(batch=batch, enrolments=[slamet], by=officer)
    text = text_of(bytes(done.document.pdf))
    assert squeezed("Direncanakan: 40 jam pelajaran") in text
    assert squeezed("Dihadiri: 3 jam 45 menit pada 3 dari 3 pertemuan (100%)") in text
    page = Client().get(f"/verify/{done.document.code}/").content.decode()
    assert "3 jam 45 menit" in page
    assert "Jam pelajaran yang direncanakan" in page


def test_a_long_name_and_a_long_competence_stay_on_one_page(place, officer):
    letters.signatory(facility=place)
    course = training.course(code="PJG", name="Pengolahan hasil pertanian dan kewirausahaan " * 2)
    course.competence = "menyiapkan, mengolah, mengemas, dan memasarkan hasil pertanian setempat; " * 8
    course.save()
    batch = training.batch(facility=place, course=course, running=True)
    name = "Raden Mas Muhammad Abdurrahman Wahyu Kusumaningrat Prawirodirdjo " * 2
    made = training.enrolment(batch=batch, inmate=inmates.inmate(facility=place, full_name=name.strip()))
    hold(batch, officer, {made: HERE})
    (done,) = complete(batch=batch, enrolments=[made], by=officer)
    (page,) = pages_text(bytes(done.document.pdf))
    assert squeezed(name) in page
    assert squeezed(course.competence) in page


def test_numbers_of_certificates_run_on_in_the_order_of_names(batch, people, officer):
    letters.signatory(facility=batch.facility)
    hold(batch, officer, dict.fromkeys(people, HERE))
    done = complete(batch=batch, enrolments=people, by=officer)
    assert [(each.inmate.full_name, each.document.sequence) for each in done] == [
        ("Budi Santoso", 1),
        ("Slamet Nugroho", 2),
    ]
    with pytest.raises(TrainingRefused, match="Selesai"):
        complete(batch=batch, enrolments=people, by=officer)


def test_a_lesson_lost_by_the_centre_counts_for_neither_side(batch, people, officer):
    slamet, budi = people
    hold(batch, officer, {slamet: HERE, budi: HERE}, {slamet: EXCUSED_BY_RUTAN, budi: HERE})
    assert queries.attended(batch)[slamet.pk] == Attended(1, 1)


def test_without_attendance_or_a_signatory_nobody_completes(batch, people, officer):
    with pytest.raises(TrainingRefused, match="belum dicatat"):
        complete(batch=batch, enrolments=people, by=officer)
    hold(batch, officer, dict.fromkeys(people, HERE))
    with pytest.raises(LetterRefused, match="penanda tangan"):
        complete(batch=batch, enrolments=people, by=officer)
    assert set(Enrolment.objects.of_batch(batch).values_list("state", flat=True)) == {"enrolled"}


def test_somebody_of_another_batch_is_not_completed_along(batch, people, officer, place):
    letters.signatory(facility=place)
    stranger = training.enrolment(
        batch=training.batch(facility=place, name="Lain"), inmate=inmates.inmate(facility=place)
    )
    hold(batch, officer, dict.fromkeys(people, HERE))
    done = complete(batch=batch, enrolments=[*people, stranger], by=officer)
    assert len(done) == 2
    stranger.refresh_from_db()
    assert stranger.state == "enrolled"


def test_failing_needs_a_reason_and_keeps_the_place(batch, people, officer):
    with pytest.raises(TrainingRefused, match="alasan"):
        fail(enrolment=people[0], reason="", by=officer)
    failed = fail(enrolment=people[0], reason="Terlalu sering absen", by=officer)
    assert (failed.state, failed.document) == ("failed", None)
    assert queries.terms_of(batch).taken == 2


def test_the_instructor_reads_on_until_the_batch_is_closed(batch, people, officer):
    letters.signatory(facility=batch.facility)
    hold(batch, officer, dict.fromkeys(people, HERE))
    complete(batch=batch, enrolments=people, by=officer)
    assert Inmate.objects.visible_to(batch.instructor).count() == 2


def test_a_sheet_names_whoever_was_forgotten_and_a_later_one_corrects(batch, people, officer):
    slamet, budi = people
    lesson = training.lesson(batch=batch, days=-1)
    with pytest.raises(TrainingRefused, match="Budi Santoso"):
        mark_lesson(lesson=lesson, marks={slamet: HERE}, by=officer)
    mark_lesson(lesson=lesson, marks={slamet: HERE, budi: ABSENT}, by=officer)
    both = {slamet: HERE, budi: HERE}
    with pytest.raises(CorrectionUnexplained, match="sudah dicatat"):
        mark_lesson(lesson=lesson, marks=both, by=officer, correction=" ")
    mark_lesson(lesson=lesson, marks=both, by=officer, correction="Datang terlambat")
    rows = LessonAttendance.objects.of_lesson(lesson).order_by("enrolment__inmate__full_name")
    assert [(row.enrolment, row.presence, row.correction) for row in rows] == [
        (budi, "present", "Datang terlambat"),
        (slamet, "present", ""),
    ]
    lesson.booking.refresh_from_db()
    assert lesson.booking.state == "held"


def test_a_lesson_to_come_is_not_marked(batch, people, officer):
    with pytest.raises(BookingLocked):
        mark_lesson(lesson=training.lesson(batch=batch), marks=dict.fromkeys(people, HERE), by=officer)


def test_nobody_completes_a_course_that_still_runs(batch, people, officer):
    letters.signatory(facility=batch.facility)
    hold(batch, officer, dict.fromkeys(people, HERE))
    training.lesson(batch=batch, days=2)
    with pytest.raises(TrainingRefused, match="1 pertemuan belum berlangsung"):
        complete(batch=batch, enrolments=people, by=officer)
    assert all(Enrolment.objects.get(pk=each.pk).document is None for each in people)


def test_two_windows_do_not_overwrite_each_other(batch, people, officer):
    slamet, budi = people
    lesson, empty = training.lesson(batch=batch, days=-1), queries.sign_of_marks({})
    mark_lesson(lesson=lesson, marks={slamet: HERE, budi: ABSENT}, by=officer, seen=empty)
    with pytest.raises(TrainingRefused, match="sudah dicatat orang lain"):
        mark_lesson(lesson=lesson, marks={slamet: HERE, budi: HERE}, by=officer, seen=empty)
    mark_lesson(lesson=lesson, marks={slamet: HERE, budi: ABSENT}, by=officer, seen=empty)
    now = queries.sign_of_marks(queries.marks_of(lesson))
    mark_lesson(
        lesson=lesson, marks={slamet: HERE, budi: HERE}, by=officer, seen=now, correction="Datang terlambat"
    )
    assert {mark.presence for mark in queries.marks_of(lesson).values()} == {"present"}
