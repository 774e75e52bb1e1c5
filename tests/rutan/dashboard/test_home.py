"""The start page of every role: greeting, today's work, the day's sessions, for the head four figures."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from rutan.accounts.permissions import Role
from rutan.accounts.scope import acting
from rutan.core import clock
from rutan.dashboard import queries_day
from tests.factories import accounts, assessments, inmates, rehab
from tests.factories.accounts import signed_in
from tests.rutan.dashboard.worlds import world

pytestmark = pytest.mark.django_db
# The seven of every page, today's work in one, the day's sessions (two: they, and who is expected), and for those who
# see the dashboard the figures, those of the month before and the days of waiting.
SEES_ALL = 7 + 1 + 2 + 3
LEADS_OR_SEES = 7 + 1 + 2
LEADS_NONE = 7 + 1 + 1
QUERIES = {
    Role.HEAD: SEES_ALL,
    Role.REHAB_OFFICER: SEES_ALL,
    Role.AUDITOR: SEES_ALL,
    Role.REGISTRAR: LEADS_OR_SEES + 1,  # of whose groups the sessions are: names may tell tiers
    Role.CASE_OFFICER: LEADS_OR_SEES,
    Role.FACILITATOR: LEADS_OR_SEES,
    Role.INSTRUCTOR: LEADS_NONE,
    Role.SECURITY: LEADS_OR_SEES,
    Role.ASSESSOR: LEADS_NONE,
    Role.COORDINATOR: LEADS_NONE,
    Role.ADMINISTRATOR: 7 + 1,
}


@pytest.fixture
def place():
    return accounts.facility()


def home(user):
    return signed_in(user).get("/")


def today_at(place, hour):
    return datetime.combine(clock.today(), datetime.min.time(), place.zone) + timedelta(hours=hour)


def day_of(user, now):
    """What the start page shows of the day at another hour of it."""
    with acting(user=user, facility=accounts.facility(), route="test") as scope:
        return queries_day.day_of(scope, now=now)


def a_session(place, at, **fields):
    group = fields.pop("group", None) or rehab.group(facility=place)
    if not group.placements.exists():
        rehab.placed(group=group, starts_on=clock.today())
    return rehab.session(group=group, day=clock.today(), at=at, **fields)


def test_the_title_is_the_day_and_nothing_waits(place):
    page = home(rehab.head(facility=place)).content.decode()
    assert "Tidak ada yang menunggu Anda hari ini." in page
    assert f"{clock.today():%Y}</h1>" in page
    assert "Kepala Rutan" in page
    assert "Pekerjaan hari ini" not in page


def test_work_stands_in_the_page_with_its_way(place):
    inmates.inmate(facility=place, admitted_on=clock.today() - timedelta(days=2))
    page = home(rehab.officer(facility=place)).content.decode()
    assert "2 hal menunggu Anda." in page
    assert (
        f'<a href="{reverse("dashboard:work", args=["unseen"])}">1 warga binaan belum terbuka untuk instansi mana pun</a>'
        in page
    )
    assert "terlama 2 hari lalu" in page


def test_the_four_figures_are_for_those_who_see_the_dashboard(place):
    inmates.inmate(facility=place)
    assert home(rehab.head(facility=place)).context["page"].four.unscreened.count == 1
    assert home(accounts.user_with(Role.REGISTRAR, facility=place)).context["page"].four is None


def test_the_day_shows_those_to_come_first(place):
    early, late = (
        a_session(place, at, group=group)
        for at, group in (
            (9, rehab.group(facility=place)),
            (14, rehab.group(facility=place, name="Kelompok 2")),
        )
    )
    day = day_of(rehab.head(facility=place), today_at(place, 12))
    assert [(each.booking, each.state, each.tone) for each in day.sessions] == [
        (late.booking, "Direncanakan", "now"),
        (early.booking, "Belum dicatat", "wait"),
    ]
    assert [each.tone for each in day_of(rehab.officer(facility=place), today_at(place, 23)).sessions] == [
        "act",
        "act",
    ]


def test_who_leads_sees_their_own_and_comes_to_its_attendance(place):
    session = a_session(place, 9)
    other = accounts.user_with(Role.FACILITATOR, facility=place)
    own = day_of(rehab.facilitator(facility=place), today_at(place, 8))
    assert [(each.booking, each.people, each.url) for each in own.sessions] == [
        (session.booking, 1, f"/rehab/sessions/{session.pk}/attendance/")
    ]
    assert day_of(other, today_at(place, 8)).sessions == []
    assert "Anda tidak memimpin sesi hari ini." in home(other).content.decode()


def test_security_learns_where_and_when_not_what(place):
    session = a_session(place, 9)
    day = day_of(accounts.user_with(Role.SECURITY, facility=place), today_at(place, 8))
    assert [(each.title, each.url, each.people) for each in day.sessions] == [("", "", 1)]
    page = home(accounts.user_with(Role.SECURITY, facility=place)).content.decode()
    assert session.booking.title not in page
    assert session.booking.room.name in page


def test_costs_each_role_the_same_with_one_and_with_three(django_assert_num_queries):
    small = world(elsewhere=False)
    evening = rehab.group(facility=small.place, name="Kelompok malam")
    a_session(small.place, 20, group=evening)
    bnnk = accounts.agency()
    people = {
        role: accounts.user_with(role, facility=small.place)
        for role in QUERIES
        if role not in (Role.ASSESSOR, Role.COORDINATOR, Role.FACILITATOR)
    }
    people[Role.COORDINATOR] = accounts.user_with(Role.COORDINATOR, agency=bnnk)
    people[Role.FACILITATOR] = rehab.facilitator(facility=small.place)
    people[Role.ASSESSOR] = assessments.assessor(facility=small.place)
    clients = {role: signed_in(user) for role, user in people.items()}
    for client in clients.values():
        client.get("/")  # the first visit writes down the session
    for more in ((), (1, 2)):
        small.add(*more)
        for number in more:
            a_session(small.place, 20 + number, group=evening)
        for role, client in clients.items():
            with django_assert_num_queries(QUERIES[role], info=role):
                client.get("/")


def test_shortcuts_are_deeds_that_the_role_may_do(place):
    roles = (Role.HEAD, Role.REGISTRAR, Role.SECURITY, Role.ADMINISTRATOR, Role.FACILITATOR)
    clients = {role: signed_in(accounts.user_with(role, facility=place)) for role in roles}
    found = {}
    for role, client in clients.items():
        shortcuts = client.get("/").context["page"].shortcuts
        found[role] = [shortcut.route for shortcut in shortcuts]
        assert {client.get(shortcut.url).status_code for shortcut in shortcuts} == {200}
    assert found == {
        Role.HEAD: ["inmates:search", "reports:list"],
        Role.REGISTRAR: ["inmates:search", "inmates:import"],
        Role.SECURITY: ["inmates:search", "timetable:movements_print"],
        Role.ADMINISTRATOR: ["accounts:user_new", "timetable:hours_new", "training:course_new"],
        Role.FACILITATOR: ["inmates:search"],
    }


def test_who_seldom_leads_is_not_told_that_they_lead_nothing(place):
    bnnk = accounts.agency()
    accounts.agreement(facility=place, agency=bnnk)
    page = home(accounts.user_with(Role.COORDINATOR, agency=bnnk))
    assert page.context["page"].day is None
    assert page.status_code == 200
