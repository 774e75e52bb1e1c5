"""Sessions laid, moved, dropped, swapped and cancelled by their pages."""

import json
import uuid
from datetime import date

import pytest

from rutan.accounts.permissions import Role
from rutan.timetable.models import Booking
from rutan.timetable.queries_checker import people_of
from tests.factories import accounts, inmates, timetable

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def week_address(day=0, **more):
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return f"/timetable/?week={timetable.slot(day=day).starts_at.date()}" + (f"&{query}" if query else "")


def place_fields(room, starts="08.00", minutes=90, day=0):
    start = timetable.slot(starts, "23.00", day=day).starts_at
    return {
        "room": room.pk,
        "day": f"{start:%Y-%m-%d}",
        "starts_at_time": f"{start:%H:%M}",
        "minutes": minutes,
    }


def lay_fields(room, *, inmates=(), facilitators=(), **more):
    return {
        **place_fields(room),
        "title": "Kelompok 2",
        "inmates": [person.pk for person in inmates],
        "facilitators": [person.pk for person in facilitators],
        "request_key": uuid.uuid4(),
        **more,
    }


def drop(client, booking, room, starts, ends):
    when = timetable.slot(starts, ends)
    local = {"starts_at": when.starts_at, "ends_at": when.ends_at}
    fields = {name: f"{moment:%Y-%m-%dT%H:%M:%S}" for name, moment in local.items()}
    answer = client.post(f"/timetable/{booking.pk}/drop/", {"room": room.pk, **fields})
    return answer.status_code, json.loads(answer.content)


def test_a_session_is_laid_once_however_often_the_form_is_sent(officer, place, room):
    person, leader = inmates.inmate(facility=place), accounts.user_with(Role.FACILITATOR, facility=place)
    fields = lay_fields(room, inmates=[person], facilitators=[leader])
    answers = [officer.post("/timetable/lay/", fields) for _ in range(2)]
    booking = Booking.objects.get()
    assert {answer["Location"] for answer in answers} == {f"/timetable/{booking.pk}/"}
    assert people_of(booking) == ([leader], [person])
    assert booking.slot == timetable.slot()


def test_a_refused_session_shows_why_and_free_times_that_fill_the_form(officer, place, room):
    timetable.booking(facility=place, room=room)
    fields = lay_fields(room)
    page = officer.post("/timetable/lay/", fields)
    assert page.status_code == 409
    assert "Ruang Konseling 1 sudah dipakai Kelompok 2 pukul 08.00–09.30." in text(page)
    value = page.context["refusal"].offers[0][0]
    assert value == f"{timetable.monday()}T09:30"
    assert f'name="fill" value="{value}"' in text(page)
    filled = officer.post("/timetable/lay/", fields | {"fill": value})
    assert (filled.status_code, Booking.objects.count()) == (200, 1)
    assert 'value="09:30"' in text(filled)
    assert officer.post("/timetable/lay/", fields | {"starts_at_time": "09:30"}).status_code == 302


def test_what_may_be_overridden_asks_for_a_reason(officer, place, room):
    timetable.hours("08.00", "09.00", facility=place, hard=False)
    fields = lay_fields(room)
    page = officer.post("/timetable/lay/", fields)
    assert page.status_code == 409
    assert '<textarea name="override_reason"' in text(page)
    officer.post("/timetable/lay/", fields | {"override_reason": "Hanya hari ini"})
    booking = Booking.objects.get()
    assert (booking.override_reason, booking.override_by.username) == ("Hanya hari ini", "rehab")
    assert "Hanya hari ini" in text(officer.get(f"/timetable/{booking.pk}/"))


def test_nobody_from_elsewhere_can_be_brought_along(officer, place, room):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    stranger, foreign = inmates.inmate(facility=other), timetable.room(facility=other)
    assert officer.post("/timetable/lay/", lay_fields(room, inmates=[stranger])).status_code == 422
    assert officer.post("/timetable/lay/", lay_fields(foreign)).status_code == 422
    assert Booking.objects.count() == 0


def test_a_session_moves_by_its_form(officer, place, room):
    booking = timetable.booking(facility=place, room=room)
    timetable.hours("10.00", "10.30", facility=place)
    address = f"/timetable/{booking.pk}/move/"
    assert 'value="08:00"' in text(officer.get(address))
    assert officer.post(address, place_fields(room, "09.00")).status_code == 409
    assert officer.post(address, place_fields(room, "13.00", 60)).status_code == 302
    booking.refresh_from_db()
    assert booking.slot == timetable.slot("13.00", "14.00")


