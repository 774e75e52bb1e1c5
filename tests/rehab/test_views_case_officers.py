"""The page of case officers: asking first, doing it, taking it back, and what a case file says of it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from inmates.models import AccessGrant
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, inmates, rehab
from tests.factories.accounts import signed_in
from tests.rehab.test_case_officers import LIST, by, give, holder, other, people, place, wali

__all__ = ["by", "other", "people", "place", "wali"]  # fixtures
pytestmark = pytest.mark.django_db


def text_of(response):
    return " ".join(response.content.decode().split())


def test_the_page_gives_after_asking_and_takes_back(place, people, wali, other, by):
    give(people[:1], other, by)
    client, ids = signed_in(by), [people[0].pk, people[1].pk]
    asked = text_of(client.post(reverse("rehab:assign_case_officer"), {"ids": ids}))
    assert "selama ini Wali Dua" in asked
    assert holder(people[1]) is None
    deed = {"ids": ids, "officer": wali.pk, "starts_on": clock.today().isoformat(), "step": "do"}
    after = text_of(client.post(reverse("rehab:assign_case_officer"), deed, follow=True))
    assert "Wali Satu menjadi wali 2 warga binaan lagi." in after
    assert [holder(person) for person in people] == [wali, wali, None]
    back = text_of(client.post(reverse("rehab:undo_case_officer"), follow=True))
    assert "Penunjukan wali untuk 2 warga binaan dibatalkan." in back
    assert [holder(person) for person in people] == [other, None, None]
    assert "Baru saja ditunjuk." not in back
    assert "Tidak ada lagi yang dapat dibatalkan." in text_of(
        client.post(reverse("rehab:undo_case_officer"), follow=True)
    )


def test_bad_input_is_said_beside_it_and_nothing_is_lost(people, wali, by):
    client, day = signed_in(by), (clock.today() + timedelta(days=1)).isoformat()
    deed = {"ids": [people[0].pk], "officer": wali.pk, "starts_on": day, "step": "do"}
    answer = client.post(reverse("rehab:assign_case_officer"), deed)
    text = text_of(answer)
    assert (answer.status_code, "Tanggal itu belum tiba." in text or "masa depan" in text) == (422, True)
    assert f'value="{day}"' in text
    assert f'<option value="{wali.pk}" selected>' in text
    assert holder(people[0]) is None
    assert "Centang sedikitnya satu orang." in text_of(
        client.post(reverse("rehab:assign_case_officer"), {}, follow=True)
    )


def test_nobody_of_another_facility_can_be_ticked(people, wali, by):
    stranger = inmates.inmate(facility=accounts.facility(code="LUA", name="Luar"))
    deed = {"ids": [stranger.pk], "officer": wali.pk, "starts_on": clock.today().isoformat(), "step": "do"}
    signed_in(by).post(reverse("rehab:assign_case_officer"), deed)
    assert AccessGrant.objects.count() == 0


def test_ending_is_asked_first(people, wali, by):
    give(people[:1], wali, by)
    client, address = signed_in(by), reverse("rehab:end_case_officer")
    assert "Wali Satu tidak akan melihat berkasnya lagi" in text_of(
        client.post(address, {"ids": [people[0].pk]})
    )
    assert holder(people[0]) == wali
    client.post(address, {"ids": [people[0].pk], "step": "do"})
    assert holder(people[0]) is None


def test_the_list_is_narrowed_and_counts(place, wali, by):
    group = rehab.group(facility=place)
    given = rehab.placed(group=group, full_name="Orang Berwali").inmate
    rehab.placed(group=group, full_name="Orang Tanpa Wali")
    inmates.inmate(facility=place, full_name="Orang Lain")
    give([given], wali, by)
    client = signed_in(by)

    def named(**query):
        text = text_of(client.get(LIST, query))
        return [name for name in ("Orang Berwali", "Orang Tanpa Wali", "Orang Lain") if name in text]

    assert named() == ["Orang Berwali", "Orang Tanpa Wali"]
    assert named(shown="without") == ["Orang Tanpa Wali"]
    assert len(named(shown="everybody")) == 3
    assert named(shown="everybody", officer=wali.pk) == ["Orang Berwali"]
    assert "1 peserta tanpa wali" in text_of(client.get(LIST))
    assert client.get(LIST, {"officer": "999999"}).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_with_more_people(count, place, wali, by, django_assert_num_queries):
    people = [inmates.inmate(facility=place) for _ in range(count)]
    give(people, wali, by)
    client = signed_in(by)
    client.get(LIST)
    with django_assert_num_queries(QUERIES):
        client.get(LIST, {"shown": "everybody"})


# The seven of every page; the role's holders, counts of people and those without the role twice, people, their case
# officers, those without one, the audit event.
QUERIES = 16


def test_the_case_file_says_whose_case_officer_it_is_to_the_house_alone(place, people, wali, by):
    give(people[:1], wali, by)
    bnnk = accounts.agency()
    accounts.agreement(facility=place, agency=bnnk)
    inmates.grant(inmate=people[0], agency=bnnk)
    address = reverse("inmates:show", args=[people[0].pk])
    head, coordinator = rehab.head(facility=place), accounts.user_with(Role.COORDINATOR, agency=bnnk)
    said = [
        "Wali pemasyarakatan: Wali Satu" in text_of(signed_in(user).get(address))
        for user in (head, wali, coordinator)
    ]
    assert said == [True, True, False]
    assert "Wali Satu menjadi wali" in text_of(signed_in(by).get(address))
