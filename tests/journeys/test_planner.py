"""The rehabilitation officer lays sessions in a real browser: by dragging, by keyboard, against what is in the way."""

import re

from tests.journeys.conftest import Walker

# A room of this walk's own, eight weeks ahead: an early and a late session, and a soft time between them.
SETUP = """
import uuid
from datetime import time, timedelta
from django.utils import timezone
from rutan.accounts.models import User
from rutan.accounts.scope import acting
from rutan.agencies.models import Facility
from rutan.timetable.domain.calendar import Slot, at
from rutan.timetable.domain.week import monday_of
from rutan.timetable.services import lay_booking
from rutan.timetable.services_rooms import add_room
facility, by = Facility.objects.get(code="BNA"), User.objects.get(username="rehab")
day = monday_of(timezone.localdate()) + timedelta(weeks=8, days=2)
with acting(user=by, facility=facility, route="test"):
    room = add_room(facility=facility, code="UJI", name="Ruang Uji", capacity=20, by=by, request_key=uuid.uuid4())
    def lay(title, hour):
        start = at(day, time(hour), facility.zone)
        return lay_booking(facility=facility, room=room, slot=Slot(start, start + timedelta(hours=1)), title=title,
            kind="other", facilitators=[], inmates=[], by=by, request_key=uuid.uuid4())
    print(day.isoformat(), room.pk, lay("Pagi", 8).pk, lay("Siang", 10).pk)
"""
HOUR = 52  # pixels of the calendar


def drag(page, title, down, *, says):
    """Take a session by its title and let it go further down, as a person would, and read what the page says of it."""
    box = page.locator(".ec-event", has_text=title).bounding_box()
    x, y = box["x"] + 30, box["y"] + 10
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + down / 2, steps=6)
    page.mouse.move(x, y + down, steps=6)
    with page.expect_response(re.compile(r"/drop/$")):
        page.mouse.up()
    # The answer is there before the page has said it, and until then it says what came before.
    page.locator("#calendar-notice").filter(has_text=says).wait_for()
    return page.inner_text("#calendar-notice")


def starts(site, booking):
    query = "select to_char(lower(during) at time zone 'Asia/Jakarta', 'HH24.MI') from timetable_booking where id = %s"
    return site.rows(query, booking)[0][0]


def test_sessions_are_dragged_refused_and_brought_back(walker: Walker) -> None:
    day, room, early, late = walker.site.manage("shell", "--no-imports", "-c", SETUP).split()
    walker.sign_in("rehab")
    walker.go(f"/timetable/?week={day}&room={room}")
    page = walker.page
    page.wait_for_selector(".ec-event")
    walker.picture("timetable-week")
    assert "08.30" in drag(page, "Pagi", HOUR / 2, says="Dipindahkan ke Ruang Uji")
    assert starts(walker.site, early) == "08.30"
    with page.expect_response(re.compile(r"/drop/$")):
        page.get_by_role("button", name="Kembalikan").click()
    assert starts(walker.site, early) == "08.00"
    told = drag(page, "Pagi", 2 * HOUR, says="Ruang Uji sudah dipakai Siang")
    assert "Ruang Uji sudah dipakai Siang pukul 10.00–11.00." in told
    assert "Waktu kosong terdekat:" in told
    walker.picture("timetable-refused")
    assert "08.00–09.00" in page.locator(".ec-event", has_text="Pagi").inner_text()
    assert starts(walker.site, early) == "08.00"
    by_keyboard(walker, day, room, late)


def by_keyboard(walker: Walker, day: str, room: str, late: str) -> None:
    """The same without a mouse: the refusal offers free times, one of them is taken over and saved."""
    page = walker.page
    walker.go(f"/timetable/{late}/move/")
    page.fill("[name=starts_at_time]", "08:30")
    page.locator("[name=starts_at_time]").press("Enter")
    page.wait_for_selector(".refusal")
    assert "Ruang Uji sudah dipakai Pagi pukul 08.00–09.00." in walker.text()
    walker.picture("timetable-move-refused")
    page.locator(".offers button").first.press("Enter")
    page.wait_for_selector(".refusal", state="detached")
    filled = page.input_value("[name=starts_at_time]")
    page.get_by_role("button", name="Pindahkan kegiatan").press("Enter")
    page.wait_for_url(re.compile(rf"/timetable/{late}/$"))
    assert starts(walker.site, late) == filled.replace(":", ".")
    assert walker.page.goto(f"{walker.site.address}/timetable/print/?week={day}&room={room}").ok
