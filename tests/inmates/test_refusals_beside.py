"""What the register refuses stands beside the field it is about, and what was typed stays."""

import uuid
from datetime import date

import pytest

from inmates.models import Transfer
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
NIK = "3304060501900001"


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def other():
    return accounts.facility(code="LAIN", name="Rutan Lain")


@pytest.fixture
def registrar(place):
    return signed_in(accounts.user_with(Role.REGISTRAR, facility=place))


@pytest.fixture
def person(place):
    return inmates.inmate(facility=place, full_name="Slamet Contoh", nik=NIK, born_on=date(1990, 1, 5))


def text(response):
    return " ".join(response.content.decode().split())


def today():
    return clock.today().isoformat()


def stay(number="BI.77/2026", **fields):
    facts = {
        "register_code": "B.I",
        "register_number": number,
        "admitted_on": today(),
        "request_key": uuid.uuid4(),
    }
    return {**facts, **fields}


def who(**fields):
    return {"full_name": "Slamet Contoh", "born_on": "1990-01-05", "sex": "L", "nik": "", **fields}


def beside(answer):
    """What stands beside each field of the form, above it under ``__all__``."""
    assert answer.status_code == 422
    return {name: list(found) for name, found in answer.context["form"].errors.items()}


def test_what_speaks_against_leaving_stands_beside_its_field(registrar, person):
    page = f"/inmates/{person.pk}/leave/"
    sent = {"departure": "transferred", "on": "2001-02-03", "request_key": uuid.uuid4()}
    answer = registrar.post(page, sent)
    assert beside(answer).keys() == {"on", "receiver"}
    assert '<a href="#id_on">' in text(answer)
    assert 'value="2001-02-03"' in text(answer)
    early = {**sent, "departure": "released", "on": today()}
    assert beside(registrar.post(page, early)).keys() == {"reason"}
    inmates.left(person)
    assert beside(registrar.post(page, early)).keys() == {"__all__"}


def test_what_speaks_against_coming_stands_beside_its_field(registrar, place, person, other):
    inmates.inmate(facility=place, register_number="BI.1/2026")
    inmates.left(person)
    page = f"/inmates/{person.pk}/again/"
    dated = stay(admitted_on="2001-02-03", expires_on="2000-01-01")
    assert beside(registrar.post(page, dated)).keys() == {"admitted_on", "expires_on"}
    assert beside(registrar.post(page, stay("BI.1/2026"))).keys() == {"register_number"}
    late = who() | stay(admitted_on="2999-01-01", confirmed="on")
    assert beside(registrar.post("/inmates/new/", late)).keys() == {"admitted_on"}
    inmates.inmate(facility=place, nik=NIK)
    known = who(nik=NIK) | stay(confirmed="on")
    assert beside(registrar.post("/inmates/new/", known)) == {
        "nik": ["NIK ini sudah dipakai orang lain yang berada dalam tahanan."]
    }


def test_what_speaks_against_an_arrival_stands_beside_its_field(place, person, other):
    inmates.gone(person, by=accounts.second_person(), to=other)
    inmates.inmate(facility=other, register_number="BI.7/2026")
    there = signed_in(accounts.user_with(Role.REGISTRAR, facility=other))
    page = f"/inmates/arrivals/{Transfer.objects.get().pk}/"
    assert beside(there.post(page, stay("BI.7/2026"))).keys() == {"register_number"}
    assert beside(there.post(page, stay(admitted_on="2001-02-03"))).keys() == {"admitted_on"}


def test_a_name_without_a_reason_is_refused_beside_the_reason(registrar, person):
    page = f"/inmates/{person.pk}/correct/"
    seen = registrar.get(page).context["form"].initial["seen"]
    sent = who(full_name="Slamet Lain", nik=NIK, seen=seen, confirmed="on")
    assert beside(registrar.post(page, sent)).keys() == {"reason"}
