"""The pages of rooms, protected hours and periods of not being ready."""

import uuid

import pytest

from rutan.timetable.models import CoachingParticipant, NotReadyPeriod, ProtectedHours, Regime, Room
from tests.factories import inmates, timetable

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


HOURS = {
    "name": "Apel sore",
    "kind": "roll_call",
    "weekdays": ["0", "6"],
    "starts_at_time": "17:30",
    "ends_at_time": "06:00",
    "hard": "on",
    "binds": "everyone",
    "room": "",
    "starts_on": "2026-01-01",
    "ends_on": "",
}


def test_rooms_are_added_changed_and_given_up(admin, place):
    fields = {"code": "RK1", "name": "Ruang Konseling 1", "capacity": "12", "request_key": uuid.uuid4()}
    assert admin.post("/timetable/rooms/new/", fields).status_code == 302
    assert admin.post("/timetable/rooms/new/", fields).status_code == 302
    room = Room.objects.get()
    again = admin.post("/timetable/rooms/new/", fields | {"request_key": uuid.uuid4()})
    assert (again.status_code, "Kode RK1 sudah dipakai ruang lain." in text(again)) == (422, True)
    admin.post(f"/timetable/rooms/{room.pk}/", {"code": "RK1", "name": "Konseling", "capacity": ""})
    assert "Konseling" in text(admin.get("/timetable/rooms/"))
    booking = timetable.booking(facility=place, room=room)
    assert "Masih ada 1 kegiatan" in text(admin.post(f"/timetable/rooms/{room.pk}/give-up/", follow=True))
    timetable.cancelled(booking)
    admin.post(f"/timetable/rooms/{room.pk}/give-up/")
    assert Room.objects.count() == 0


def test_the_hours_for_sessions_are_set(admin, place):
    fields = {"day_starts_at_time": "08:00", "day_ends_at_time": "15:00"}
    assert admin.post("/timetable/rooms/day/", fields).status_code == 302
    assert str(Regime.objects.get(facility=place)) == "08.00–15.00"
    backwards = fields | {"day_ends_at_time": "07:00"}
    assert admin.post("/timetable/rooms/day/", backwards).status_code == 422


def test_hours_are_protected_changed_and_withdrawn(admin, place, room):
    fields = HOURS | {"request_key": uuid.uuid4()}
    assert [admin.post("/timetable/hours/new/", fields).status_code for _ in range(2)] == [302, 302]
    kept = ProtectedHours.objects.get()
    assert (kept.weekdays, kept.hard) == ([0, 6], True)
    page = text(admin.get("/timetable/hours/"))
    assert ("Senin, Minggu" in page, "17.30–06.00" in page, '<rect class="kept-hours"' in page) == (True,) * 3
    timetable.booking(facility=place, room=room)
    over = admin.post(
        f"/timetable/hours/{kept.pk}/", HOURS | {"starts_at_time": "08:00", "ends_at_time": "09:00"}
    )
    assert (over.status_code, "Ada 1 kegiatan yang sudah dijadwalkan" in text(over)) == (422, True)
    assert admin.post(f"/timetable/hours/{kept.pk}/", HOURS | {"name": "Kunci kamar"}).status_code == 302
    assert ProtectedHours.objects.get().name == "Kunci kamar"
    admin.post(f"/timetable/hours/{kept.pk}/withdraw/")
    assert ProtectedHours.objects.count() == 0


@pytest.mark.parametrize(
    "wrong", [{"weekdays": []}, {"weekdays": ["7"]}, {"ends_on": "2025-12-31"}, {"starts_at_time": "25:00"}]
)
def test_wrong_hours_are_shown_again(admin, wrong):
    fields = HOURS | {"request_key": uuid.uuid4()} | wrong
    assert admin.post("/timetable/hours/new/", fields).status_code == 422


def test_whoever_plans_chooses_who_takes_part_and_an_administrator_sees_no_names(officer, admin, place):
    person = inmates.inmate(facility=place, full_name="Budi Santri")
    kept = timetable.hours("08.00", "10.00", facility=place, inmates=[inmates.inmate(facility=place)])
    address = f"/timetable/hours/{kept.pk}/people/"
    fields = {"inmates": [person.pk], "starts_on": timetable.monday(), "ends_on": ""}
    assert officer.post(address, fields).status_code == 302
    assert "Budi Santri" in text(officer.get(address))
    seen = text(admin.get(address))
    assert ("Budi Santri" in seen, "Warga binaan yang datanya tidak Anda lihat" in seen) == (False, True)
    assert admin.post(address, fields).status_code == 422
    row = CoachingParticipant.objects.get(inmate=person)
    assert officer.post(f"{address}{row.pk}/end/", {"ends_on": timetable.monday()}).status_code == 302
    row.refresh_from_db()
    assert row.ends_on == timetable.monday()


def test_a_period_is_declared_in_two_steps(officer, place, room):
    booking = timetable.booking(facility=place, room=room, title="Kelompok 7")
    when = timetable.slot("07.00", "12.00")
    fields = {
        "starts_at": f"{when.starts_at:%Y-%m-%dT%H:%M}",
        "ends_at": f"{when.ends_at:%Y-%m-%dT%H:%M}",
        "reason": "security",
        "note": "Penggeledahan",
        "room": "",
        "request_key": uuid.uuid4(),
    }
    first = officer.post("/timetable/not-ready/new/", fields)
    assert (first.status_code, NotReadyPeriod.objects.count()) == (409, 0)
    assert ("Kelompok 7" in text(first), "Nyatakan dan batalkan kegiatan ini" in text(first)) == (True, True)
    assert officer.post("/timetable/not-ready/new/", fields | {"cancel": "yes"}).status_code == 302
    booking.refresh_from_db()
    assert (booking.state, booking.lost_by) == ("cancelled", "rutan")
    period = NotReadyPeriod.objects.get()
    assert period.slot == when
    assert "Penggeledahan" in text(officer.get("/timetable/not-ready/"))
    officer.post(f"/timetable/not-ready/{period.pk}/withdraw/")
    assert NotReadyPeriod.objects.count() == 0
    backwards = fields | {"ends_at": fields["starts_at"], "request_key": uuid.uuid4()}
    assert officer.post("/timetable/not-ready/new/", backwards).status_code == 422
