"""Who opens what of training, and what looks as if it were not there."""

import pytest

from inmates.enums import ConsentSubject
from inmates.models import Inmate
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates, training
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def batch(place):
    return training.batch(facility=place, running=True)


def person(place, name="Slamet Nugroho"):
    return inmates.inmate(facility=place, full_name=name)


def text(response):
    return " ".join(response.content.decode().split())


def readers_of(place, batch):
    bnnk = accounts.agency()
    accounts.agreement(facility=place, agency=bnnk)
    return {
        "head": accounts.user_with(Role.HEAD, facility=place),
        "auditor": accounts.user_with(Role.AUDITOR, facility=place),
        "instructor": batch.instructor,
        "other instructor": training.instructor(facility=place, username="lain"),
        "case officer": accounts.user_with(Role.CASE_OFFICER, facility=place),
        "coordinator": accounts.user_with(Role.COORDINATOR, agency=bnnk),
        "registrar": accounts.user_with(Role.REGISTRAR, facility=place),
        "facilitator": accounts.user_with(Role.FACILITATOR, facility=place),
        "security": accounts.user_with(Role.SECURITY, facility=place),
    }, bnnk


def test_who_opens_a_batch_and_which_names_they_read(place, batch):
    training.enrolment(batch=batch, inmate=person(place, "Orang Terbuka"))
    training.enrolment(batch=batch, inmate=person(place, "Orang Tertutup"))
    readers, bnnk = readers_of(place, batch)
    for opened in Inmate.objects.all():
        inmates.grant(inmate=opened, agency=bnnk)
    agreeing = Inmate.objects.get(full_name="Orang Terbuka")
    inmates.consent(inmate=agreeing, subject=ConsentSubject.PROGRESS, agency=bnnk)
    pages = {name: signed_in(user).get(f"/training/batches/{batch.pk}/") for name, user in readers.items()}
    assert {name: page.status_code for name, page in pages.items()} == {
        "head": 200,
        "auditor": 200,
        "instructor": 200,
        "other instructor": 404,
        "case officer": 404,
        "coordinator": 200,
        "registrar": 403,
        "facilitator": 403,
        "security": 403,
    }
    seen = {name: "Orang Tertutup" in text(page) for name, page in pages.items() if page.status_code == 200}
    assert seen == {"head": True, "auditor": True, "instructor": True, "coordinator": False}
    assert "1 orang lagi, yang berkasnya tidak terbuka" in text(pages["coordinator"])
    assert "2 dari 3" in text(pages["coordinator"])


def test_only_the_officer_changes_who_takes_part(place, batch):
    made = training.enrolment(batch=batch, inmate=person(place))
    readers, _ = readers_of(place, batch)
    lesson = training.lesson(batch=batch, days=-1)
    for name, user in readers.items():
        client = signed_in(user)
        for address in (
            f"/training/batches/{batch.pk}/enrol/",
            f"/training/batches/{batch.pk}/cancel/",
            f"/training/batches/{batch.pk}/lessons/new/",
            f"/training/enrolments/{made.pk}/withdraw/",
            "/training/batches/new/",
        ):
            assert client.get(address).status_code == 403, (name, address)
        own = 200 if name == "instructor" else 404
        expected = {"instructor": 200, "other instructor": 404, "facilitator": 404}.get(name, 403)
        assert client.get(f"/training/lessons/{lesson.pk}/").status_code == expected, name
        expected = {"instructor": own, "other instructor": own}.get(name, 403)
        assert client.get(f"/training/enrolments/{made.pk}/fail/").status_code == expected, name


def test_another_facilitys_batches_do_not_exist(place, batch):
    made = training.enrolment(batch=batch, inmate=person(place))
    lesson = training.lesson(batch=batch, days=-1)
    other = accounts.facility(code="LUA", name="Rutan Luar")
    stranger = signed_in(accounts.user_with(Role.REHAB_OFFICER, facility=other))
    assert "Angkatan 1" not in text(stranger.get("/training/"))
    addresses = [
        f"/training/batches/{batch.pk}/",
        f"/training/batches/{batch.pk}/enrol/",
        f"/training/enrolments/{made.pk}/withdraw/",
        f"/training/enrolments/{made.pk}/certificate/",
        f"/training/lessons/{lesson.pk}/",
    ]
    assert [stranger.get(address).status_code for address in addresses] == [404] * 5
    assert stranger.post(f"/training/batches/{batch.pk}/complete/", {"ids": [made.pk]}).status_code == 404
    assert Event.objects.filter(action="access.out_of_reach").count() == 6
