"""The dashboard and the pages of rows: what they say, who may open them, what they cost."""

import csv
from datetime import timedelta
from html import escape

import pytest
from django.urls import reverse

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from rutan.dashboard.catalogue import FIGURES
from tests.factories import accounts, inmates, rehab
from tests.factories.accounts import signed_in
from tests.rutan.dashboard.worlds import world

pytestmark = pytest.mark.django_db
# The seven of every page; the blocks; all figures; those of the month before; the days of waiting; the people released
# and their placements; the audit event.
QUERIES = 14
# The seven of every page; the blocks; the rows; the audit event.
QUERIES_ROWS = 10
MISSING = (
    "rows/nothing/", "rows/programme/unknown/", "rows/programme/none/", "rows/unscreened/part/", "rows/stages/x.sedang/",
    "rows/held/2026-13-01/", "?month=2020-01", "?month=x", "?block=Z", "table/x.csv", "work/nothing/",
)  # fmt: skip


@pytest.fixture
def place():
    """A facility with one person who was never screened."""
    place = accounts.facility()
    inmates.inmate(facility=place, full_name="Baru TST 0")
    return place


def month_of(small):
    return f"month={small.reading().month}"


def test_every_figure_leads_to_a_page_with_as_many_rows():
    small = world()
    client = signed_in(small.head)
    page = client.get(f"/dashboard/?{month_of(small)}").content.decode()
    assert "1 dari 3 dijadwalkan" in page
    assert "LUA" not in page
    for figure in FIGURES:
        address = f"/dashboard/rows/{figure.code}/?{month_of(small)}"
        assert figure.split or f'href="{address}"' in page
        answer = client.get(address)
        rows, shown = answer.context["page"], answer.content.decode()
        assert (len(rows.rows), f"Jumlah: {rows.count}</strong>" in shown) == (rows.count, True)
        assert escape(str(figure.sentence)) in shown
        assert "LUA" not in shown
        assert "Blok" not in shown
    names = [row.title for row in client.get("/dashboard/rows/stages/to_place.sedang/").context["page"].rows]
    assert names == ["Putus TST 0"]
    assert client.get("/dashboard/rows/programme/berat/").context["page"].rows == []


def test_a_chart_comes_as_a_table_for_a_spreadsheet():
    small = world(elsewhere=False)
    answer = signed_in(small.head).get(f"/dashboard/table/sessions.csv?{month_of(small)}")
    month = small.reading().month
    assert answer["Content-Disposition"] == f'attachment; filename="sessions-{month}.csv"'
    head, *weeks = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    words = "Direncanakan,Terlaksana,Pihak rutan,Pihak warga binaan,Dijadwalkan ulang,Belum dicatat"
    assert head[1:] == words.split(",")
    assert [sum(int(week[column]) for week in weeks) for column in range(1, 7)] == [3, 1, 1, 0, 0, 1]


def test_costs_the_same_with_one_of_a_kind_and_with_three(django_assert_num_queries):
    small = world(elsewhere=False)
    client = signed_in(small.head)
    client.get("/dashboard/")  # the first visit writes down the session
    for more in ((), (1, 2)):
        small.add(*more)
        with django_assert_num_queries(QUERIES):
            client.get(f"/dashboard/?{month_of(small)}")
        with django_assert_num_queries(QUERIES_ROWS):
            client.get(f"/dashboard/rows/stages/?{month_of(small)}")


def test_what_there_is_not_is_not_found(place):
    client = signed_in(rehab.head(facility=place))
    assert {address: client.get(f"/dashboard/{address}").status_code for address in MISSING} == dict.fromkeys(
        MISSING, 404
    )


def test_only_those_who_may_open_it(place):
    roles = (Role.HEAD, Role.REHAB_OFFICER, Role.AUDITOR, Role.REGISTRAR, Role.CASE_OFFICER, Role.SECURITY)
    paths = ("", "rows/stages/", "rows/stages/to_place.sedang/", "table/funnel.csv")
    clients = {role: signed_in(accounts.user_with(role, facility=place)) for role in roles}
    answers = {
        role: {client.get(f"/dashboard/{path}").status_code for path in paths}
        for role, client in clients.items()
    }
    assert answers == {role: {200} if role in roles[:3] else {403} for role in roles}


def test_opening_is_written_down(place):
    head = rehab.head(facility=place)
    for path in ("", "rows/no_nik/", "table/funnel.csv"):
        signed_in(head).get(f"/dashboard/{path}")
    events = Event.objects.filter(action__startswith="dashboard.").order_by("pk")
    assert [(event.action, event.actor_id, event.facility_id) for event in events] == [
        (f"dashboard.{what}", head.pk, place.pk) for what in ("opened", "rows.opened", "table.downloaded")
    ]
    assert events[1].facts == {"figure": "no_nik", "part": "", "count": 1}


def test_the_rows_can_be_put_on_paper_with_names_that_can_be_hidden(place):
    page = signed_in(rehab.head(facility=place)).get("/dashboard/rows/no_nik/?paper=1").content.decode()
    assert 'data-initials="B.T.0."' in page
    assert "Baru TST 0" in page


def test_work_rows_are_for_those_whose_work_it_is(place):
    officer, head = signed_in(rehab.officer(facility=place)), rehab.head(facility=place)
    unseen = reverse("dashboard:work", args=["unseen"])
    names = [row.title for row in officer.get(unseen).context["page"].rows]
    assert names == ["Baru TST 0"]
    assert signed_in(head).get(unseen).status_code == 403
    refused = Event.objects.get(action="access.refused")
    assert (refused.actor_id, refused.facts) == (head.pk, {"needs": ["access_grant"]})


def test_who_may_not_know_of_tiers_sees_none(place):
    rehab.decided(inmate=rehab.screened(facility=place, full_name="Putus TST 0"))
    rows = {}
    for role in (Role.SECURITY, Role.HEAD):
        client = signed_in(accounts.user_with(role, facility=place))
        address = reverse("dashboard:work" if role is Role.SECURITY else "dashboard:rows", args=["no_cell"])
        rows[role] = [(row.title, row.tier) for row in client.get(address).context["page"].rows]
    assert rows == {
        Role.SECURITY: [("Baru TST 0", None), ("Putus TST 0", None)],
        Role.HEAD: [("Baru TST 0", None), ("Putus TST 0", "sedang")],
    }


def test_whoever_leaves_first_stands_first(place):
    today = clock.today()
    for name, days in (("Ani", 9), ("Budi", 3), ("Citra", 9)):
        rehab.screened(facility=place, full_name=name, expires_on=today + timedelta(days=days))
    rows = signed_in(rehab.head(facility=place)).get("/dashboard/rows/leaving/").context["page"].rows
    assert [row.title for row in rows] == ["Budi", "Ani", "Citra"]
    assert rows[0].note.endswith("3 hari lagi; perlu keputusan")
