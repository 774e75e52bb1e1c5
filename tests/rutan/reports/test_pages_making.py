"""The pages that make reports: ask for one, correct it, approve it, take a draft back."""

import uuid
from datetime import date

import pytest

from rutan.accounts.permissions import Role
from rutan.jobs.models import Job
from rutan.reports.models import ReportEdition
from tests.factories import accounts, inmates, reports
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return reports.office()


@pytest.fixture
def real():
    return reports.office(code="NYT", name="Rutan Nyata", is_demo=False)


def browser(role, place, **fields):
    return signed_in(accounts.user_with(role, facility=place, **fields))


def test_one_click_asks_for_the_report_once(place):
    officer, key = browser(Role.REHAB_OFFICER, place), uuid.uuid4()
    answers = [officer.post("/reports/ask/", {"period": "2026-04", "request_key": key}) for _ in range(2)]
    job = Job.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/jobs/{job.pk}/"] * 2
    assert (job.kind, job.arguments, job.facility) == ("reports.monthly", {"period": "2026-04"}, place)


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2999-01", "belum berakhir"),
        ("2026-13", "Ini bukan bulan"),
        ("x", "Ini bukan bulan"),
        ("2020-01", "Untuk Januari 2020 belum ada catatan di sini. Bulan paling awal"),
    ],
)
def test_what_cannot_be_asked_for_is_said(period, words):
    place = reports.office(recorded=False)
    officer = browser(Role.REHAB_OFFICER, place)
    answer = officer.post("/reports/ask/", {"period": period, "request_key": uuid.uuid4()})
    assert answer.status_code == 422
    assert words in str(answer.context["form"].errors["period"])
    assert f'value="{period}"' in answer.content.decode()
    assert not Job.objects.exists()


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
    rows = reader.get("/reports/").context["page"].rows
    assert [(row.id, row.state, row.tone) for row in rows] == [
        (second.pk, "Tersegel", "done"),
        (first.pk, "Digantikan edisi 2", "off"),
    ]


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
