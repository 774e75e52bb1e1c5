"""Freezing, sealing, correcting, withdrawing."""

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from rutan.audit.models import Event
from rutan.core import clock
from rutan.jobs.models import Job
from rutan.letters.models import IssuedDocument
from rutan.letters.refusals import LetterRefused
from rutan.letters.services import revoke
from rutan.reports import services, services_sealing
from rutan.reports.domain.obstacles import Reason
from rutan.reports.domain.sealing import digest_of
from rutan.reports.models import ReportEdition
from rutan.reports.refusals import ReportRefused
from tests.factories import accounts, assessments, inmates, reports

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return reports.office()


@pytest.fixture
def real():
    return reports.office(code="NYT", is_demo=False)


def reasons(deed, **arguments):
    with pytest.raises(ReportRefused) as refusal:
        deed(**arguments)
    return refusal.value.reasons


def test_a_month_is_asked_for_once_it_is_over_on_the_facilitys_clock(place):
    in_jakarta, in_london = ZoneInfo("Asia/Jakarta"), ZoneInfo("Europe/London")
    midnight = datetime(2026, 5, 1, 0, 30, tzinfo=in_jakarta)
    with clock.turned_back(midnight), timezone.override(in_jakarta):
        job = services.request_monthly(facility=place, period="2026-04", by=None, request_key=uuid.uuid4())
    assert (job.kind, job.arguments) == ("reports.monthly", {"period": "2026-04"})
    with clock.turned_back(midnight), timezone.override(in_london):
        facts = {"facility": place, "by": None, "request_key": uuid.uuid4()}
        assert reasons(services.request_monthly, period="2026-04", **facts) == (Reason.MONTH_NOT_OVER,)
        assert reasons(services.request_monthly, period="2026-4", **facts) == (Reason.NO_SUCH_MONTH,)
    assert Job.objects.count() == 1


def test_the_refusal_says_from_when_on(place):
    with clock.turned_back(datetime(2026, 4, 30, 12, tzinfo=ZoneInfo("Asia/Jakarta"))):
        with pytest.raises(ReportRefused) as refusal:
            services.month_to_report(place, "2026-04")
    assert refusal.value.messages == [
        "Bulan April 2026 belum berakhir. Laporannya dapat dibuat mulai 1 Mei 2026."
    ]


@pytest.mark.parametrize(("period", "month"), [("2020-01", "Januari 2020"), ("2025-03", "Maret 2025")])
def test_of_a_month_before_the_records_no_report_is_made(period, month):
    """Neither by the page nor by the command: the register reaches further back than what was done with people."""
    place = reports.office(recorded=False)
    inmates.inmate(facility=place, admitted_on=date(2019, 1, 1))
    assessments.signed_assist(
        inmate=inmates.inmate(facility=place, admitted_on=date(2019, 1, 1)),
        by=assessments.assessor(facility=place),
        taken_on=date(2025, 4, 3),
    )
    with reports.evening_of(date(2026, 5, 2)):
        with pytest.raises(ReportRefused) as refusal:
            services.month_to_report(place, period)
        (message,) = refusal.value.messages
        assert message.startswith(f"Untuk {month} belum ada catatan di sini.")
        assert message.endswith("dapat dibuat adalah April 2025.")
        assert str(services.month_to_report(place, "2025-04")) == "2025-04"


def test_the_months_that_are_offered_can_be_had_where_nothing_is_recorded():
    place = reports.office(recorded=False)
    with reports.evening_of(date(2026, 5, 2)):
        assert str(services.month_to_report(place, "2025-11")) == "2025-11"
        assert reasons(services.month_to_report, facility=place, text="2025-10") == (
            Reason.BEFORE_THE_RECORDS,
        )


def test_freezing_twice_makes_one_edition(place):
    key = uuid.uuid4()
    first = reports.draft(facility=place, request_key=key)
    inmates.inmate(facility=place, admitted_on=date(2026, 4, 5))  # comes too late
    assert reports.draft(facility=place, request_key=key) == first
    assert reports.draft(facility=place) == first  # another job for the same month
    assert ReportEdition.objects.get().figures == first.figures
    assert [event.facts["digest"] for event in Event.objects.about(first)] == [first.digest]


def test_a_correction_asked_for_twice_answers_with_the_first_job_when_it_is_made_already(place):
    first, by = reports.sealed(facility=place), accounts.second_person()
    facts = {"edition": first, "reason": "Terlambat dicatat", "by": by, "request_key": uuid.uuid4()}
    job = services.request_correction(**facts)
    reports.sealed(facility=place, corrects=first)
    assert services.request_correction(**facts) == job
    with pytest.raises(ReportRefused):
        services.request_correction(**facts | {"request_key": uuid.uuid4()})


