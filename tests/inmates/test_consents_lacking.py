"""Whose consents are somebody's work: a question open to an agency that sees them, or one that runs out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from inmates.enums import ConsentState, ConsentSubject
from inmates.models import Inmate
from inmates.queries_consent import SHARED, consents_lacking
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def agency(place):
    accounts.agreement(facility=place, agency=accounts.agency())
    return accounts.agency()


def asked(place, agency, subjects=SHARED, *, name="Orang", opened=True, **facts):
    person = inmates.inmate(facility=place, full_name=name)
    for subject in subjects:
        inmates.consent(inmate=person, subject=subject, agency=agency, **facts)
    if opened:
        inmates.grant(inmate=person, agency=agency)
    return person


def lacking():
    return [person.full_name for person in consents_lacking(Inmate.objects.by_name(), on=clock.today())]


def test_whose_consents_are_lacking(place, agency):
    today = clock.today()
    asked(place, agency, name="Semua dijawab")
    asked(place, agency, name="Semua ditolak", state=ConsentState.REFUSED)
    asked(place, agency, (), name="Tidak dibuka", opened=False)
    asked(place, agency, SHARED[:4], name="A satu belum ditanyakan")
    asked(place, agency, name="Masih lama", expires_on=today + timedelta(days=31))
    asked(place, agency, name="B segera berakhir", expires_on=today + timedelta(days=30))
    past = {"decided_on": today - timedelta(days=9), "expires_on": today - timedelta(days=1)}
    asked(place, agency, name="C sudah berakhir", **past)
    asked(place, agency, (ConsentSubject.PROGRESS,), name="D tidak dibuka, berakhir", opened=False, **past)
    other = asked(place, accounts.agency(code="lain"), name="E dijawab untuk instansi lain", opened=False)
    inmates.grant(inmate=other, agency=agency)
    inmates.left(asked(place, agency, (), name="Sudah bebas"))
    assert lacking() == [
        "A satu belum ditanyakan",
        "B segera berakhir",
        "C sudah berakhir",
        "D tidak dibuka, berakhir",
        "E dijawab untuk instansi lain",
    ]


@pytest.mark.parametrize("role", [Role.REHAB_OFFICER, Role.HEAD])
def test_it_is_the_work_of_whoever_keeps_consents(role, place, agency):
    asked(place, agency, (), name="Slamet")
    asked(accounts.facility(code="LUA", name="Rutan Luar"), agency, (), name="Jauh")
    browser = signed_in(accounts.user_with(role, facility=place))
    found = "1 orang dengan persetujuan yang kurang atau segera berakhir" in browser.get("/").content.decode()
    assert found == (role == Role.REHAB_OFFICER)
    page = browser.get(reverse("dashboard:work", args=["consents_lacking"]))
    if found:
        assert ("Slamet" in page.content.decode(), "Jauh" in page.content.decode()) == (True, False)
    else:
        assert page.status_code in (403, 404)
