"""The case file shows what the role may see, nothing else, and writes down that it was opened."""

from datetime import timedelta

import pytest

from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Consent
from inmates.services_consent import record_consent
from rehab.domain.attendance import Excuse, Mark, Marked
from rehab.services_sessions import mark_attendance
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates, rehab
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db

PERSON = {
    "full_name": "Slamet Nugroho",
    "nik": "3304061109930019",
    "register_number": "BI.12/2026",
    "offence": "127 ayat (1) UU 35/2009",
    "expires_on": "2099-03-14",
}
# A text that only the part has, and who is shown it; whoever is not named must not find it on the page.
PARTS = {
    "Slamet Nugroho": set(Role) - {Role.ADMINISTRATOR},
    "BI.12/2026": {
        Role.HEAD, Role.REGISTRAR, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.ASSESSOR, Role.SECURITY, Role.AUDITOR,
        Role.COORDINATOR,
    },
    "Laki-laki": {
        Role.HEAD, Role.REGISTRAR, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.ASSESSOR, Role.SECURITY, Role.AUDITOR,
        Role.COORDINATOR,
    },
    "127 ayat (1)": {
        Role.HEAD, Role.REGISTRAR, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.ASSESSOR, Role.SECURITY, Role.AUDITOR,
    },
    "14 Maret 2099": {
        Role.HEAD, Role.REGISTRAR, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.ASSESSOR, Role.SECURITY, Role.AUDITOR,
        Role.COORDINATOR,
    },
    "Kamar A1": {
        Role.HEAD, Role.REGISTRAR, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.FACILITATOR, Role.INSTRUCTOR,
        Role.SECURITY, Role.AUDITOR,
    },
    "Mengapa kategori ini?": {
        Role.HEAD, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.FACILITATOR, Role.ASSESSOR, Role.COORDINATOR,
        Role.AUDITOR,
    },
    "Risiko ASSIST sedang": {Role.HEAD, Role.REHAB_OFFICER, Role.ASSESSOR, Role.COORDINATOR, Role.AUDITOR},
    "Skrining dan asesmen": {
        Role.HEAD, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.ASSESSOR, Role.COORDINATOR, Role.AUDITOR,
    },
    "Sesi diikuti": {
        Role.HEAD, Role.REHAB_OFFICER, Role.CASE_OFFICER, Role.FACILITATOR, Role.COORDINATOR, Role.AUDITOR,
    },
    "Berkas dibuka untuk": {Role.REHAB_OFFICER, Role.AUDITOR},
}  # fmt: skip
NOBODY_SEES = ("3304061109930019",)
AGENCY_ROLES = (Role.ASSESSOR, Role.COORDINATOR)
ASSIGNED = (Role.CASE_OFFICER, Role.FACILITATOR, Role.INSTRUCTOR)
# Scope, the person, what each part rests on: the same whether the person has one session or three.
QUERIES = 36


@pytest.fixture
def place():
    return accounts.facility()


def in_programme(place, *, sessions=1):
    """Somebody screened, decided, placed, marked at sessions, who lets BNNK know of it all."""
    group = rehab.group(facility=place)
    person = rehab.ready(facility=place, cell=inmates.cell(facility=place), **PERSON)
    begins = clock.today() - timedelta(days=sessions)
    placement = rehab.placed(group=group, inmate=person, starts_on=begins)
    for number in range(sessions):
        session = rehab.session(group=group, day=begins + timedelta(days=number))
        mark_attendance(session=session, marks={placement.pk: Marked(Mark.PRESENT)}, by=group.facilitator)
    for subject in (ConsentSubject.SCREENING, ConsentSubject.PROGRESS):
        rehab.record_consent(
            inmate=person,
            subject=subject,
            state="given",
            decided_on=clock.today(),
            agency=accounts.agency(),
            by=rehab.officer(facility=place),
        )
    return person


def reader(role, place, person):
    """Somebody of the role who reaches the person: by the house, by assignment or through BNNK."""
    if role in AGENCY_ROLES:
        return accounts.user_with(role, agency=accounts.agency())
    user = accounts.user_with(role, facility=place)
    if role in ASSIGNED:
        inmates.grant(inmate=person, user=user)
    return user


def page_of(user, person):
    return signed_in(user).get(f"/inmates/{person.pk}/")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_a_role_sees_its_parts_and_nothing_else(role, place):
    person = in_programme(place)
    text = page_of(reader(role, place, person), person).content.decode()
    assert {part for part in PARTS if part in text} == {
        part for part, roles in PARTS.items() if role in roles
    }
    assert [secret for secret in NOBODY_SEES if secret in text] == []


