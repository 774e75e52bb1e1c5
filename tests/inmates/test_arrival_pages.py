"""The page on which an arrival is confirmed, beside what the sender has written down."""

import uuid
from datetime import date

import pytest

from inmates.domain.sentence import Milestone, Term
from inmates.enums import RemissionKind
from inmates.models import Transfer
from inmates.services_history import grant_remission, record_official_date, record_sentence
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in
from tests.inmates.test_departure_pages import stay, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def other():
    return accounts.facility(code="LAIN", name="Rutan Lain")


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def there(other):
    return signed_in(accounts.user_with(Role.REGISTRAR, facility=other, username="registrasi-lain"))


@pytest.fixture
def person(place, by):
    """Somebody of whom the sender knows everything of a sentence."""
    person = inmates.inmate(
        facility=place, full_name="Slamet Contoh", register_number="BI.12/2026", expires_on=date(2099, 3, 14)
    )
    record_sentence(
        inmate=person, term=Term(years=2), counts_from=date(2026, 1, 15), court="PN Contoh", by=by
    )
    key = uuid.uuid4()
    facts = {"kind": RemissionKind.GENERAL, "granted_on": date(2026, 8, 17), "letter_number": "PAS-1"}
    grant_remission(inmate=person, term=Term(months=1), by=by, request_key=key, **facts)
    record_official_date(inmate=person, milestone=Milestone.HALF, day=date(2027, 1, 3), source="SDP", by=by)
    person.refresh_from_db()
    return person


def test_the_receiver_checks_what_the_sender_had_rather_than_typing_it(person, other, there, by):
    inmates.gone(person, by=by, to=other)
    transfer = Transfer.objects.get()
    page = there.get(f"/inmates/arrivals/{transfer.pk}/")
    for said in (
        "B.I · BI.12/2026",
        "14 Februari 2099",
        "2 tahun, dihitung sejak 15 Januari 2026",
        "PN Contoh",
        "Remisi umum (17 Agustus): 1 bulan",
        "PAS-1",
        "3 Januari 2027",
        "resmi: SDP",
        "2 baris register di sana",
    ):
        assert said in text(page), said
    form = page.context["form"]
    assert (form["register_code"].value(), form["expires_on"].value()) == ("B.I", date(2099, 2, 14))
    assert form["register_number"].value() is None
    assert "14 Feb 2099" in text(there.get("/inmates/arrivals/"))


def test_that_it_was_read_is_written_down(person, other, there, by):
    inmates.gone(person, by=by, to=other)
    transfer = Transfer.objects.get()
    there.get(f"/inmates/arrivals/{transfer.pk}/")
    event = Event.objects.get(action="inmates.transfer.opened")
    assert (event.subject_type, event.subject_id, event.facility_id) == (
        "inmates.transfer",
        transfer.pk,
        other.pk,
    )


def test_what_was_taken_over_says_from_where(person, other, there, by):
    inmates.gone(person, by=by, to=other)
    page = f"/inmates/arrivals/{Transfer.objects.get().pk}/"
    done = there.post(page, stay("BI.7/2026", expires_on="2099-02-14"))
    shown = text(there.get(done.url))
    assert f"Asal {person.facility.name} (di sana BI.12/2026)" in shown
    assert shown.count(f"diambil alih dari {person.facility.name}") == 3


def test_the_page_of_an_arrival_costs_the_same_with_more_lines(
    place, other, there, by, django_assert_num_queries
):
    there.get("/inmates/arrivals/")
    for count in (0, 2):
        person = inmates.inmate(facility=place, expires_on=date(2099, 3, 14))
        for _each in range(count):
            facts = {"kind": RemissionKind.GENERAL, "granted_on": date(2026, 8, 17)}
            grant_remission(inmate=person, term=Term(months=1), by=by, request_key=uuid.uuid4(), **facts)
        person.refresh_from_db()
        inmates.gone(person, by=by, to=other)
        page = f"/inmates/arrivals/{Transfer.objects.get(inmate=person).pk}/"
        with django_assert_num_queries(14):
            assert len(there.get(page).context["sent"].lines) == count + 1
