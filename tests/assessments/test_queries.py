"""Who may know of which form, and what of it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments import queries
from assessments.models import Assessment
from assessments.services import void_assessment
from inmates.models import AccessGrant, Consent
from rutan.accounts.models import User
from rutan.accounts.permissions import Role
from rutan.accounts.scope import acting
from tests.factories import accounts, assessments, inmates

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def dinkes():
    return accounts.agency(code="dinkes-tst", kind="dinkes", short_name="Dinkes Contoh")


@pytest.fixture
def result(person, assessor):
    return assessments.signed_assist(inmate=person, by=assessor)


def sees(user):
    return list(Assessment.objects.visible_to(User.objects.get(pk=user.pk)))


def consent(person, agency, subject="screening", **fields):
    facts = {"state": "given", "decided_on": TODAY, **fields}
    return Consent.objects.create(
        facility=person.facility,
        inmate=person,
        agency=agency,
        subject=subject,
        recorded_by=accounts.second_person(),
        **facts,
    )


def test_the_facilitys_staff_know_of_results_but_not_of_drafts(result, place, assessor, person):
    draft = assessments.draft(inmate=person, by=assessor, instrument="phq9")
    head = accounts.user_with(Role.HEAD, facility=place)
    elsewhere = accounts.user_with(Role.HEAD, facility=accounts.facility(code="LUA", name="Rutan Luar"))
    assert (sees(head), sees(elsewhere)) == ([result], [])
    assert set(sees(assessor)) == {result, draft}
    assert sees(assessments.assessor(facility=place)) == [result]  # a colleague of the same agency


def test_staff_by_assignment_know_of_those_assigned_to_them(result, place, person):
    officer = accounts.user_with(Role.CASE_OFFICER, facility=place)
    assert sees(officer) == []
    grant = inmates.grant(inmate=person, user=officer)
    assert sees(officer) == [result]
    AccessGrant.objects.filter(pk=grant.pk).update(ended_at=timezone.now(), ended_by=officer)
    assert sees(officer) == []


def test_an_agency_knows_of_its_own_results_only_while_the_person_is_opened_to_it(result, assessor):
    assert sees(assessor) == [result]
    AccessGrant.objects.update(ended_at=timezone.now(), ended_by=assessor)
    assert sees(assessor) == []


def test_another_agency_needs_grant_and_consent_in_force(result, place, person, dinkes):
    other = assessments.assessor(facility=place, agency=dinkes)
    agreed = consent(person, dinkes)
    assert sees(other) == []  # agreed, but not opened
    inmates.grant(inmate=person, agency=dinkes)
    assert sees(other) == [result]
    for fields in (
        {"state": "refused"},
        {"state": "withdrawn"},
        {"subject": "assessment"},
        {"subject": "progress"},
        {"expires_on": TODAY - timedelta(days=1), "decided_on": TODAY - timedelta(days=9)},
    ):
        Consent.objects.filter(pk=agreed.pk).update(voided_at=timezone.now(), voided_by=other)
        agreed = consent(person, dinkes, **fields)
        assert sees(other) == [], fields


def test_consent_for_one_agency_or_person_shares_nothing_with_others(result, place, person, dinkes, assessor):
    other, neighbour = assessments.assessor(facility=place, agency=dinkes), inmates.inmate(facility=place)
    theirs = assessments.signed_assist(inmate=neighbour, by=assessor)
    for one in (person, neighbour):
        inmates.grant(inmate=one, agency=dinkes)
    consent(neighbour, dinkes)
    consent(person, accounts.agency())
    assert sees(other) == [theirs]


def read_as(user, person):
    user = User.objects.get(pk=user.pk)
    with acting(user=user, facility=person.facility, route="test") as scope:
        return queries.assessments_of(person, scope)


def test_each_role_reads_what_it_may(result, place, person, assessor):
    seen = {}
    for role in (
        Role.HEAD,
        Role.REHAB_OFFICER,
        Role.AUDITOR,
        Role.CASE_OFFICER,
        Role.FACILITATOR,
        Role.SECURITY,
    ):
        user = accounts.user_with(role, facility=place)
        inmates.grant(inmate=person, user=user)
        seen[role] = read_as(user, person)
    colleague = assessments.assessor(facility=place)
    coordinator = accounts.user_with(Role.COORDINATOR, agency=accounts.agency())
    seen |= {"own": read_as(assessor, person), "colleague": read_as(colleague, person)}
    seen["coordinator"] = read_as(coordinator, person)
    ats = {
        role: (rows[0].leading.value, rows[0].overall.band, rows[0].answers is not None)
        for role, rows in seen.items()
        if rows
    }
    assert ats == {
        Role.HEAD: (27, "high", False),
        Role.REHAB_OFFICER: (27, "high", True),
        Role.AUDITOR: (27, "high", False),
        Role.CASE_OFFICER: (None, "high", False),
        "own": (27, "high", True),
        "colleague": (27, "high", False),
        "coordinator": (27, "high", False),
    }


def test_a_form_is_read_in_words(person, assessor, place):
    admitted = person.admitted_on
    assessments.signed_assist(
        inmate=person, by=assessor, anchor_on=admitted, answers=assessments.assist(b="moderate", e="high")
    )
    (read,) = read_as(accounts.user_with(Role.REHAB_OFFICER, facility=place), person)
    assert (read.name, read.agency, read.reference_period) == ("ASSIST", "BNNK Contoh", "before_detention")
    assert read.period == "3 bulan sebelum ditahan, dihitung mundur dari 1 Januari 2025"
    assert [(each.label, each.value, each.band_label, each.shape) for each in read.figures if each.value] == [
        ("Alkohol", 6, "Risiko ringan", "mild"),
        ("ATS (sabu, ekstasi)", 27, "Risiko berat", "severe"),
    ]
    assert (read.overall.label, read.overall.band_label) == ("Keseluruhan, tanpa tembakau", "Risiko berat")
    assert (len(read.figures), read.leading.code) == (10, "ats")
    assert ("Alkohol: Seberapa sering memakai", "Tidak pernah") in read.answers


def test_a_flag_is_read_by_whoever_reads_the_band(person, assessor, place):
    answers = assessments.CALM_PHQ9 | {"9": 1}
    assessments.signed(inmate=person, by=assessor, instrument="phq9", answers=answers)
    officer = accounts.user_with(Role.CASE_OFFICER, facility=place)
    inmates.grant(inmate=person, user=officer)
    (read,) = read_as(officer, person)
    assert (read.overall.band_label, read.overall.value, len(read.flags)) == ("Tanda minimal", None, 1)


def test_the_case_file_lists_newest_first_with_the_readers_own_drafts(person, assessor, place):
    old = assessments.signed_assist(inmate=person, by=assessor, taken_on=TODAY - timedelta(days=30))
    new = assessments.signed_assist(inmate=person, by=assessor)
    draft = assessments.draft(inmate=person, by=assessor)
    assert [(read.id, read.state) for read in read_as(assessor, person)] == [
        (draft.pk, "draft"), (new.pk, "signed"), (old.pk, "signed"),
    ]  # fmt: skip
    head = accounts.user_with(Role.HEAD, facility=place)
    assert [read.id for read in read_as(head, person)] == [new.pk, old.pk]


def test_the_latest_signed_form_of_each_instrument(person, assessor, place):
    neighbour = inmates.inmate(facility=place)
    old = assessments.signed_assist(inmate=person, by=assessor, taken_on=TODAY - timedelta(days=30))
    new = assessments.signed_assist(inmate=person, by=assessor)
    theirs = assessments.signed_assist(inmate=neighbour, by=assessor)
    phq9 = assessments.signed(inmate=person, by=assessor, instrument="phq9", answers=assessments.CALM_PHQ9)
    assessments.draft(inmate=person, by=assessor)
    assert queries.latest_signed(person, ["assist", "asi"], TODAY) == {"assist": new}
    assert queries.latest_signed(person, ["assist"], TODAY - timedelta(days=1)) == {"assist": old}
    assert queries.latest_signed_of([person.pk, neighbour.pk], ["assist", "phq9"], TODAY) == {
        (person.pk, "assist"): new,
        (person.pk, "phq9"): phq9,
        (neighbour.pk, "assist"): theirs,
    }
    void_assessment(assessment=new, reason="salah", by=assessor)
    assert queries.latest_signed(person, ["assist"], TODAY) == {"assist": old}


def test_an_assessor_works_for_the_agency_to_which_the_record_is_open(person, assessor, dinkes):
    assert queries.agency_for(assessor, person, on=TODAY) is None
    inmates.grant(inmate=person, agency=dinkes)
    assert queries.agency_for(assessor, person, on=TODAY) is None
    inmates.grant(inmate=person, agency=accounts.agency())
    assert queries.agency_for(assessor, person, on=TODAY) == accounts.agency()
