"""Every stay of a person on the case file: the last one open, earlier ones folded, each part for whoever may read it."""

import uuid
from datetime import date

import pytest
from django.urls import reverse

from inmates.domain.sentence import Milestone, Term
from inmates.enums import RemissionKind
from inmates.services_arrivals import admit_again
from inmates.services_history import grant_remission, record_official_date, record_sentence
from rutan.accounts.permissions import Role
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in
from tests.inmates.merging import merged
from tests.inmates.test_services_arrivals import arrived, sent, stay_facts
from tests.rutan.casefile.test_pages import ASSIGNED, reader

pytestmark = pytest.mark.django_db
R = Role
DATES = {
    R.HEAD, R.REGISTRAR, R.REHAB_OFFICER, R.CASE_OFFICER, R.ASSESSOR, R.COORDINATOR, R.SECURITY, R.AUDITOR,
}  # fmt: skip
LEGAL = DATES - {R.COORDINATOR}
# Of the earlier stay: what only one part of it says, and who reads it.
PARTS = {
    "BI.12/2025": DATES,
    "1 Juni 2026": DATES,  # the day of leaving
    "30 Mei 2028": DATES,  # the expiry
    "2 tahun, dihitung sejak 15 Januari 2025": LEGAL,
    "PN Contoh": LEGAL,
    "Remisi umum (17 Agustus): 1 bulan": LEGAL,
    "PAS-1": LEGAL,
    "3 Januari 2026": LEGAL,  # the official date
    "resmi: SDP": LEGAL,
    "Alasan keluar": LEGAL,
}


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by():
    return accounts.second_person()


def came_back(place, by, **fields):
    """Somebody with a stay that is over, with a sentence, a remission and an official date, and one that lasts."""
    person = inmates.inmate(
        facility=place, register_number="BI.12/2025", expires_on=date(2028, 6, 30), **fields
    )
    record_sentence(
        inmate=person, term=Term(years=2), counts_from=date(2025, 1, 15), court="PN Contoh", by=by
    )
    facts = {"kind": RemissionKind.GENERAL, "granted_on": date(2025, 8, 17), "letter_number": "PAS-1"}
    grant_remission(inmate=person, term=Term(months=1), by=by, request_key=uuid.uuid4(), **facts)
    record_official_date(inmate=person, milestone=Milestone.HALF, day=date(2026, 1, 3), source="SDP", by=by)
    person.refresh_from_db()
    inmates.left(person, on=date(2026, 6, 1))
    person.stays.update(left_reason="Alasan keluar")
    again(person, by)
    person.refresh_from_db()
    return person


def again(person, by, **facts):
    return admit_again(inmate=person, facts=stay_facts(**facts), by=by, request_key=uuid.uuid4())


def page_of(user, person, name="show"):
    answer = signed_in(user).get(reverse(f"inmates:{name}", args=[person.pk]))
    return " ".join(answer.content.decode().split())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_a_role_reads_of_earlier_stays_what_it_reads_of_the_last(role, place, by):
    person = came_back(place, by)
    if role not in ASSIGNED:
        inmates.grant(inmate=person, agency=accounts.agency())
        accounts.agreement(facility=place, agency=accounts.agency())
    page = page_of(reader(role, place, person), person)
    assert {part for part in PARTS if part in page} == {part for part, who in PARTS.items() if role in who}
    folded = page.count('<details class="why" data-open-on-paper>')
    assert folded == (1 if role in DATES else 0)


def test_the_history_tells_each_coming_and_going(place, by):
    person = came_back(place, by)
    head = accounts.user_with(Role.HEAD, facility=place)
    printed = page_of(head, person, "history_print")
    places = [printed.index(said) for said in ("Kembali</div>", "Bebas</div>", "Masuk</div>")]
    assert places == sorted(places)


def test_a_stay_that_is_the_only_one_has_nothing_folded(place):
    person = inmates.inmate(facility=place)
    page = page_of(accounts.user_with(Role.HEAD, facility=place), person)
    assert ("Masa di sini" in page, "Masa di rutan sebelumnya" in page) == (True, False)


def test_a_stay_at_another_facility_is_nobodys_to_read_here(place, by):
    other = accounts.facility(code="LAIN", name="Rutan Lain")
    person = inmates.inmate(facility=place, register_number="BI.12/2025")
    here = arrived(sent(person, other, by), by, number="BI.7/2026").inmate
    inmates.inmate(facility=other, register_number="BI.55/2026")
    page = page_of(accounts.user_with(Role.HEAD, facility=other), here)
    # Only what came along: the number there, not the stay.
    assert page.count("BI.12/2025") == 1
    assert "Masa di rutan sebelumnya" not in page
    sender = page_of(accounts.user_with(Role.HEAD, facility=place, username="kepala-sini"), person)
    assert "BI.7/2026" not in sender


@pytest.mark.parametrize("name", ["show", "register"])
def test_a_stay_of_a_merged_row_is_shown_to_whoever_reaches_that_row(name, place, by):
    person = inmates.inmate(facility=place, full_name="Slamet Riyadi")
    before = inmates.inmate(facility=place, register_number="AIII.9/2023", admitted_on=date(2023, 1, 1))
    inmates.left(before, on=date(2023, 5, 1))
    merged(person, before, by=by)
    assert "AIII.9/2023" in page_of(accounts.user_with(Role.REGISTRAR, facility=place), person, name)
    officer = accounts.user_with(Role.CASE_OFFICER, facility=place, username="wali")
    inmates.grant(inmate=person, user=officer)
    page = page_of(officer, person, name)
    assert ("Slamet Riyadi" in page, "AIII.9/2023" in page) == (True, False)


@pytest.mark.parametrize("name", ["show", "register"])
def test_the_page_costs_the_same_with_one_stay_and_with_three(name, place, by, django_assert_max_num_queries):
    client = signed_in(accounts.user_with(Role.REGISTRAR, facility=place))
    client.get("/")
    spent = []
    for count in (1, 3):
        person = inmates.inmate(facility=place)
        for number in range(1, count):
            inmates.left(person, on=date(2026, number, 2))
            again(person, by, admitted_on=date(2026, number, 3), number=f"BI.{count}{number}/2026")
            person.refresh_from_db()
        with django_assert_max_num_queries(60) as counted:
            client.get(reverse(f"inmates:{name}", args=[person.pk]))
        spent.append(len(counted))
    assert spent[0] == spent[1]
