"""The pages of reports: the list, one edition, the rows behind a number, and everything that makes one."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from rutan.jobs.models import Job
from rutan.reports.models import ReportEdition
from tests.factories import accounts, assessments, inmates, rehab, reports
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
QUERIES_OF_THE_LIST = 8
QUERIES_OF_AN_EDITION = 9
QUERIES_OF_ROWS = 10


@pytest.fixture
def place():
    return reports.office()


@pytest.fixture
def real():
    return reports.office(code="NYT", name="Rutan Nyata", is_demo=False)


def browser(role, place, **fields):
    return signed_in(accounts.user_with(role, facility=place, **fields))


def partner(place, *, code="bnnk-tst"):
    """The browser of a coordinator whose agency works with the facility."""
    agency = accounts.agency(code=code)
    if not place.agreements.filter(agency=agency).exists():
        accounts.agreement(facility=place, agency=agency)
    return signed_in(accounts.user_with(Role.COORDINATOR, agency=agency)), agency


def test_the_list_is_empty_at_first_and_offers_the_last_month(place):
    with clock.turned_back(datetime(2026, 5, 3, 12, tzinfo=ZoneInfo("Asia/Jakarta"))):
        page = browser(Role.REHAB_OFFICER, place).get("/reports/")
        readers = browser(Role.HEAD, place).get("/reports/").content.decode()
    assert "Belum ada laporan." in page.content.decode()
    assert "Buat laporan April 2026" in page.content.decode()
    offered = [month.code for month in page.context["page"].offered]
    assert offered == ["2026-04", "2026-03", "2026-02", "2026-01", "2025-12", "2025-11"]
    assert "Buat laporan" not in readers


def test_one_click_asks_for_the_report_once(place):
    officer, key = browser(Role.REHAB_OFFICER, place), uuid.uuid4()
    answers = [officer.post("/reports/ask/", {"period": "2026-04", "request_key": key}) for _ in range(2)]
    job = Job.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/jobs/{job.pk}/"] * 2
    assert (job.kind, job.arguments, job.facility) == ("reports.monthly", {"period": "2026-04"}, place)


@pytest.mark.parametrize(
    ("period", "words"),
    [("2999-01", "belum berakhir"), ("2026-13", "Ini bukan bulan"), ("x", "Tombol ini sudah lama")],
)
def test_what_cannot_be_asked_for_is_said(place, period, words):
    officer = browser(Role.REHAB_OFFICER, place)
    answer = officer.post("/reports/ask/", {"period": period, "request_key": uuid.uuid4()}, follow=True)
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_editions_by_month_with_state_number_and_seal(place):
    first = reports.sealed(facility=place)
    second = reports.sealed(facility=place, corrects=first)
    earlier = reports.sealed(facility=place, period="2026-03")
    rows = browser(Role.AUDITOR, place).get("/reports/").context["page"].rows
    shown = [(row.id, row.month, row.edition, row.state, row.number, row.digest) for row in rows]
    assert shown == [
        (each.pk, month, each.edition, "Tersegel", each.number, each.digest)
        for each, month in ((second, "April 2026"), (first, "April 2026"), (earlier, "Maret 2026"))
    ]


def test_the_list_turns_over_by_key(place, monkeypatch):
    monkeypatch.setattr("rutan.reports.queries_editions.PAGE", 2)
    first = reports.sealed(facility=place)
    made = [reports.sealed(facility=place, corrects=first), first]
    made.append(reports.sealed(facility=place, period="2026-03"))
    reader = browser(Role.HEAD, place)
    one = reader.get("/reports/").context["page"]
    two = reader.get("/reports/", {"after": one.following}).context["page"]
    assert [row.id for page in (one, two) for row in page.rows] == [each.pk for each in made]
    assert two.following == ""


def test_an_edition_shows_every_figure_as_a_link_to_its_rows(place):
    person = inmates.inmate(facility=place, full_name="Slamet", admitted_on=date(2026, 4, 2))
    edition = reports.sealed(facility=place)
    head = browser(Role.HEAD, place)
    page = head.get(f"/reports/{edition.pk}/").content.decode()
    for words in ("Penerimaan dan skrining", edition.number, edition.digest, "Segel cocok dengan angkanya"):
        assert words in page
    link = f"/reports/{edition.pk}/figures/intake.admitted/"
    assert f'<a href="{link}"' in page
    rows = head.get(link).content.decode()
    assert "Slamet" in rows
    assert f"/inmates/{person.pk}/" in rows
    assert "Masuk: 1" in rows
    opened = Event.objects.get(action="reports.figure.opened")
    assert (opened.subject_id, opened.facts) == (edition.pk, {"code": "intake.admitted", "shown": 1})


def test_the_rows_are_those_of_the_sealing_not_of_today(place):
    stays = inmates.inmate(facility=place, full_name="Slamet", admitted_on=date(2026, 4, 2))
    edition = reports.sealed(facility=place)
    inmates.inmate(facility=place, full_name="Terlambat", admitted_on=date(2026, 4, 3))
    inmates.Inmate.objects.filter(pk=stays.pk).update(admitted_on=date(2026, 3, 1))
    page = browser(Role.HEAD, place).get(f"/reports/{edition.pk}/figures/intake.admitted/").content.decode()
    assert ("Slamet" in page, "Terlambat" in page) == (True, False)


def test_every_kind_of_row_is_shown(place):
    with clock.turned_back(datetime(2026, 4, 10, 12, tzinfo=place.zone)):
        group = rehab.group(facility=place)
        placement = rehab.placed(group=group, inmate=rehab.ready(facility=place, full_name="Slamet"))
    edition = reports.sealed(facility=place)
    head = browser(Role.HEAD, place)

    def shown(code):
        page = head.get(f"/reports/{edition.pk}/figures/{code}/").context["page"]
        return [(row.title, row.note) for row in page.rows]

    assert shown("assessment.done") == [("Slamet", "ASSIST, 10 Apr 2026")]
    assert shown("placement.decided") == [("Slamet", "sedang, diputuskan 10 Apr 2026")]
    assert shown("placement.new") == [("Slamet", f"{placement.group} sejak 10 Apr 2026")]


def test_an_agency_sees_numbers_and_only_people_opened_to_it(place):
    opened = inmates.inmate(facility=place, full_name="Orang Terbuka", admitted_on=date(2026, 4, 2))
    inmates.inmate(facility=place, full_name="Orang Tertutup", admitted_on=date(2026, 4, 2))
    coordinator, agency = partner(place)
    inmates.grant(inmate=opened, agency=agency)
    edition = reports.sealed(facility=place)
    assert (
        'figures/intake.admitted/" title="Siapa saja yang dihitung?">2</a>'
        in coordinator.get(f"/reports/{edition.pk}/").content.decode()
    )
    page = coordinator.get(f"/reports/{edition.pk}/figures/intake.admitted/").content.decode()
    assert ("Orang Terbuka" in page, "Orang Tertutup" in page) == (True, False)
    assert "1 lagi dihitung, tetapi tidak boleh Anda lihat" in page


def test_an_agency_sees_no_draft_and_no_report_of_another_facility(real):
    draft = reports.draft(facility=real)
    coordinator, _agency = partner(real)
    foreign = reports.sealed(facility=reports.office(code="LUA", name="Rutan Luar"))
    for path in (f"/reports/{draft.pk}/", f"/reports/{foreign.pk}/", f"/reports/{foreign.pk}/file.pdf"):
        assert coordinator.get(path).status_code == 404
    assert coordinator.get("/reports/").context["page"].rows == []
    assert Event.objects.filter(action="access.out_of_reach").count() == 3


@pytest.mark.parametrize(
    ("role", "expected"),
    [(Role.HEAD, 200), (Role.REHAB_OFFICER, 200), (Role.AUDITOR, 200)]
    + [(role, 403) for role in (Role.REGISTRAR, Role.CASE_OFFICER, Role.SECURITY, Role.ADMINISTRATOR)],
)
def test_who_reads_reports(place, role, expected):
    edition = reports.sealed(facility=place)
    reader = browser(role, place)
    pages = (
        "",
        f"{edition.pk}/",
        f"{edition.pk}/figures/intake.screened/",
        "figures/",
        f"{edition.pk}/file.pdf",
    )
    assert {reader.get(f"/reports/{page}").status_code for page in pages} == {expected}


def test_who_makes_reports(real):
    draft = reports.draft(facility=real)
    ask = {"period": "2026-04", "request_key": uuid.uuid4()}
    for role in (Role.HEAD, Role.AUDITOR):
        assert browser(role, real).post("/reports/ask/", ask).status_code == 403
    for role in (Role.REHAB_OFFICER, Role.AUDITOR):
        assert browser(role, real).post(f"/reports/{draft.pk}/approve/").status_code == 403
    assert browser(Role.AUDITOR, real).get(f"/reports/{draft.pk}/withdraw/").status_code == 403
    assert browser(Role.HEAD, real).get(f"/reports/{draft.pk}/correct/").status_code == 403
    assert (Job.objects.count(), ReportEdition.objects.get().state) == (0, "draft")


def test_the_head_approves_what_somebody_else_prepared(real):
    officer = accounts.user_with(Role.REHAB_OFFICER, facility=real)
    draft = reports.draft(facility=real, by=officer)
    head = browser(Role.HEAD, real)
    assert "Setujui dan segel" in head.get(f"/reports/{draft.pk}/").content.decode()
    assert "Setujui dan segel" not in signed_in(officer).get(f"/reports/{draft.pk}/").content.decode()
    page = head.post(f"/reports/{draft.pk}/approve/", follow=True).content.decode()
    assert "Tersegel dengan nomor NYT.PK.08.01-0001." in page
    assert "Setujui dan segel" not in page
    again = head.post(f"/reports/{draft.pk}/approve/", follow=True).content.decode()
    assert "sudah tersegel atau ditarik" in again


def test_nobody_approves_their_own_report(real):
    both = accounts.user_with(Role.REHAB_OFFICER, facility=real)
    accounts.give_role(both, Role.HEAD, facility=real)
    draft = reports.draft(facility=real, by=both)
    page = signed_in(both).post(f"/reports/{draft.pk}/approve/", follow=True).content.decode()
    assert "bukan penyusunnya" in page
    assert ReportEdition.objects.get().state == "draft"


def test_a_correction_is_asked_for_with_a_reason(place):
    edition = reports.sealed(facility=place)
    officer, key = browser(Role.REHAB_OFFICER, place), uuid.uuid4()
    assert "Perbaiki laporan tersegel" in officer.get(f"/reports/{edition.pk}/correct/").content.decode()
    assert (
        officer.post(f"/reports/{edition.pk}/correct/", {"reason": "", "request_key": key}).status_code == 422
    )
    for _time in range(2):
        answer = officer.post(f"/reports/{edition.pk}/correct/", {"reason": "Salah", "request_key": key})
    job = Job.objects.get()
    assert answer["Location"] == f"/jobs/{job.pk}/"
    assert job.arguments == {"period": "2026-04", "corrects": edition.pk, "reason": "Salah"}
    reports.sealed(facility=place, corrects=edition)
    late = officer.post(f"/reports/{edition.pk}/correct/", {"reason": "x", "request_key": uuid.uuid4()})
    assert late.status_code == 422
    assert "sudah diperbaiki" in late.content.decode()


def test_a_corrected_edition_points_to_the_next_and_says_what_changed(place):
    first = reports.sealed(facility=place)
    inmates.inmate(facility=place, admitted_on=date(2026, 4, 2))
    second = reports.sealed(facility=place, corrects=first, reason="Terlambat dicatat")
    reader = browser(Role.AUDITOR, place)
    old, new = (reader.get(f"/reports/{each.pk}/").content.decode() for each in (first, second))
    assert f'<a href="/reports/{second.pk}/">Buka edisi 2</a>' in old
    assert "Masuk: 0 menjadi 1 (1 ditambahkan, 0 dikeluarkan)" in new
    assert "Terlambat dicatat" in new


def test_a_draft_is_withdrawn_with_a_reason(real):
    draft = reports.draft(facility=real)
    officer = browser(Role.REHAB_OFFICER, real)
    assert officer.post(f"/reports/{draft.pk}/withdraw/", {"reason": ""}).status_code == 422
    assert (
        officer.post(f"/reports/{draft.pk}/withdraw/", {"reason": "Salah"})["Location"]
        == f"/reports/{draft.pk}/"
    )
    assert "Ditarik" in officer.get(f"/reports/{draft.pk}/").content.decode()
    assert officer.post(f"/reports/{draft.pk}/withdraw/", {"reason": "x"}).status_code == 422


def test_downloads_are_the_sealed_files_and_drafts_have_none(place, real):
    edition, draft = reports.sealed(facility=place), reports.draft(facility=real)
    head = browser(Role.HEAD, place)
    paper = head.get(f"/reports/{edition.pk}/file.pdf")
    assert (paper.content, paper["Content-Type"]) == (bytes(edition.document.pdf), "application/pdf")
    assert paper["Content-Disposition"] == 'attachment; filename="laporan-TST-2026-04-edisi-1.pdf"'
    assert head.get(f"/reports/{edition.pk}/file.xlsx").content == bytes(edition.xlsx)
    assert head.get(f"/reports/{edition.pk}/file.csv").status_code == 404
    assert browser(Role.HEAD, real).get(f"/reports/{draft.pk}/file.pdf").status_code == 404
    assert Event.objects.filter(action__in=("letters.document.opened", "reports.edition.taken")).count() == 2


def test_the_catalogue_says_what_each_figure_counts(place):
    page = browser(Role.AUDITOR, place).get("/reports/figures/").content.decode()
    assert "yang diskrining dua kali dihitung sekali" in page


def test_a_figure_that_is_none_does_not_exist(place):
    edition = reports.sealed(facility=place)
    assert browser(Role.HEAD, place).get(f"/reports/{edition.pk}/figures/nothing/").status_code == 404


def test_pages_cost_the_same_with_more_rows(place, django_assert_num_queries):
    head = browser(Role.HEAD, place)
    assessor = assessments.assessor(facility=place)

    def screen(*names):
        for name in names:
            person = inmates.inmate(facility=place, full_name=name)
            assessments.signed_assist(inmate=person, by=assessor, taken_on=date(2026, 4, 2))

    screen("Satu")
    edition = reports.sealed(facility=place)
    head.get("/reports/")  # the first visit writes down the session
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        head.get("/reports/")
    screen("Dua", "Tiga")
    larger = reports.sealed(facility=place, corrects=edition)
    reports.sealed(facility=place, period="2026-03")
    with django_assert_num_queries(QUERIES_OF_THE_LIST):
        head.get("/reports/")
    for each in (edition, larger):
        with django_assert_num_queries(QUERIES_OF_AN_EDITION):
            head.get(f"/reports/{each.pk}/")
        with django_assert_num_queries(QUERIES_OF_ROWS):
            head.get(f"/reports/{each.pk}/figures/assessment.done/")