def test_an_invented_facility_seals_at_once(place):
    sealed = reports.sealed(facility=place)
    paper = sealed.document
    assert (sealed.number, paper.number, sealed.approved_by) == ("TST.PK.08.01-0001", sealed.number, None)
    assert sealed.digest == digest_of(sealed.figures) == paper.data["body"]["digest"]
    assert paper.facts == [["period", "2026-04-01/2026-04-30"], ["edition", "1"]]
    assert services_sealing.seal_without_approval(edition=sealed, by=None).number == sealed.number
    assert IssuedDocument.objects.count() == 1


def test_a_real_facilitys_report_is_sealed_by_a_second_person(real):
    officer, head = accounts.user(username="petugas"), accounts.user(username="kepala")
    draft = reports.draft(facility=real, by=officer)
    assert reasons(services_sealing.approve, edition=draft, by=officer) == (Reason.OWN_REPORT,)
    sealed = services_sealing.approve(edition=draft, by=head)
    assert (sealed.state, sealed.approved_by, sealed.prepared_by) == ("sealed", head, officer)
    assert reasons(services_sealing.approve, edition=draft, by=head) == (Reason.ENDED_ALREADY,)
    actions = [event.action for event in Event.objects.about(draft).order_by("pk")]
    assert actions == ["reports.edition.prepared", "reports.edition.sealed"]
    assert sealed.figures == draft.figures


def test_without_a_signatory_nothing_is_sealed_and_no_number_is_lost():
    place = accounts.facility(code="TTD", is_demo=True)
    draft = reports.draft(facility=place)
    with pytest.raises(LetterRefused):
        services_sealing.seal_without_approval(edition=draft, by=None)
    draft.refresh_from_db()
    assert (draft.state, draft.number) == ("draft", "")


def test_a_correction_is_the_next_edition_and_says_what_changes(place):
    first = reports.sealed(facility=place)
    late = inmates.inmate(facility=place, admitted_on=date(2026, 4, 5))
    second = reports.sealed(facility=place, corrects=first, reason="Register terlambat masuk")
    assert (second.edition, second.number, second.corrects) == (2, "TST.PK.08.01-0002", first)
    assert second.figures["corrects"] == {
        "edition": 1,
        "number": first.number,
        "digest": first.digest,
        "reason": "Register terlambat masuk",
        "changes": [
            "Jumlah penghuni pada hari terakhir: 0 menjadi 1 (1 ditambahkan, 0 dikeluarkan)",
            "Masuk: 0 menjadi 1 (1 ditambahkan, 0 dikeluarkan)",
            "Belum diskrining: 0 menjadi 1 (1 ditambahkan, 0 dikeluarkan)",
        ],
        "outside": [
            "Jumlah penghuni pada hari terakhir: berubah",
            "Masuk: berubah",
            "Belum diskrining: berubah",
        ],
    }
    assert second.figures["rows"]["intake.admitted"] == [late.pk]
    first.refresh_from_db()
    first.document.refresh_from_db()
    assert (first.figures["rows"]["intake.admitted"], first.seal_holds) == ([], True)
    assert (first.document.state, first.document.replaced_by) == ("superseded", second.document)


def test_a_revoked_report_can_still_be_corrected(place):
    first = reports.sealed(facility=place)
    revoke(document=first.document, reason="Salah kirim", by=accounts.user())
    second = reports.sealed(facility=place, corrects=first)
    first.document.refresh_from_db()
    assert (second.number, first.document.state) == ("TST.PK.08.01-0002", "revoked")


def test_only_the_latest_sealed_edition_is_corrected_with_a_reason(place, real):
    officer = accounts.user()
    draft = reports.draft(facility=real)
    facts = {"by": officer, "request_key": uuid.uuid4()}
    found = reasons(services.request_correction, edition=draft, reason=" ", **facts)
    assert found == (Reason.NOT_SEALED_YET, Reason.NO_REASON)
    first = reports.sealed(facility=place)
    reports.sealed(facility=place, corrects=first)
    assert reasons(services.request_correction, edition=first, reason="x", **facts) == (
        Reason.NOT_THE_LATEST,
    )
    assert reasons(reports.draft, facility=place, corrects=first) == (Reason.NOT_THE_LATEST,)
    assert Job.objects.count() == 0


def test_a_withdrawn_draft_keeps_its_figures_and_leaves_its_place(real):
    officer = accounts.user()
    draft = reports.draft(facility=real)
    assert reasons(services.withdraw, edition=draft, reason=" ", by=officer) == (Reason.NO_REASON,)
    withdrawn = services.withdraw(edition=draft, reason="Salah bulan", by=officer)
    assert (withdrawn.state, withdrawn.withdraw_reason, withdrawn.number) == ("withdrawn", "Salah bulan", "")
    again = reasons(services.withdraw, edition=draft, reason="x", by=officer)
    assert again == (Reason.ENDED_ALREADY,)
    second = reports.draft(facility=real)
    assert (second.edition, second.pk != draft.pk, withdrawn.figures == draft.figures) == (1, True, True)


def test_reports_of_two_facilities_do_not_meet(place, real):
    inmates.inmate(facility=real, admitted_on=date(2026, 4, 5))
    made = reports.draft(facility=place)
    assert {code for code, rows in made.figures["rows"].items() if rows} == set()