def test_a_dropped_session_moves_or_goes_back_with_the_reasons(officer, place, room):
    booking = timetable.booking(facility=place, room=room, title="Kelompok 3")
    timetable.booking(facility=place, room=room, when=timetable.slot("10.00", "11.00"))
    status, answer = drop(officer, booking, room, "10.30", "12.00")
    assert (status, answer["overridable"], answer["form"]) == (409, False, f"/timetable/{booking.pk}/move/")
    assert answer["sentences"][0] == "Ruang Konseling 1 sudah dipakai Kelompok 2 pukul 10.00–11.00."
    assert answer["sentences"][-1].startswith("Waktu kosong terdekat: ")
    status, answer = drop(officer, booking, room, "13.00", "14.30")
    booking.refresh_from_db()
    assert (status, booking.slot) == (200, timetable.slot("13.00", "14.30"))
    backwards = {"room": room.pk, "starts_at": "2026-11-24T10:00:00", "ends_at": "2026-11-24T09:00:00"}
    assert officer.post(f"/timetable/{booking.pk}/drop/", backwards).status_code == 400
    timetable.cancelled(booking)
    status, answer = drop(officer, booking, room, "08.00", "09.00")
    assert (status, answer) == (
        409,
        {"sentences": ["Kegiatan ini sudah dibatalkan dan tidak dapat diubah lagi."]},
    )


def test_sessions_change_places(officer, place, room):
    one = timetable.booking(facility=place, room=room, when=timetable.slot("08.00", "09.00"))
    other = timetable.booking(facility=place, room=room, when=timetable.slot("13.00", "14.00"))
    assert officer.post(f"/timetable/{one.pk}/swap/", {"other": other.pk}).status_code == 302
    one.refresh_from_db()
    assert one.slot == timetable.slot("13.00", "14.00")


def test_people_of_a_session_change(officer, place, room):
    person = inmates.inmate(facility=place)
    booking = timetable.booking(facility=place, room=room)
    address = f"/timetable/{booking.pk}/people/"
    assert officer.get(address).status_code == 200
    assert officer.post(address, {"inmates": [person.pk]}).status_code == 302
    assert people_of(booking) == ([], [person])
    timetable.booking(facility=place, room=timetable.room(facility=place, code="R2"), inmates=[
        busy := inmates.inmate(facility=place, full_name="Joko")
    ])  # fmt: skip
    refused = officer.post(address, {"inmates": [person.pk, busy.pk]})
    assert refused.status_code == 409
    assert "Joko sudah terjadwal di Kelompok 2 pukul 08.00–09.30." in text(refused)


def test_whoever_has_left_custody_comes_off_when_the_people_are_saved(officer, place, room):
    gone, stays = inmates.inmate(facility=place), inmates.inmate(facility=place)
    booking = timetable.booking(facility=place, room=room, inmates=[gone, stays])
    inmates.left(gone, on=date(2026, 1, 1))
    officer.post(f"/timetable/{booking.pk}/people/", {"inmates": [stays.pk]})
    assert people_of(booking) == ([], [stays])


def test_a_session_is_cancelled_with_reason_and_side(officer, place, room):
    booking = timetable.booking(facility=place, room=room)
    address = f"/timetable/{booking.pk}/cancel/"
    assert officer.post(address, {"reason": "", "lost_by": "rutan"}).status_code == 422
    assert officer.post(address, {"reason": "Sakit", "lost_by": "person"}).status_code == 302
    booking.refresh_from_db()
    assert (booking.state, booking.lost_by) == ("cancelled", "person")
    assert "Sakit" in text(officer.get(week_address()))
    assert "Sakit" in text(officer.get(f"/timetable/{booking.pk}/"))


def test_a_session_is_marked_as_held(officer, place, room):
    booking, planned = (
        timetable.past_booking(facility=place, room=room),
        timetable.booking(facility=place, room=room),
    )
    officer.post(f"/timetable/{booking.pk}/held/")
    refused = officer.post(f"/timetable/{planned.pk}/held/", follow=True)
    assert "Kegiatan ini belum mulai." in text(refused)
    assert [Booking.objects.get(pk=each.pk).state for each in (booking, planned)] == ["held", "published"]