def test_a_placement_is_named_in_words(place):
    page = page_of(accounts.user_with(Role.HEAD, facility=place), in_programme(place)).content.decode()
    assert ("aktif</span>" in page, "active</span>" in page) == (True, False)


def test_an_agency_is_told_no_more_than_the_person_agreed_to(place):
    person = in_programme(place)
    coordinator = reader(Role.COORDINATOR, place, person)
    assert "Sesi diikuti" in page_of(coordinator, person).content.decode()
    said = Consent.objects.get(subject=ConsentSubject.PROGRESS)
    record_consent(
        inmate=person,
        subject=ConsentSubject.PROGRESS,
        agency=said.agency,
        state=ConsentState.WITHDRAWN,
        decided_on=clock.today(),
        by=accounts.second_person(),
    )
    text = page_of(coordinator, person).content.decode()
    assert "Slamet Nugroho" in text
    assert [part for part in ("Sesi diikuti", "Mengapa kategori ini?", "Kelompok 1") if part in text] == []


def test_opening_is_written_down_with_who_opened(place):
    head, person = accounts.user_with(Role.HEAD, facility=place), inmates.inmate(facility=place)
    assert page_of(head, person).status_code == 200
    event = Event.objects.get(action="casefile.opened")
    assert (event.actor_id, event.subject_id, event.facility_id) == (head.pk, person.pk, place.pk)


def test_nobody_of_another_facility_opens_it(place):
    head = accounts.user_with(Role.HEAD, facility=place)
    stranger = inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"))
    assert page_of(head, stranger).status_code == 404
    assert list(Event.objects.values_list("action", flat=True)) == ["access.out_of_reach"]


def test_a_role_without_people_has_no_case_file(place):
    administrator = accounts.user_with(Role.ADMINISTRATOR, facility=place)
    assert page_of(administrator, inmates.inmate(facility=place)).status_code == 403


def test_a_grant_that_ended_closes_the_file(place):
    person = in_programme(place)
    coordinator = reader(Role.COORDINATOR, place, person)
    person.grants.filter(agency__isnull=False).update(
        ended_at=clock.now(), ended_by=rehab.officer(facility=place)
    )
    assert page_of(coordinator, person).status_code == 404


def test_whose_side_a_session_was_lost_on_is_told_apart(place):
    person = in_programme(place)
    placement = person.placements.get()
    session = rehab.session(group=placement.group, day=clock.today() - timedelta(days=1), at=13)
    excused = Marked(Mark.EXCUSED, Excuse.NOT_BROUGHT.value)
    mark_attendance(session=session, marks={placement.pk: excused}, by=placement.group.facilitator)
    text = page_of(rehab.officer(facility=place), person).content.decode()
    assert 'class="lost lost-rutan"' in text
    assert "50% " in text


def test_the_next_deed_is_offered_to_whoever_does_it(place):
    screened = rehab.screened(facility=place)
    officer, head = rehab.officer(facility=place), rehab.head(facility=place)
    assert "Putuskan kategori" in page_of(officer, screened).content.decode()
    assert "Putuskan kategori" not in page_of(head, screened).content.decode()


@pytest.mark.parametrize("sessions", [1, 3])
def test_the_page_costs_the_same_with_more_to_show(sessions, place, django_assert_num_queries):
    person = in_programme(place, sessions=sessions)
    client = signed_in(rehab.officer(facility=place))
    client.get("/")
    with django_assert_num_queries(QUERIES):
        client.get(f"/inmates/{person.pk}/")


def test_a_tier_decided_otherwise_says_what_was_recommended_and_to_the_house_why(place):
    person = rehab.screened(facility=place, level="high")
    rehab.decided(inmate=person, tier="ringan", reason="Menolak menjawab jujur")
    page = page_of(rehab.officer(facility=place), person).content.decode()
    assert "adalah rekomendasinya, tetapi diputuskan lain: Menolak menjawab jujur" in page
    assert page.index("Berat") < page.index("adalah rekomendasinya") < page.index("Alasan rekomendasi")
    auditor = page_of(accounts.user_with(Role.AUDITOR, facility=place), person).content.decode()
    assert "adalah rekomendasinya, tetapi diputuskan lain" in auditor
    assert "Menolak menjawab jujur" not in auditor


def test_whoever_takes_the_consent_to_take_part_back_is_not_told_of_as_never_asked(place):
    person = rehab.ready(facility=place)
    rehab.placed(group=rehab.group(facility=place), inmate=person)
    officer = rehab.officer(facility=place)
    inmates.consent(inmate=person, state="withdrawn", by=officer)
    page = page_of(officer, person).content.decode()
    assert "Persetujuan mengikuti program: dicabut" in page
    assert "Penempatannya masih berjalan: putuskan apakah diakhiri." in page
    assert "Belum ada persetujuan mengikuti program" not in page
