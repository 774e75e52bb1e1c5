"""Today's work: each kind waits for those whose permission it needs, counts rows and leads to them."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from inmates.enums import ImportState
from inmates.models import RegisterImport
from inmates.services_absences import bring_back
from rutan.accounts.permissions import Role, permissions_of
from rutan.accounts.scope import acting
from rutan.accounts.services import propose_role
from rutan.audit.models import Event
from rutan.core import clock
from rutan.dashboard.todo import KINDS, address, todays_work
from tests.factories import accounts, assessments, inmates, rehab, reports, training
from tests.factories.accounts import signed_in
from tests.rutan.dashboard.worlds import world

pytestmark = pytest.mark.django_db


def work_of(user, place):
    with acting(user=user, facility=place, route="test") as scope:
        return todays_work(scope, now=clock.now())


def counts(user, place):
    return {todo.code: todo.count for todo in work_of(user, place)}


@pytest.fixture
def place():
    return accounts.facility()


def test_the_head_and_the_officer_of_a_working_facility():
    small = world()
    assert counts(small.head, small.place) == {"to_confirm": 1, "leaving": 1}
    assert counts(rehab.officer(facility=small.place), small.place) == {
        "leaving": 1,
        "to_mark": 1,
        "to_decide": 1,
        "to_place": 1,
        "no_case_officer": 1,
        "consents_lacking": 5,
        "unseen": 1,
        "report_missing": 1,
    }
    assert counts(rehab.facilitator(facility=small.place), small.place) == {"own_to_mark": 1}
    security = accounts.user_with(Role.SECURITY, facility=small.place)
    assert counts(security, small.place) == {"no_cell": 5}
    for user in (small.head, rehab.officer(facility=small.place)):
        client = signed_in(user)
        for todo in work_of(user, small.place):
            assert (todo.code, client.get(todo.url).status_code) == (todo.code, 200)
            assert str(todo.count) in todo.sentence or todo.code == "report_missing"


def test_what_must_be_acted_on_today_comes_first_and_tells_since_when(place):
    inmate = rehab.screened(facility=place, taken_on=clock.today() - timedelta(days=3))
    rehab.decided(inmate=inmate, tier="berat", reason="Kambuh", second=False)
    inmates.inmate(facility=place, admitted_on=clock.today() - timedelta(days=12))
    todos = work_of(rehab.head(facility=place), place)
    assert [(todo.code, todo.tone, todo.when) for todo in todos] == [
        ("to_confirm", "act", "terlama hari ini")
    ]
    officer = work_of(rehab.officer(facility=place), place)
    assert [(todo.code, todo.when) for todo in officer] == [
        ("report_missing", ""),
        ("consents_lacking", ""),
        ("unseen", "terlama 12 hari lalu"),
    ]


def test_a_case_officer_is_told_only_of_their_own(place):
    soon = clock.today() + timedelta(days=5)
    own, _other = (rehab.screened(facility=place, expires_on=soon) for _ in range(2))
    wali = accounts.user_with(Role.CASE_OFFICER, facility=place)
    inmates.grant(inmate=own, user=wali)
    assert [(todo.sentence, todo.when) for todo in work_of(wali, place)] == [
        ("1 warga binaan bebas dalam 30 hari dan belum selesai", "paling dekat 5 hari lagi")
    ]


def test_an_assessor_is_told_of_people_opened_to_them_drafts_and_the_certificate(place):
    assessor = assessments.assessor(facility=place, certified=False)
    assert [todo.code for todo in work_of(assessor, place)] == ["no_certificate"]
    assessments.certificate(user=assessor, ends_on=clock.today() + timedelta(days=20))
    own = inmates.inmate(facility=place)
    inmates.inmate(facility=place, full_name="Orang Tertutup")
    assessments.draft(inmate=own, by=assessor, taken_on=clock.today())
    assert counts(assessor, place) == {"to_screen": 1, "own_drafts": 1, "certificate_expiring": 1}
    assessments.certificate(user=assessor, ends_on=clock.today() + timedelta(days=400))
    assert counts(assessor, place) == {"to_screen": 1, "own_drafts": 1}


def test_consent_and_placements_that_are_past_their_last_day(place):
    rehab.decided(inmate=rehab.screened(facility=place))
    with clock.turned_back(clock.now() - timedelta(days=rehab.programme().days + 1)):
        group = rehab.group(facility=place)
        rehab.placed(group=group)
    rehab.placed(group=group)
    officer = rehab.officer(facility=place)
    found = counts(officer, place)
    assert (found["no_consent"], found["to_close"]) == (1, 1)


def test_who_is_away_and_should_be_back_is_looked_for(place):
    security = accounts.user_with(Role.SECURITY, facility=place)
    late, expected, returned = (
        inmates.inmate(facility=place, full_name=name, cell=inmates.cell(facility=place))
        for name in ("Terlambat", "Dinanti", "Kembali")
    )
    hour, now = timedelta(hours=1), clock.now()
    inmates.away(late, left_at=now - 3 * hour, expected_at=now - hour)
    inmates.away(expected, left_at=now - 3 * hour, expected_at=now + hour)
    absence = inmates.away(returned, left_at=now - 3 * hour, expected_at=now - 2 * hour)
    bring_back(absence=absence, by=security)
    assert counts(security, place) == {"overdue_absences": 1}
    (todo,) = work_of(security, place)
    page = signed_in(security).get(todo.url).content.decode()
    assert "Terlambat" in page
    assert "Dinanti" not in page


def test_the_register_and_the_reports(place):
    registrar = accounts.user_with(Role.REGISTRAR, facility=place)
    for state in (ImportState.JUDGED, ImportState.APPLIED, ImportState.UNMAPPED, ImportState.DISCARDED):
        RegisterImport.objects.create(
            facility=place,
            file_name=f"{state}.csv",
            content=b"x",
            digest="0" * 64,
            judged_on=clock.today(),
            state=state,
            request_key=uuid.uuid4(),
        )
    assert counts(registrar, place) == {"imports": 2}
    rows = signed_in(registrar).get(reverse("dashboard:work", args=["imports"])).context["page"].rows
    assert sorted(row.title for row in rows) == ["judged.csv", "unmapped.csv"]
    office = reports.office(is_demo=False, code="LAP", name="Rutan Laporan")
    reports.draft(facility=office, by=rehab.officer(facility=office))
    assert counts(rehab.head(facility=office), office) == {"report_drafts": 1}
    assert (
        signed_in(rehab.head(facility=office))
        .get(reverse("dashboard:work", args=["report_drafts"]))
        .status_code
        == 200
    )


def test_an_agency_reads_the_reports_of_its_partner_alone():
    office, bnnk = reports.office(), accounts.agency()
    accounts.agreement(facility=office, agency=bnnk)
    reports.sealed(facility=office)
    coordinator = accounts.user_with(Role.COORDINATOR, agency=bnnk)
    assert counts(coordinator, office) == {"reports_sealed": 1}
    other = accounts.facility(code="LUA", name="Rutan Luar")
    assert counts(coordinator, other) == {}


@pytest.mark.parametrize("way", ["", "file.pdf", "file.xlsx"])
def test_a_report_is_new_until_its_reader_has_opened_it(way):
    office, bnnk = reports.office(), accounts.agency()
    accounts.agreement(facility=office, agency=bnnk)
    first, second = reports.sealed(facility=office), reports.sealed(facility=office, period="2026-03")
    coordinator, colleague = (
        accounts.user_with(Role.COORDINATOR, agency=bnnk, username=name) for name in ("satu", "dua")
    )
    assert signed_in(coordinator).get(f"/reports/{first.pk}/{way}").status_code == 200
    assert counts(coordinator, office) == {"reports_sealed": 1}
    page = signed_in(coordinator).get(reverse("dashboard:work", args=["reports_sealed"]))
    assert [row.url for row in page.context["page"].rows] == [f"/reports/{second.pk}/"]
    assert counts(colleague, office) == {"reports_sealed": 2}


def test_training_with_places_free_and_batches_that_are_over(place):
    officer = rehab.officer(facility=place)
    today = clock.today()
    waiting = training.batch(facility=place, capacity=1, running=True)
    first, second = (inmates.inmate(facility=place, full_name=name) for name in ("Orang Satu", "Orang Dua"))
    place_taken = training.enrolment(batch=waiting, inmate=first)
    training.enrolment(batch=waiting, inmate=second)
    kinds = ("places_free", "batches_over")
    assert {code: n for code, n in counts(officer, place).items() if code in kinds} == {}
    type(waiting).objects.filter(pk=waiting.pk).update(capacity=2)
    over = training.batch(
        facility=place,
        name="Angkatan 2",
        running=True,
        starts_on=today - timedelta(days=9),
        ends_on=today - timedelta(days=1),
    )
    assert {code: n for code, n in counts(officer, place).items() if code in kinds} == {
        "places_free": 1,
        "batches_over": 1,
    }
    assert counts(over.instructor, place) == {"batches_over": 1}
    assert counts(waiting.instructor, place) == {}
    assert place_taken.batch == waiting


def test_roles_users_and_refusals(place):
    admin = accounts.user_with(Role.ADMINISTRATOR, facility=place, username="admin-satu")
    second = accounts.user_with(Role.ADMINISTRATOR, facility=place, username="admin-dua")
    auditor = accounts.user_with(Role.AUDITOR, facility=place)
    former = accounts.user_with(Role.REGISTRAR, facility=place)
    former.assignments.update(ends_on=clock.today() - timedelta(days=1))
    propose_role(user=auditor, role=Role.REGISTRAR, starts_on=clock.today(), by=admin, facility=place)
    assert counts(admin, place) == {"no_role": 1}
    assert counts(second, place) == {"roles": 1, "no_role": 1}
    rows = signed_in(second).get(reverse("dashboard:work", args=["no_role"])).context["page"].rows
    assert [row.title for row in rows] == [former.full_name]
    signed_in(admin).get("/inmates/")  # not an administrator's
    Event.objects.create(
        action="access.refused", facility_id=accounts.facility(code="LUA", name="Rutan Luar").pk
    )
    assert counts(auditor, place) == {"refusals": 1}


def test_without_a_facility_there_is_no_work():
    lonely = accounts.user_with(Role.ASSESSOR, agency=accounts.agency())
    assert work_of(lonely, None) == []


def test_every_kind_leads_somewhere_and_belongs_to_some_role():
    assert all(address(work).startswith("/") for work in KINDS)
    held = [permissions_of(frozenset({role})) for role in Role]
    assert all(any(set(work.needs) & granted for granted in held) for work in KINDS)
    assert len({work.figure.code for work in KINDS}) == len(KINDS)
