"""The pages of training: by role, by reach, with what is in the way in words."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates, letters, training
from tests.factories.accounts import signed_in
from training import services
from training.models import Batch, Course, Enrolment, Lesson, LessonAttendance

pytestmark = pytest.mark.django_db
LIST_QUERIES = 8
BATCH_QUERIES = 13


@pytest.fixture
def place():
    return accounts.facility(letter_prefix="WP.13")


@pytest.fixture
def officer(place):
    return signed_in(accounts.user_with(Role.REHAB_OFFICER, facility=place))


@pytest.fixture
def batch(place):
    return training.batch(facility=place, running=True)


def person(place, name="Slamet Nugroho", **fields):
    return inmates.inmate(facility=place, full_name=name, **fields)


def text(response):
    return " ".join(response.content.decode().split())


def enrol(client, batch, inmate):
    data = {"inmate": inmate.pk, "request_key": uuid.uuid4()}
    return client.post(f"/training/batches/{batch.pk}/enrol/", data, follow=True)


def test_the_officer_opens_a_batch_once(officer, place):
    course, instructor = training.course(), training.instructor(facility=place)
    elsewhere = training.instructor(
        facility=accounts.facility(code="LUA", name="Rutan Luar"), username="lain"
    )
    facts = {
        "course": course.pk,
        "name": "Angkatan 7",
        "capacity": 12,
        "instructor": instructor.pk,
        "starts_on": "2026-12-01",
        "ends_on": "2026-12-18",
        "request_key": uuid.uuid4(),
    }
    assert "Belum ada angkatan yang terbuka" in text(officer.get("/training/"))
    answers = [officer.post("/training/batches/new/", facts)["Location"] for _ in range(2)]
    assert answers[0] == answers[1] == f"/training/batches/{Batch.objects.get().pk}/"
    listed = text(officer.get("/training/"))
    assert "Angkatan 7" in listed
    assert "0 dari 12" in listed
    wrong = {**facts, "ends_on": "2026-11-01", "instructor": elsewhere.pk, "request_key": uuid.uuid4()}
    answer = officer.post("/training/batches/new/", wrong)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"ends_on", "instructor"}
    again = officer.post("/training/batches/new/", {**facts, "request_key": uuid.uuid4()})
    assert "sudah mempunyai angkatan “Angkatan 7”" in text(again)


def test_enrolling_says_what_is_in_the_way_or_where_the_person_stands(officer, place, batch):
    soon = timezone.localdate() + timedelta(days=3)
    leaving = person(place, "Budi Santoso", register_code="B.I", expires_on=soon)
    refused = enrol(officer, batch, leaving)
    assert refused.status_code == 422
    assert "Budi Santoso bebas pada" in text(refused)
    assert "mendapat tempat" in text(enrol(officer, batch, person(place)))
    Batch.objects.update(capacity=1)
    page = text(officer.get(f"/training/batches/{batch.pk}/enrol/"))
    assert "Semua tempat sudah terisi." in page
    assert "Masukkan ke daftar tunggu" in page
    assert "masuk daftar tunggu" in text(enrol(officer, batch, person(place, "Citra Dewi")))
    shown = text(officer.get(f"/training/batches/{batch.pk}/"))
    assert "Citra Dewi" in shown
    assert "1 dari 1" in shown


def test_taking_somebody_out_moves_the_first_of_the_list_up(officer, place):
    batch = training.batch(facility=place, capacity=1)
    out = training.enrolment(batch=batch, inmate=person(place))
    training.enrolment(batch=batch, inmate=person(place, "Citra Dewi"))
    page = text(officer.get(f"/training/enrolments/{out.pk}/withdraw/"))
    assert "Yang pertama di daftar tunggu dan dapat hadir naik" in page
    answer = officer.post(f"/training/enrolments/{out.pk}/withdraw/", {"reason": "Pindah"}, follow=True)
    assert "Citra Dewi naik dari daftar tunggu." in text(answer)
    assert dict(Enrolment.objects.values_list("inmate__full_name", "state")) == {
        "Slamet Nugroho": "withdrawn",
        "Citra Dewi": "enrolled",
    }


def test_a_lesson_is_planned_and_a_taken_room_is_said_with_free_times(officer, place, batch):
    room, day = training.room(facility=place), timezone.localdate() + timedelta(days=2)
    facts = {
        "room": room.pk,
        "day": day.isoformat(),
        "starts_at_time": "09:00",
        "minutes": 90,
        "topic": "Alat",
    }
    address = f"/training/batches/{batch.pk}/lessons/new/"
    done = officer.post(address, {**facts, "request_key": uuid.uuid4()}, follow=True)
    assert "Pertemuan sudah masuk jadwal." in text(done)
    slot = Lesson.objects.get().booking.slot.in_zone(place.zone)
    assert (slot.starts_at.hour, slot.length) == (9, timedelta(minutes=90))
    refused = officer.post(address, {**facts, "starts_at_time": "10:00", "request_key": uuid.uuid4()})
    assert refused.status_code == 409
    assert "Ruang R1 sudah dipakai Barista Angkatan 1" in text(refused)
    offered = refused.context["refusal"].offers
    assert [f'name="fill" value="{value}"' in text(refused) for value, _words in offered] == [True] * 3
    again = officer.post(address, {**facts, "fill": offered[0][0], "request_key": uuid.uuid4()})
    assert (again.status_code, Lesson.objects.count()) == (200, 1)
    assert [again.context["form"][name].value() for name in ("day", "starts_at_time")] == offered[0][0].split(
        "T"
    )


def test_the_instructor_marks_and_completes_the_own_batch_and_downloads_the_certificate(place, batch):
    letters.signatory(facility=place)
    slamet = training.enrolment(batch=batch, inmate=person(place))
    budi = training.enrolment(batch=batch, inmate=person(place, "Budi Santoso"))
    lesson = training.lesson(batch=batch, days=-1)
    client = signed_in(batch.instructor)
    sheet = {
        f"presence_{slamet.pk}": "present",
        f"presence_{budi.pk}": "excused_rutan",
        f"reason_{budi.pk}": "",
    }
    forgotten = client.post(f"/training/lessons/{lesson.pk}/", sheet)
    assert forgotten.status_code == 422
    assert "Sebutkan alasan izinnya." in text(forgotten)
    assert "Kehadiran tersimpan." in text(
        client.post(f"/training/lessons/{lesson.pk}/", {**sheet, f"reason_{budi.pk}": "Apel"}, follow=True)
    )
    marks = LessonAttendance.objects.order_by("presence").values_list("presence", "reason", "lost_by")
    assert list(marks) == [("excused", "Apel", "rutan"), ("present", "", "none")]
    nobody = client.post(f"/training/batches/{batch.pk}/complete/", follow=True)
    assert "Centang sedikitnya satu orang." in text(nobody)
    done = client.post(f"/training/batches/{batch.pk}/complete/", {"ids": [slamet.pk]}, follow=True)
    assert "1 sertifikat terbit." in text(done)
    assert "WP.13.PK.06.01-0001" in text(done)
    file = client.get(f"/training/enrolments/{slamet.pk}/certificate/")
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")
    assert "Slamet" not in file["Content-Disposition"]
    event = Event.objects.get(action="letters.document.opened")
    assert (event.actor_id, event.facts) == (batch.instructor_id, {"number": "WP.13.PK.06.01-0001"})
    assert client.get(f"/training/enrolments/{budi.pk}/certificate/").status_code == 404
    # Closing the batch closes the records; the certificates stay the instructor's to show.
    client.post(f"/training/enrolments/{budi.pk}/fail/", {"reason": "Sering absen"})
    services.close_batch(batch=batch, by=batch.opened_by)
    closed = text(client.get(f"/training/batches/{batch.pk}/"))
    assert "Slamet" in closed
    assert "Budi Santoso" not in closed
    assert reverse("inmates:show", args=[slamet.inmate_id]) not in closed
    assert client.get(f"/training/enrolments/{slamet.pk}/certificate/").status_code == 200
    assert client.get(reverse("inmates:show", args=[slamet.inmate_id])).status_code == 404


def test_failing_and_calling_off_ask_for_a_reason(officer, place, batch):
    made = training.enrolment(batch=batch, inmate=person(place))
    assert officer.post(f"/training/enrolments/{made.pk}/fail/", {"reason": ""}).status_code == 200
    officer.post(f"/training/enrolments/{made.pk}/fail/", {"reason": "Sering absen"})
    assert "Sering absen" in text(officer.get(f"/training/batches/{batch.pk}/"))
    officer.post(f"/training/batches/{batch.pk}/cancel/", {"reason": "Alat rusak"})
    assert "Alat rusak" in text(officer.get(f"/training/batches/{batch.pk}/"))
    assert "Angkatan 1" in text(officer.get("/training/?ended=1"))


def test_a_batch_is_started_and_finished_by_button(officer, place):
    batch = training.batch(facility=place)
    for step, state in (("start", "running"), ("close", "completed")):
        assert officer.post(f"/training/batches/{batch.pk}/{step}/").status_code == 302
        batch.refresh_from_db()
        assert batch.state == state
    answer = officer.post(f"/training/batches/{batch.pk}/start/", follow=True)
    assert "Angkatan ini “Selesai”" in text(answer)


def test_somebody_waiting_is_given_a_place_by_button(officer, place):
    batch = training.batch(facility=place, capacity=1)
    training.enrolment(batch=batch, inmate=person(place))
    waits = training.enrolment(batch=batch, inmate=person(place, "Citra Dewi"))
    full = officer.post(f"/training/enrolments/{waits.pk}/move-up/", follow=True)
    assert "Semua 1 tempat Barista Angkatan 1 sudah terisi." in text(full)
    Batch.objects.update(capacity=2)
    assert "Citra Dewi mendapat tempat" in text(
        officer.post(f"/training/enrolments/{waits.pk}/move-up/", follow=True)
    )


def test_courses_are_kept_by_the_officer_and_the_administrator(place, officer):
    admin = signed_in(accounts.user_with(Role.ADMINISTRATOR, facility=place))
    assert admin.get("/training/")["Location"] == "/training/courses/"
    facts = {
        "code": "LAS",
        "name": "Las listrik",
        "hours": 60,
        "competence": "mengelas pelat",
        "attendance_percent": 75,
        "is_taught": "on",
        "request_key": uuid.uuid4(),
    }
    assert "Belum ada pelatihan." in text(admin.get("/training/courses/"))
    assert admin.post("/training/courses/new/", facts).status_code == 302
    assert admin.post("/training/courses/new/", facts).status_code == 422  # the code is taken now
    wordy = {**facts, "code": "LAS2", "competence": "x" * 601, "request_key": uuid.uuid4()}
    assert set(admin.post("/training/courses/new/", wordy).context["form"].errors) == {"competence"}
    course = Course.objects.get()
    officer.post(f"/training/courses/{course.pk}/", {**facts, "hours": 80})
    assert (Course.objects.get().hours, Course.objects.get().attendance_percent) == (80, 75)
    assert "Las listrik" in text(admin.get("/training/courses/"))


def test_somebody_of_another_facility_cannot_be_enrolled(officer, batch):
    other = person(accounts.facility(code="LUA", name="Rutan Luar"))
    assert enrol(officer, batch, other).status_code == 422
    assert Enrolment.objects.count() == 0


def test_the_lists_cost_the_same_with_more_rows(officer, place, batch, django_assert_num_queries):
    letters.signatory(facility=place)
    training.lesson(batch=batch)
    training.enrolment(batch=batch, inmate=person(place))
    officer.get("/training/")  # the first visit writes down the session
    with django_assert_num_queries(LIST_QUERIES):
        officer.get("/training/")
    with django_assert_num_queries(BATCH_QUERIES):
        officer.get(f"/training/batches/{batch.pk}/")
    for number in range(2):
        training.batch(facility=place, name=f"Lain {number}")
        training.enrolment(batch=batch, inmate=person(place, f"Orang {number}"))
        training.lesson(batch=batch, days=number + 2)
    for number in range(3):
        training.enrolment(batch=batch, inmate=person(place, f"Menunggu {number}"))
    with django_assert_num_queries(LIST_QUERIES):
        officer.get("/training/")
    with django_assert_num_queries(BATCH_QUERIES):
        officer.get(f"/training/batches/{batch.pk}/")
