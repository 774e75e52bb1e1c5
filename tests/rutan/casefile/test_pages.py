"""The case file shows what the role may see, nothing else, and writes down that it was opened."""

import pytest

from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


def person(place, **fields):
    facts = {
        "full_name": "Slamet Nugroho",
        "nik": "3304061109930019",
        "register_number": "BI.12/2026",
        "offence": "127 ayat (1) UU 35/2009",
        "expires_on": "2099-03-14",
    }
    return inmates.inmate(facility=place, **facts | fields)


def opened_by(user, inmate):
    return signed_in(user).get(f"/inmates/{inmate.pk}/")


@pytest.mark.parametrize(
    ("role", "shown", "hidden"),
    [
        (Role.HEAD, ("Slamet Nugroho", "BI.12/2026", "127 ayat", "14 Maret 2099"), ("3304061109930019",)),
        (Role.AUDITOR, ("Slamet Nugroho", "BI.12/2026", "127 ayat", "14 Maret 2099"), ("3304061109930019",)),
    ],
)
def test_a_role_sees_its_part(role, shown, hidden):
    place = accounts.facility()
    page = opened_by(accounts.user_with(role, facility=place), person(place)).content.decode()
    assert [text for text in shown if text not in page] == []
    assert [text for text in hidden if text in page] == []


def test_opening_is_written_down_with_who_opened():
    place = accounts.facility()
    head, inmate = accounts.user_with(Role.HEAD, facility=place), person(place)
    assert opened_by(head, inmate).status_code == 200
    event = Event.objects.get(action="casefile.opened")
    assert (event.actor_id, event.subject_id, event.facility_id) == (head.pk, inmate.pk, place.pk)


def test_nobody_of_another_facility_opens_it():
    head = accounts.user_with(Role.HEAD, facility=accounts.facility())
    stranger = person(accounts.facility(code="LUA", name="Rutan Luar"))
    assert opened_by(head, stranger).status_code == 404
    assert list(Event.objects.values_list("action", flat=True)) == ["access.out_of_reach"]


def test_a_role_without_people_has_no_case_file():
    place = accounts.facility()
    assert opened_by(accounts.user_with(Role.ADMINISTRATOR, facility=place), person(place)).status_code == 403


def test_the_rights_of_one_facility_open_nothing_at_another():
    """Head here and facilitator there: somebody there is opened as a facilitator, after switching, never as a head."""
    own, other = accounts.facility(code="AAA"), accounts.facility(code="BBB", name="Rutan Lain")
    user = accounts.user_with(Role.HEAD, facility=own)
    accounts.give_role(user, Role.FACILITATOR, facility=other)
    inmate = person(other)
    inmates.grant(inmate=inmate, user=user)
    client = signed_in(user)
    assert client.get(f"/inmates/{inmate.pk}/").status_code == 404
    client.post("/facility/", {"facility": "BBB"})
    page = client.get(f"/inmates/{inmate.pk}/")
    assert page.status_code == 200
    assert "127 ayat" not in page.content.decode()
