"""The dashboard and the pages of rows: what they say, who may open them, what they cost."""

import csv

import pytest

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.dashboard.catalogue import FIGURES
from tests.factories import accounts, rehab
from tests.factories.accounts import signed_in
from tests.rutan.dashboard.worlds import world

pytestmark = pytest.mark.django_db
# The seven of every page; the blocks; all figures; those of the month before; the days of waiting; the people released
# and their placements; the audit event.
QUERIES = 14
# The blocks; the rows; the audit event.
QUERIES_ROWS = 10


@pytest.fixture
def small():
    return world()


def month_of(small):
    return f"month={small.reading().month}"


def test_shows_the_figures_each_as_a_link_to_its_rows(small):
    client = signed_in(small.head)
    page = client.get(f"/dashboard/?{month_of(small)}").content.decode()
    assert "Dasbor" in page
    for figure in ("programme", "unscreened", "held", "leaving", "at_risk", "to_mark", "no_nik", "batches"):
        assert f'href="/dashboard/rows/{figure}/?{month_of(small)}"' in page
    assert "1 dari 3 dijadwalkan" in page
    assert "LUA" not in page


@pytest.mark.parametrize("figure", [figure.code for figure in FIGURES])
def test_the_number_on_top_is_the_number_of_rows(small, figure):
    answer = signed_in(small.head).get(f"/dashboard/rows/{figure}/?{month_of(small)}")
    page = answer.context["page"]
    shown = answer.content.decode()
    assert (len(page.rows), f"{page.count} baris" in shown) == (page.count, True)
    assert str(page.figure.sentence) in shown
    assert "LUA" not in shown


def test_the_rows_of_a_part_are_only_those(small):
    client = signed_in(small.head)
    names = [row.title for row in client.get("/dashboard/rows/stages/to_place.sedang/").context["page"].rows]
    assert names == ["Putus TST 0"]
    assert client.get("/dashboard/rows/programme/berat/").context["page"].rows == []


@pytest.mark.parametrize(
    "address",
    [
        "rows/nothing/",
        "rows/programme/unknown/",
        "rows/unscreened/part/",
        "?month=2020-01",
        "?month=x",
        "?block=Z",
        "table/x.csv",
    ],
)
def test_what_there_is_not_is_not_found(small, address):
    assert signed_in(small.head).get(f"/dashboard/{address}").status_code == 404


def test_only_those_who_may_open_it(small):
    roles = {
        role: accounts.user_with(role, facility=small.place)
        for role in (Role.REHAB_OFFICER, Role.AUDITOR, Role.REGISTRAR, Role.CASE_OFFICER)
    }
    answers = {role: signed_in(user).get("/dashboard/").status_code for role, user in roles.items()}
    assert answers == {
        Role.REHAB_OFFICER: 200,
        Role.AUDITOR: 200,
        Role.REGISTRAR: 403,
        Role.CASE_OFFICER: 403,
    }
    registrar = signed_in(roles[Role.REGISTRAR])
    paths = ("rows/stages/", "rows/stages/to_place.sedang/", "table/funnel.csv")
    assert [registrar.get(f"/dashboard/{path}").status_code for path in paths] == [403, 403, 403]


def test_opening_is_written_down(small):
    client = signed_in(small.head)
    client.get("/dashboard/")
    client.get("/dashboard/rows/no_nik/")
    client.get("/dashboard/table/funnel.csv")
    events = Event.objects.filter(action__startswith="dashboard.").order_by("pk")
    assert [(event.action, event.actor_id) for event in events] == [
        (f"dashboard.{what}", small.head.pk) for what in ("opened", "rows.opened", "table.downloaded")
    ]
    assert events[1].facts == {"figure": "no_nik", "part": "", "count": 5}


def test_a_chart_comes_as_a_table_for_a_spreadsheet(small):
    answer = signed_in(small.head).get(f"/dashboard/table/sessions.csv?{month_of(small)}")
    assert answer["Content-Disposition"] == f'attachment; filename="sessions-{small.reading().month}.csv"'
    head, *weeks = csv.reader(answer.content.decode("utf-8-sig").splitlines())
    assert head[1:] == [
        "Dijadwalkan",
        "Terlaksana",
        "Pihak rutan",
        "Pihak warga binaan",
        "Dijadwalkan ulang",
        "Belum dicatat",
    ]
    assert [sum(int(week[column]) for week in weeks) for column in range(1, 7)] == [3, 1, 1, 0, 0, 1]


def test_the_rows_can_be_put_on_paper_with_names_that_can_be_hidden(small):
    page = signed_in(small.head).get("/dashboard/rows/leaving/?paper=1").content.decode()
    assert 'data-initials="S.T.0."' in page
    assert "Skrining TST 0" in page


def test_costs_the_same_with_one_of_a_kind_and_with_three(django_assert_num_queries):
    for factor in (1, 3):
        many = world(factor=factor, elsewhere=False)
        client = signed_in(many.head)
        client.get("/dashboard/")  # the first visit writes down the session
        with django_assert_num_queries(QUERIES):
            client.get(f"/dashboard/?{month_of(many)}")
        with django_assert_num_queries(QUERIES_ROWS):
            client.get(f"/dashboard/rows/stages/?{month_of(many)}")


def test_work_rows_are_for_those_whose_work_it_is(small):
    officer = signed_in(rehab.officer(facility=small.place))
    names = [row.title for row in officer.get("/dashboard/work/unseen/").context["page"].rows]
    assert names == ["Baru TST 0"]
    assert signed_in(small.head).get("/dashboard/work/unseen/").status_code == 403
    assert officer.get("/dashboard/work/nothing/").status_code == 404
    refused = Event.objects.get(action="access.refused")
    assert (refused.actor_id, refused.facts) == (small.head.pk, {"needs": ["access_grant"]})


def test_who_may_not_know_of_tiers_sees_none(small):
    security = signed_in(accounts.user_with(Role.SECURITY, facility=small.place))
    rows = security.get("/dashboard/work/no_cell/").context["page"].rows
    assert {row.tier for row in rows} == {None}
    assert len(rows) == 5
