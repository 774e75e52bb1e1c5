"""The week, a session and the movements of the day, as each role opens them."""

import pytest

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.timetable.models import CoachingParticipant
from tests.factories import accounts, inmates, timetable
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


def text(answer):
    return answer.content.decode()


def week_address(day=0, **more):
    query = "&".join(f"{name}={value}" for name, value in more.items())
    return f"/timetable/?week={timetable.slot(day=day).starts_at.date()}" + (f"&{query}" if query else "")


def test_the_week_shows_sessions_by_day_and_room_without_anybodys_name(officer, place, room):
    timetable.booking(
        facility=place, room=room, inmates=[inmates.inmate(facility=place, full_name="Budi Rahasia")]
    )
    timetable.hours(facility=place)
    timetable.not_ready(facility=place, when=timetable.slot("13.00", "14.00"), room=room, note="Genset")
    page = officer.get(week_address())
    shown = text(page)
    for words in ("08.00–09.30", "Kelompok 2", "Apel pagi", "Listrik, air, atau bangunan: Genset", "1 orang"):
        assert words in shown
    assert "Budi Rahasia" not in shown
    data = page.context["calendar"]
    monday = timetable.monday()
    assert [(each["start"], each["end"], each["editable"]) for each in data["events"]] == [
        (f"{monday}T08:00:00", f"{monday}T09:30:00", True)
    ]
    assert (len(data["kept"]), data["single"], data["from"], data["to"]) == (8, False, "06:00", "18:00")


def test_the_week_of_one_room(officer, place, room):
    other = timetable.room(facility=place, code="R2", name="Ruang Konseling 2")
    timetable.booking(facility=place, room=room, title="Di satu")
    timetable.booking(facility=place, room=other, title="Di dua")
    page = officer.get(week_address(room=other.pk))
    assert ("Di satu" in text(page), "Di dua" in text(page)) == (False, True)
    assert [each["title"] for each in page.context["calendar"]["events"]] == ["Di dua"]
    assert page.context["calendar"]["single"]


@pytest.mark.parametrize(
    "query", ["week=kemarin", "week=0001-01-01", "week=9999-12-31", "room=999999", "room=x"]
)
def test_what_cannot_be_read_shows_this_week(officer, room, query):
    assert officer.get(f"/timetable/?{query}").status_code == 200


def test_a_facilitator_sees_their_own_sessions_and_moves_none(place, room):
    own = accounts.user_with(Role.FACILITATOR, facility=place)
    mine = timetable.booking(facility=place, room=room, facilitators=[own], title="Milik saya")
    theirs = timetable.booking(
        facility=place, room=room, when=timetable.slot("13.00", "14.00"), title="Milik lain"
    )
    client = signed_in(own)
    page = client.get(week_address())
    assert ("Milik saya" in text(page), "Milik lain" in text(page)) == (True, False)
    assert not page.context["calendar"]["editable"]
    assert client.get(f"/timetable/{mine.pk}/").status_code == 200
    assert client.get(f"/timetable/{theirs.pk}/").status_code == 404
    assert client.get(f"/timetable/{mine.pk}/move/").status_code == 403
    assert Event.objects.filter(action="access.out_of_reach", subject_id=theirs.pk).count() == 1


def test_names_are_shown_to_those_who_reach_the_record(place, room):
    known, unknown = (inmates.inmate(facility=place, full_name=name) for name in ("Budi Kenal", "Joko Asing"))
    own = accounts.user_with(Role.FACILITATOR, facility=place)
    inmates.grant(inmate=known, user=own)
    booking = timetable.booking(facility=place, room=room, facilitators=[own], inmates=[known, unknown])
    page = text(signed_in(own).get(f"/timetable/{booking.pk}/"))
    assert ("Budi Kenal" in page, "Joko Asing" in page) == (True, False)
    assert "1 orang yang datanya tidak Anda lihat" in page
    assert Event.objects.filter(action="timetable.booking.opened", subject_id=booking.pk).count() == 1


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.HEAD, {"": 200, "print/": 200, "lay/": 403, "rooms/": 403, "hours/": 403, "not-ready/": 403}),
        (
            Role.REHAB_OFFICER,
            {"lay/": 200, "hours/": 200, "rooms/": 403, "not-ready/": 200, "movements/": 403},
        ),
        (Role.ADMINISTRATOR, {"": 403, "rooms/": 200, "hours/": 200, "lay/": 403, "not-ready/": 403}),
        (Role.SECURITY, {"": 403, "movements/": 200, "movements/print/": 200, "rooms/": 403}),
        (Role.FACILITATOR, {"": 200, "lay/": 403, "movements/": 403}),
    ],
)
def test_each_role_opens_its_pages(place, role, pages):
    client = signed_in(accounts.user_with(role, facility=place))
    assert {page: client.get(f"/timetable/{page}").status_code for page in pages} == pages


def test_another_facilitys_rows_do_not_exist(officer, admin):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    room = timetable.room(facility=other)
    booking = timetable.booking(facility=other, room=room)
    kept = timetable.hours(facility=other, inmates=[inmates.inmate(facility=other)])
    period = timetable.not_ready(facility=other, when=timetable.slot("13.00", "14.00"))
    person = CoachingParticipant.objects.get()
    for_officer = [f"{booking.pk}/{page}" for page in ("", "move/", "swap/", "people/", "cancel/")]
    for_officer += [f"not-ready/{period.pk}/withdraw/", f"hours/{kept.pk}/people/{person.pk}/end/"]
    for_admin = [
        f"rooms/{room.pk}/",
        f"rooms/{room.pk}/give-up/",
        f"hours/{kept.pk}/",
        f"hours/{kept.pk}/people/",
    ]
    answers = [officer.get(f"/timetable/{page}").status_code for page in for_officer]
    answers += [admin.get(f"/timetable/{page}").status_code for page in for_admin]
    assert answers == [404] * 11


def test_security_sees_movements_and_prints_the_unlock_list(place, room):
    guard = signed_in(accounts.user_with(Role.SECURITY, facility=place))
    person = inmates.inmate(
        facility=place, full_name="Budi Utomo", cell=inmates.cell(facility=place, code="B2")
    )
    timetable.booking(facility=place, room=room, inmates=[person], title="Kelompok rahasia")
    query = f"?day={timetable.monday()}"
    for page in ("movements/", "movements/print/"):
        shown = text(guard.get(f"/timetable/{page}{query}"))
        assert ("Budi Utomo" in shown, "B2" in shown, "Kelompok rahasia" in shown) == (True, True, False)
    assert Event.objects.filter(action="timetable.movements.printed").count() == 1
    assert "Tidak ada yang dibawa keluar kamar" in text(guard.get("/timetable/movements/"))


# Session, user, roles, facilities, the note of activity, the page's transaction (two); rooms for the choice's list;
# the week's six.
WEEK_QUERIES = 14


def test_the_week_page_costs_the_same_with_one_session_and_with_three(
    officer, place, room, django_assert_num_queries
):
    def fill(day):
        timetable.booking(
            facility=place, room=room, when=timetable.slot(day=day), inmates=[inmates.inmate(facility=place)]
        )

    fill(0)
    address = week_address()
    officer.get(address)
    with django_assert_num_queries(WEEK_QUERIES):
        officer.get(address)
    fill(1)
    fill(2)
    with django_assert_num_queries(WEEK_QUERIES):
        officer.get(address)
