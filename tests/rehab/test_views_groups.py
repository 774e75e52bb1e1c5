"""Groups, placing and attendance in the browser, by the roles that may."""

import uuid

import pytest

from rehab.models import Attendance, Group, Placement, Session
from rutan.accounts.permissions import Role
from rutan.core import clock, dates
from tests.factories import accounts, inmates, rehab
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
# Scope (four), roles, the transaction (two), the group, the event that it was read, its people, units, sessions.
GROUP_QUERIES = 12


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def officer(place):
    return signed_in(rehab.officer(facility=place))


def text(answer):
    return " ".join(answer.content.decode().split())


def test_the_officer_opens_a_group_once(place, officer):
    leader = rehab.facilitator(facility=place)
    data = {
        "programme": rehab.programme().pk,
        "name": "Kelompok 1",
        "facilitator": leader.pk,
        "capacity": "12",
        "starts_on": "2026-11-24",
        "ends_on": "",
        "request_key": uuid.uuid4(),
    }
    first, again = (officer.post("/rehab/groups/new/", data) for _ in range(2))
    group = Group.objects.get()
    assert first["Location"] == again["Location"] == f"/rehab/groups/{group.pk}/"
    assert (group.name, group.capacity, group.facilitator, group.state) == ("Kelompok 1", 12, leader, "open")
    taken = officer.post("/rehab/groups/new/", data | {"request_key": uuid.uuid4()})
    assert (taken.status_code, "Sudah ada kelompok terbuka dengan nama ini." in text(taken)) == (422, True)
    assert "Kelompok 1" in text(officer.get("/rehab/groups/"))


