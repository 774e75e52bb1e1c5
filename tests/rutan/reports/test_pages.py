"""The pages that read reports: the list, one edition, the rows behind a number, the files."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from inmates.enums import ConsentSubject
from rehab.domain.attendance import Mark, Marked
from rehab.services_sessions import mark_attendance
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from rutan.timetable.enums import NotReadyReason
from rutan.timetable.services_readiness import declare_not_ready
from tests.factories import accounts, assessments, inmates, rehab, reports
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
QUERIES_OF_THE_LIST = 9
QUERIES_OF_AN_EDITION = 10  # one of them writes down that it was opened
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


def test_editions_by_month_with_state_number_and_seal(place):
    first = reports.sealed(facility=place)
    second = reports.sealed(facility=place, corrects=first)
    earlier = reports.sealed(facility=place, period="2026-03")
    rows = browser(Role.AUDITOR, place).get("/reports/").context["page"].rows
    shown = [(row.id, row.month, row.edition, row.state, row.number, row.digest) for row in rows]
    assert shown == [
        (each.pk, month, each.edition, state, each.number, each.digest)
        for each, month, state in (
            (second, "April 2026", "Tersegel"),
            (first, "April 2026", "Digantikan edisi 2"),
            (earlier, "Maret 2026", "Tersegel"),
        )
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
    inmates.readmitted(stays, date(2026, 3, 1))
    page = browser(Role.HEAD, place).get(f"/reports/{edition.pk}/figures/intake.admitted/").content.decode()
    assert ("Slamet" in page, "Terlambat" in page) == (True, False)


def test_every_kind_of_row_is_shown(place):
    officer = rehab.officer(facility=place)
    with clock.turned_back(datetime(2026, 4, 10, 20, tzinfo=place.zone)):
        group = rehab.group(facility=place)
        slamet = rehab.placed(group=group, inmate=rehab.ready(facility=place, full_name="Slamet"))
        session = rehab.session(group=group, day=date(2026, 4, 10))
        mark_attendance(session=session, marks={slamet.pk: Marked(Mark.PRESENT)}, by=officer)
        night = rehab.hour(facility=place, day=date(2026, 4, 30), at=22)
        facts = {"reason": NotReadyReason.SECURITY, "by": officer, "request_key": uuid.uuid4()}
        declare_not_ready(facility=place, slot=night, **facts)
    edition = reports.sealed(facility=place)
    head = browser(Role.HEAD, place)
    for code, row in {
        "assessment.done": ("Slamet", "ASSIST, 10 Apr 2026"),
        "placement.decided": ("Slamet", "sedang, diputuskan 10 Apr 2026"),
        "placement.new": ("Slamet", "Kelompok 1 sejak 10 Apr 2026"),
        "sessions.held": (session.booking.title, "10 April 2026, 09.00 WIB: Terlaksana"),
        "sessions.mark.present": ("Slamet", "10 April 2026, 09.00 WIB: Hadir"),
        "problems.reason.security": ("Keamanan", "30 April 2026, 22.00 WIB – 30 April 2026, 23.00 WIB"),
    }.items():
        page = head.get(f"/reports/{edition.pk}/figures/{code}/").context["page"]
        assert [(each.title, each.note) for each in page.rows] == [row], code
        assert page.beyond == 0


def test_an_agency_sees_numbers_and_only_people_opened_to_it(place):
    opened = inmates.inmate(facility=place, full_name="Orang Terbuka", admitted_on=date(2026, 4, 2))
    for count in range(6):
        inmates.inmate(facility=place, full_name=f"Orang Tertutup {count}", admitted_on=date(2026, 4, 2))
    coordinator, agency = partner(place)
    inmates.grant(inmate=opened, agency=agency)
    inmates.consent(inmate=opened, subject=ConsentSubject.IDENTITY, agency=agency)
    edition = reports.sealed(facility=place)
    shown = coordinator.get(f"/reports/{edition.pk}/").content.decode()
    assert 'figures/intake.admitted/" title="Siapa saja yang dihitung?">7</a>' in shown
    page = coordinator.get(f"/reports/{edition.pk}/figures/intake.admitted/").content.decode()
    assert ("Orang Terbuka" in page, "Orang Tertutup" in page) == (True, False)
    assert "6 lagi dihitung, tetapi tidak boleh Anda lihat" in page


@pytest.mark.parametrize("others", [0, 2])
def test_an_agency_is_not_told_a_small_number_not_even_by_the_length_of_its_list(place, others):
    """Whether the people open to it are all, or some, of those counted, the page is the same."""
    opened = inmates.inmate(facility=place, full_name="Orang Terbuka", admitted_on=date(2026, 4, 2))
    for count in range(others):
        inmates.inmate(facility=place, full_name=f"Orang Tertutup {count}", admitted_on=date(2026, 4, 2))
    coordinator, agency = partner(place)
    inmates.grant(inmate=opened, agency=agency)
    edition = reports.sealed(facility=place)
    shown = coordinator.get(f"/reports/{edition.pk}/").content.decode()
    assert 'figures/intake.admitted/" title="Mengapa tidak ditampilkan?">&lt;5</a>' in shown
    assert "Tanda &lt;5 berarti angka satu sampai empat" in shown
    page = coordinator.get(f"/reports/{edition.pk}/figures/intake.admitted/")
    assert (len(page.context["page"].rows), page.context["page"].beyond) == (1, None)
    text = page.content.decode()
    assert "Masuk: &lt;5" in text
    assert "Mungkin ada orang lain yang ikut dihitung" in text
    inside = browser(Role.HEAD, place).get(f"/reports/{edition.pk}/").content.decode()
    assert f'title="Siapa saja yang dihitung?">{others + 1}</a>' in inside
    assert "angka tidak ditulis di PDF dan XLSX" in inside


def test_an_agency_is_told_only_what_people_agreed_to_share(place):
    """A row behind "high risk" or "active" says as much of a person as the result itself."""
    coordinator, agency = partner(place)
    with clock.turned_back(datetime(2026, 4, 10, 12, tzinfo=place.zone)):
        group = rehab.group(facility=place)
        shares, keeps = (
            rehab.placed(group=group, inmate=rehab.ready(facility=place, full_name=name)).inmate
            for name in ("Orang Terbuka", "Orang Tertutup")
        )
    other = accounts.agency(code="dinkes-tst")
    for person in (shares, keeps):
        inmates.grant(inmate=person, agency=other)
    for subject in ("identity", "screening", "progress"):
        facts = {"decided_on": date(2026, 4, 10), "by": rehab.officer(facility=place)}
        inmates.consent(inmate=shares, agency=other, subject=ConsentSubject(subject), **facts)
    accounts.agreement(facility=place, agency=other)
    told = signed_in(accounts.user_with(Role.COORDINATOR, agency=other))
    edition = reports.sealed(facility=place)

    def names(code, reader=told):
        rows = reader.get(f"/reports/{edition.pk}/figures/{code}/").context["page"].rows
        return [row.title for row in rows]

    assert {
        code: names(code) for code in ("intake.screened", "intake.band.moderate", "placement.new.sedang")
    } == {
        "intake.screened": ["Orang Terbuka"],
        "intake.band.moderate": ["Orang Terbuka"],
        "placement.new.sedang": ["Orang Terbuka"],
    }
    # Whoever has not agreed to be named stands there by initials and register number.
    unnamed = {person.full_name: f"O.T. {person.register_number}" for person in (shares, keeps)}
    assert names("intake.custody") == ["Orang Terbuka", unnamed["Orang Tertutup"]]
    assert names("placement.new", reader=browser(Role.AUDITOR, place)) == ["Orang Terbuka", "Orang Tertutup"]
    # The agency that screened them itself knows the result, but not how it went on.
    assert names("intake.screened", reader=coordinator) == list(unnamed.values())
    assert names("placement.new", reader=coordinator) == []
    assert agency.code == "bnnk-tst"


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
