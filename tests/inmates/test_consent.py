"""What a person agrees to is written down by subject; the newest decision stands, the older ones are kept."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Consent
from inmates.queries_consent import matters_of
from inmates.services_consent import ConsentRefused, record_consent
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 2)


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def officer(place):
    return accounts.user_with(Role.REHAB_OFFICER, facility=place)


@pytest.fixture
def person(place):
    return inmates.inmate(facility=place)


def say(person, officer, state=ConsentState.GIVEN, subject=ConsentSubject.PROGRAMME, **facts):
    facts = {"decided_on": ON} | facts
    return record_consent(inmate=person, subject=subject, state=state, by=officer, **facts)


def test_a_new_decision_takes_the_place_of_the_old_one(person, officer):
    first = say(person, officer)
    second = say(person, officer, ConsentState.WITHDRAWN, decided_on=date(2026, 11, 9))
    assert list(Consent.objects.of(person)) == [second]
    assert list(Consent.all_objects.of(person)) == [second, first]
    first.refresh_from_db()
    assert first.voided_by == officer
    assert Event.objects.filter(action="inmates.consent.recorded").count() == 2


def test_the_same_decision_twice_is_written_once(person, officer):
    assert say(person, officer) == say(person, officer)
    assert Consent.all_objects.count() == 1


def test_a_decision_about_one_agency_leaves_the_others(person, officer):
    bnnk, other = accounts.agency(), accounts.agency(code="dinkes-tst", short_name="Dinkes Contoh")
    subject = ConsentSubject.PROGRESS
    kept = say(person, officer, subject=subject, agency=bnnk)
    say(person, officer, ConsentState.REFUSED, subject=subject, agency=other)
    assert Consent.objects.in_force(on=ON).get() == kept


@pytest.mark.parametrize(
    ("state", "facts", "words"),
    [
        ("withdrawn", {}, "Tidak ada persetujuan yang dapat dicabut."),
        (
            "given",
            {"decided_on": timezone.localdate() + timedelta(days=1)},
            "Tanggal keputusan ada di masa depan.",
        ),
        ("given", {"decided_on": date(1899, 12, 31)}, "Tanggal keputusan sebelum orang itu lahir."),
        (
            "given",
            {"decided_on": inmates.ADMITTED - timedelta(days=1)},
            "Tanggal keputusan sebelum orang itu pertama kali masuk.",
        ),
        ("given", {"expires_on": ON - timedelta(days=1)}, "Persetujuan berakhir sebelum diberikan."),
    ],
)
def test_is_refused_in_words(person, officer, state, facts, words):
    with pytest.raises(ConsentRefused) as refusal:
        say(person, officer, ConsentState(state), **facts)
    assert refusal.value.messages == [words]
    assert not Consent.all_objects.exists()


def test_asks_about_partners_and_those_a_decision_still_stands_for(place, person, officer):
    partner = accounts.agency()
    accounts.agreement(facility=place, agency=partner)
    former = accounts.agency(code="dinkes-tst", short_name="Dinkes Contoh")
    accounts.agency(code="asing", short_name="Bukan mitra")
    standing = say(person, officer, subject=ConsentSubject.OUTCOME, agency=former)
    found = [(each.key, each.standing) for each in matters_of(person, on=ON)]
    shared = ("identity", "screening", "assessment", "progress", "outcome")
    expected = [("programme", None)]
    expected += [(f"{subject}-{partner.pk}", None) for subject in shared]
    expected += [(f"{subject}-{former.pk}", standing if subject == "outcome" else None) for subject in shared]
    assert found == expected


def test_the_page_writes_down_all_of_one_sitting(place, person, officer):
    partner = accounts.agency()
    accounts.agreement(facility=place, agency=partner)
    browser = signed_in(officer)
    answers = {"programme": "given", f"progress-{partner.pk}": "refused"}
    days = {"decided_on": "2026-11-02", "expires_on": "2027-05-02"}
    answer = browser.post(f"/inmates/{person.pk}/consent/", answers | days)
    assert answer["Location"] == f"/inmates/{person.pk}/consent/"
    written = (
        Consent.objects.of(person).order_by("pk").values_list("subject", "agency", "state", "expires_on")
    )
    assert list(written) == [
        ("programme", None, "given", date(2027, 5, 2)),
        ("progress", partner.pk, "refused", None),
    ]
    page = browser.get(f"/inmates/{person.pk}/consent/").content.decode()
    assert "BNNK Contoh" in page


def test_the_page_writes_nothing_when_one_answer_cannot_be(place, person, officer):
    partner = accounts.agency()
    accounts.agreement(facility=place, agency=partner)
    answers = {"programme": "given", f"progress-{partner.pk}": "withdrawn", "decided_on": "2026-11-02"}
    answer = signed_in(officer).post(f"/inmates/{person.pk}/consent/", answers)
    assert (answer.status_code, Consent.all_objects.count()) == (422, 0)
    assert "Tidak ada persetujuan yang dapat dicabut." in answer.content.decode()


def test_the_page_says_beside_the_day_that_nobody_can_have_decided_then(place, person, officer):
    before = inmates.ADMITTED - timedelta(days=1)
    facts = {"programme": "given", "decided_on": before.isoformat()}
    answer = signed_in(officer).post(f"/inmates/{person.pk}/consent/", facts)
    words = "Tanggal keputusan sebelum orang itu pertama kali masuk."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"decided_on": [words]})
    assert answer.content.decode().count(words) == 2  # above the form with a link, and beside the field
    assert 'href="#id_decided_on"' in answer.content.decode()
    assert f'value="{before.isoformat()}"' in answer.content.decode()


def test_where_somebody_was_held_before_counts(person, officer, place):
    there = accounts.facility(code="LAIN", name="Rutan Lain")
    inmates.inmate(
        facility=there, person_uuid=person.person_uuid, admitted_on=inmates.ADMITTED - timedelta(days=90)
    )
    assert say(person, officer, decided_on=inmates.ADMITTED - timedelta(days=60)).state == "given"


def test_only_the_officer_of_the_facility_opens_the_page(place, person):
    head = accounts.user_with(Role.HEAD, facility=place)
    stranger = accounts.user_with(Role.REHAB_OFFICER, facility=accounts.facility(code="LUA"))
    address = f"/inmates/{person.pk}/consent/"
    assert [signed_in(each).get(address).status_code for each in (head, stranger)] == [403, 404]
