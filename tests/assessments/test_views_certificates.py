"""The rehabilitation officer registers certificates and withdraws them; an assessor sees their own."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import AssessorCertificate
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, assessments
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
LIST, NEW, MINE = (
    "/assessments/certificates/",
    "/assessments/certificates/new/",
    "/assessments/certificates/mine/",
)
TODAY = timezone.localdate()


@pytest.fixture
def officer(place):
    return accounts.user_with(Role.REHAB_OFFICER, facility=place)


@pytest.fixture
def bare(place):
    return assessments.assessor(facility=place, certified=False, username="baru")


def facts(holder, **changes):
    data = {
        "user": holder.pk, "number": "BNN/1", "issuer": "BNN", "instruments": ["phq9", "assist"],
        "starts_on": "2026-01-01", "ends_on": "", "request_key": uuid.uuid4(),
    }  # fmt: skip
    return data | changes


def test_a_certificate_is_registered_once(officer, bare):
    browser, data = signed_in(officer), facts(bare)
    assert [browser.post(NEW, data)["Location"] for _ in range(2)] == [LIST] * 2  # pressed twice
    held = AssessorCertificate.objects.get()
    assert (held.user, held.number, held.instruments, held.ends_on) == (
        bare,
        "BNN/1",
        ["assist", "phq9"],
        None,
    )
    assert (held.registered_by, str(held.starts_on)) == (officer, "2026-01-01")
    event = Event.objects.get(action="assessments.certificate.registered")
    assert (event.actor_id, event.facts) == (
        officer.pk,
        {"holder": bare.pk, "instruments": ["assist", "phq9"]},
    )
    again = browser.post(NEW, facts(bare))
    assert again.status_code == 422
    assert "Sertifikat ini sudah terdaftar." in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends_on": "2025-12-31"}, "Sertifikat berakhir sebelum mulai berlaku."),
        ({"instruments": []}, "Bidang ini tidak boleh kosong."),
        ({"instruments": ["gad7"]}, "gad7"),
        ({"number": ""}, "Bidang ini tidak boleh kosong."),
    ],
)
def test_what_cannot_be_is_said(officer, bare, changes, said):
    answer = signed_in(officer).post(NEW, facts(bare, **changes))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert AssessorCertificate.objects.count() == 0


def test_only_those_who_assess_here_can_be_chosen(officer):
    elsewhere = accounts.facility(code="LUA", name="Rutan Luar")
    stranger = assessments.assessor(
        facility=elsewhere, agency=accounts.agency(code="jauh", short_name="Jauh"), certified=False
    )
    assert signed_in(officer).post(NEW, facts(stranger)).status_code == 422
    held = assessments.certificate(user=stranger)
    assert signed_in(officer).get(f"{LIST}{held.pk}/withdraw/").status_code == 404
    assert signed_in(officer).post(f"{LIST}{held.pk}/withdraw/", {"reason": "x"}).status_code == 404
    assert AssessorCertificate.objects.get() == held


def test_a_certificate_is_withdrawn_with_a_reason(officer, bare):
    held = assessments.certificate(user=bare)
    browser, page = signed_in(officer), f"{LIST}{held.pk}/withdraw/"
    assert browser.get(page).status_code == 200
    assert browser.post(page, {"reason": ""}).status_code == 422
    assert browser.post(page, {"reason": "habis masa tugas"})["Location"] == LIST
    gone = AssessorCertificate.all_objects.get()
    assert (gone.voided_by, gone.void_reason, AssessorCertificate.objects.count()) == (
        officer, "habis masa tugas", 0,
    )  # fmt: skip
    assert Event.objects.get(action="assessments.certificate.withdrawn").subject_id == held.pk
    assert browser.get(page).status_code == 404


def test_everybody_who_assesses_is_listed_with_what_they_may_sign(officer, bare, place, assessor):
    assessments.certificate(user=bare, number="LAMA", ends_on=TODAY - timedelta(days=1))
    assessments.certificate(user=bare, number="SEGERA", ends_on=TODAY + timedelta(days=60))
    assessments.certificate(user=bare, number="NANTI", starts_on=TODAY + timedelta(days=1))
    holders = signed_in(officer).get(LIST).context["holders"]
    assert {holder.user: [held.tone for held in holder.certificates] for holder in holders} == {
        assessor: ["done"],
        bare: ["draft", "wait", "off"],
    }


def test_an_assessor_sees_their_own_certificates_only(bare, assessor):
    page = signed_in(bare).get(MINE)
    assert page.context["certificates"] == ()
    assert "Anda belum memiliki sertifikat asesor." in page.content.decode()
    (held,) = signed_in(assessor).get(MINE).context["certificates"]
    assert (held.certificate.user, held.instruments) == (assessor, "ASSIST, DAST-10, PHQ-9")


def test_the_list_costs_the_same_with_one_assessor_and_with_three(officer, place, django_assert_num_queries):
    browser = signed_in(officer)
    browser.get(LIST)
    for count in (1, 3):
        while AssessorCertificate.objects.count() < count:
            assessments.assessor(facility=place)
        with django_assert_num_queries(9):
            assert len(browser.get(LIST).context["holders"]) == count