def test_placing_shows_every_obstacle_of_every_group_and_places_once(place, officer):
    moderate = rehab.group(facility=place)
    rehab.group(facility=place, tier="berat", name="Kelompok 2")
    person, key = rehab.ready(facility=place), uuid.uuid4()
    page = officer.get(f"/rehab/{person.pk}/place/")
    assert [(choice.group.name, choice.obstacles) for choice in page.context["page"].choices] == [
        ("Kelompok 1", ()),
        ("Kelompok 2", ("Diputuskan sedang, kelompok ini berat.",)),
    ]
    assert "Tempatkan di Kelompok 1" in text(page)
    assert "Tempatkan di Kelompok 2" not in text(page)
    today = clock.today().isoformat()
    data = {"group": moderate.pk, "starts_on": today, "request_key": key}
    answers = [officer.post(f"/rehab/{person.pk}/place/", data) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/rehab/groups/{moderate.pk}/"}
    assert Placement.objects.get().inmate == person
    refused = officer.post(f"/rehab/{person.pk}/place/", data | {"request_key": uuid.uuid4()})
    assert refused.status_code == 422
    since = dates.long_date(clock.today())
    assert f"Sudah mengikuti Kelompok 1 (sedang) sejak {since}." in text(refused)


def test_an_earlier_day_is_judged_as_that_day(place, officer):
    rehab.group(facility=place, starts_on=clock.today())
    person = rehab.ready(facility=place)
    page = officer.get(f"/rehab/{person.pk}/place/", {"starts_on": "2026-01-05"})
    (choice,) = page.context["page"].choices
    assert choice.obstacles == (f"Kelompok 1 baru mulai {dates.long_date(clock.today())}.",)


@pytest.mark.parametrize("typed", ["x", "2026-13-40", ""])
def test_a_day_that_cannot_be_read_is_said_beside_its_field(place, officer, typed):
    rehab.group(facility=place)
    person = rehab.ready(facility=place)
    page = officer.get(f"/rehab/{person.pk}/place/", {"starts_on": typed})
    assert list(page.context["start"].errors) == ["starts_on"]
    assert 'class="invalid-feedback"' in page.content.decode()
    assert page.context["start"]["starts_on"].value() == typed  # as it was typed
    assert page.context["page"].starts_on == clock.today()


def test_a_placement_that_cannot_be_read_is_refused_above_the_groups(place, officer):
    person, group = rehab.ready(facility=place), rehab.group(facility=place)
    data = {"group": group.pk, "starts_on": "x", "request_key": uuid.uuid4()}
    page = officer.post(f"/rehab/{person.pk}/place/", data)
    assert (page.status_code, "notice-danger" in page.content.decode()) == (422, True)
    assert list(page.context["start"].errors) == ["starts_on"]


def test_a_placement_ends_on_its_page(place, officer):
    placement = rehab.placed(group=rehab.group(facility=place))
    address = f"/rehab/placements/{placement.pk}/end/"
    data = {"state": "dropped_out", "ended_on": clock.today().isoformat(), "reason": ""}
    refused = officer.post(address, data)
    assert (refused.status_code, "Tuliskan alasan berakhirnya." in text(refused)) == (422, True)
    officer.post(address, data | {"reason": "Tiga kali tidak hadir"})
    placement.refresh_from_db()
    assert (placement.state, placement.end_reason) == ("dropped_out", "Tiga kali tidak hadir")


def test_the_officer_plans_a_session_or_reads_what_is_in_the_way(place, officer):
    group = rehab.group(facility=place)
    rehab.placed(group=group)
    day = (clock.today() + rehab.timedelta(days=1)).isoformat()
    data = {
        "unit": rehab.unit(group).pk,
        "placement": "",
        "room": rehab.room(facility=place).pk,
        "day": day,
        "starts_at_time": "09:00",
        "topic": "Pemicu",
        "override_reason": "",
        "request_key": uuid.uuid4(),
    }
    answers = [officer.post(f"/rehab/groups/{group.pk}/session/", data) for _ in range(2)]
    assert {answer["Location"] for answer in answers} == {f"/rehab/groups/{group.pk}/"}
    session = Session.objects.get()
    assert (session.topic, session.booking.slot.length) == ("Pemicu", rehab.timedelta(minutes=90))
    refused = officer.post(f"/rehab/groups/{group.pk}/session/", data | {"request_key": uuid.uuid4()})
    assert refused.status_code == 409
    assert "Ruang Konseling 1 sudah dipakai Kelompok 1 pukul 09.00–10.30." in text(refused)
    offered = refused.context["refusal"].offers
    assert len(offered) == 3
    assert [f'name="fill" value="{value}"' in text(refused) for value, _words in offered] == [True] * 3
    again = officer.post(f"/rehab/groups/{group.pk}/session/", data | {"fill": offered[0][0]})
    assert (again.status_code, Session.objects.count()) == (200, 1)
    assert [again.context["form"][name].value() for name in ("day", "starts_at_time")] == offered[0][0].split(
        "T"
    )


def marking(placements, *marks, **fields):
    data = {f"mark-{each.pk}": mark for each, mark in zip(placements, marks, strict=True)}
    return data | {"deed": "marked"} | fields


def test_a_facilitator_marks_the_own_group_on_one_screen(place):
    group = rehab.group(facility=place)
    session, placements = rehab.over(group=group, people=3)
    browser = signed_in(rehab.facilitator(facility=place))
    assert f"/rehab/sessions/{session.pk}/attendance/" in text(browser.get("/rehab/sessions/"))
    address = f"/rehab/sessions/{session.pk}/attendance/"
    assert [each.full_name in text(browser.get(address)) for each in map(of, placements)] == [True] * 3
    data = marking(placements, "present", "excused", "")
    refused = browser.post(f"{address}mark/", data)
    assert refused.status_code == 422
    assert f"{of(placements[1]).full_name}: pilih alasannya." in text(refused)
    data |= {f"reason-{placements[1].pk}": "court", "deed": "rest_present"}
    assert browser.post(f"{address}mark/", data)["Location"] == address
    assert list(Attendance.objects.order_by("placement").values_list("state", "reason")) == [
        ("present", ""),
        ("excused", "court"),
        ("present", ""),
    ]


def test_many_without_a_mark_are_counted_and_shown_in_the_list(place):
    session, placements = rehab.over(group=rehab.group(facility=place), people=5)
    browser = signed_in(rehab.facilitator(facility=place))
    address = f"/rehab/sessions/{session.pk}/attendance/mark/"
    refused = browser.post(address, marking(placements[:1], "present"))
    assert refused.context["form"].non_field_errors() == [
        "4 orang belum dicatat; cari “Belum dicatat” pada daftar."
    ]
    assert [row.is_left_out for row in refused.context["form"].rows()].count(True) == 4
    assert text(refused).count("Belum dicatat") == 5  # the sentence, and each row
    few = browser.post(address, marking(placements[:3], "present", "present", "present"))
    said = few.context["form"].non_field_errors()
    assert said == [f"{of(each).full_name}: belum dicatat." for each in placements[3:]]


def test_before_a_session_begins_its_page_says_who_is_expected_and_marks_nobody(place):
    group = rehab.group(facility=place)
    placement = rehab.placed(group=group)
    session = rehab.session(group=group)
    browser = signed_in(rehab.facilitator(facility=place))
    page = text(browser.get(f"/rehab/sessions/{session.pk}/attendance/"))
    assert of(placement).full_name in page
    assert "Sesi belum dimulai." in page
    assert "Simpan kehadiran" not in page
    (row,) = browser.get(f"/rehab/groups/{group.pk}/").context["page"].sessions
    assert (row.begun, row.session) == (False, session)


def of(placement):
    return placement.inmate


def test_a_session_that_was_not_held_is_lost_on_the_rutans_side(place, officer):
    session, placements = rehab.over(group=rehab.group(facility=place), people=2)
    address = f"/rehab/sessions/{session.pk}/attendance/"
    officer.post(f"{address}mark/", {"deed": "not_held", "reason": "facilitator", "note": "Rapat"})
    session.booking.refresh_from_db()
    assert (session.booking.state, session.booking.lost_by) == ("cancelled", "rutan")
    head = text(signed_in(rehab.head(facility=place)).get(address))
    assert "Fasilitator berhalangan: Rapat" in head
    assert "Simpan kehadiran" not in head
    assert len(placements) == 2


def test_who_may_open_what(place):
    group = rehab.group(facility=place)
    session, (placement,) = rehab.over(group=group)
    stranger = accounts.user_with(Role.FACILITATOR, facility=place)
    readers = {
        "officer": rehab.officer(facility=place),
        "head": rehab.head(facility=place),
        "own": rehab.facilitator(facility=place),
        "other": stranger,
        "registrar": accounts.user_with(Role.REGISTRAR, facility=place),
        "elsewhere": accounts.user_with(Role.REHAB_OFFICER, facility=accounts.facility(code="LUA")),
    }
    addresses = [
        f"/rehab/groups/{group.pk}/",
        f"/rehab/sessions/{session.pk}/attendance/",
        f"/rehab/placements/{placement.pk}/end/",
        f"/rehab/{placement.inmate_id}/place/",
        f"/rehab/groups/{group.pk}/session/",
    ]
    found = {
        name: [signed_in(user).get(address).status_code for address in addresses]
        for name, user in readers.items()
    }
    assert found == {
        "officer": [200, 200, 200, 200, 200],
        "head": [200, 200, 403, 403, 403],
        "own": [200, 200, 403, 403, 403],
        "other": [404, 404, 403, 403, 403],
        "registrar": [403, 403, 403, 403, 403],
        "elsewhere": [404, 404, 404, 404, 404],
    }
    assert signed_in(readers["head"]).post(f"{addresses[1]}mark/").status_code == 403
    assert signed_in(stranger).post(f"{addresses[1]}mark/").status_code == 404


def test_a_facilitator_sees_own_groups_only(place):
    rehab.group(facility=place)
    other = rehab.group(
        facility=place, name="Kelompok 2", facilitator=accounts.user_with(Role.FACILITATOR, facility=place)
    )
    rehab.placed(group=other)
    page = signed_in(rehab.facilitator(facility=place)).get("/rehab/groups/")
    assert [row.group.name for row in page.context["rows"]] == ["Kelompok 1"]


def test_the_group_costs_the_same_with_more_people(place, officer, django_assert_num_queries):
    group = rehab.group(facility=place)
    rehab.over(group=group)
    address = f"/rehab/groups/{group.pk}/"
    officer.get(address)
    with django_assert_num_queries(GROUP_QUERIES):
        officer.get(address)
    rehab.over(group=group, people=2, at=13)
    with django_assert_num_queries(GROUP_QUERIES):
        page = officer.get(address).context["page"]
    assert (len(page.members), len(page.sessions)) == (3, 2)
    assert inmates.Inmate.objects.count() == 3
