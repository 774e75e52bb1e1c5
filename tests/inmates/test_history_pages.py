"""The register page of a person and its forms, as the registrar and as readers."""

import uuid
from datetime import date, timedelta

import pytest

from inmates.models import OfficialDate, RegisterEntry
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def person(place):
    return inmates.inmate(
        facility=place, full_name="Slamet Contoh", register_code="B.I", expires_on=date(2028, 6, 30)
    )


@pytest.fixture
def registrar(place):
    return signed_in(accounts.user_with(Role.REGISTRAR, facility=place))


def text(response):
    return " ".join(response.content.decode().split())


def test_the_registrar_writes_and_the_page_tells(registrar, person):
    page = f"/inmates/{person.pk}/register/"
    today = clock.today().isoformat()
    sent = {"years": "2", "counts_from": "2026-01-15", "court": "PN Banjarnegara"}
    assert registrar.post(f"{page}sentence/", sent).status_code == 302
    remission = {"kind": "umum", "months": "1", "granted_on": today, "request_key": uuid.uuid4()}
    assert registrar.post(f"{page}remission/", remission).status_code == 302
    official = {"milestone": "half", "day": "2027-02-01", "source": "SDP"}
    assert registrar.post(f"{page}official/", official).status_code == 302
    shown = text(registrar.get(page))
    for said in (
        "2 tahun, dihitung sejak 15 Januari 2026",
        "Remisi umum (17 Agustus): 1 bulan",
        "30 Mei 2028",
        "1 Februari 2027",
        "resmi: SDP",
        "estimasi",
    ):
        assert said in shown, said
    assert Event.objects.filter(action="inmates.register.opened", subject_id=person.pk).count() == 1
    assert OfficialDate.objects.get().recorded_by.username.startswith("registrar")


def test_what_is_wrong_is_said_and_what_was_typed_stays(registrar, person):
    sent = {
        "kind": "extension",
        "code": "B.I",
        "number": "BI.77/2026",
        "starts_on": (clock.today() + timedelta(days=3)).isoformat(),
        "expires_on": "2027-01-01",
        "request_key": uuid.uuid4(),
    }
    answer = registrar.post(f"/inmates/{person.pk}/register/line/", sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "starts_on": ["Hari pertama ada di masa depan."],
        "expires_on": ["Perpanjangan harus berakhir sesudah yang diperpanjang."],
    }
    assert 'href="#id_starts_on"' in text(answer)
    assert 'value="BI.77/2026"' in text(answer)
    assert RegisterEntry.objects.of(person).count() == 1
    empty = registrar.post(f"/inmates/{person.pk}/register/sentence/", {"counts_from": "2026-01-15"})
    assert (empty.status_code, empty.context["form"].errors) == (422, {"years": ["Isi lamanya."]})


@pytest.mark.parametrize(
    ("role", "status", "writes"),
    [(Role.HEAD, 200, False), (Role.REGISTRAR, 200, True), (Role.FACILITATOR, 403, False)],
)
def test_readers_read_and_do_not_write(place, person, role, status, writes):
    client = signed_in(accounts.user_with(role, facility=place, username="pembaca"))
    answer = client.get(f"/inmates/{person.pk}/register/")
    assert answer.status_code == status
    assert ("Catat di register" in text(answer)) == writes
    assert client.get(f"/inmates/{person.pk}/register/line/").status_code == (200 if writes else 403)
