"""The pages of those who are kept apart: who sees what, looking for the two, closing, opening again, voiding."""

import uuid

import pytest
from django.urls import reverse

from inmates.models import KeepApart
from inmates.services_apart import close_keep_apart
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates

pytestmark = pytest.mark.django_db
SECRET = "Kelompok Timur mengancam di lapangan"
READERS, VIEWERS = (Role.SECURITY, Role.HEAD), (Role.REGISTRAR, Role.REHAB_OFFICER)
OTHERS = [role for role in Role if role not in (*READERS, *VIEWERS)]


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def pair(place):
    cell = inmates.cell(facility=place, code="A1")
    return [inmates.inmate(facility=place, full_name=name, cell=cell) for name in ("Andi Satu", "Budi Dua")]


@pytest.fixture
def entry(pair):
    return inmates.kept_apart(*pair, reason="gang", detail=SECRET)


@pytest.fixture
def guard(place):
    return accounts.signed_in(accounts.user_with(Role.SECURITY, facility=place))


def page(client, name, *args):
    return client.get(reverse(f"inmates:{name}", args=args)).content.decode()


@pytest.mark.parametrize("role", READERS)
def test_who_reads_why_and_that_it_was_read(place, entry, role):
    client = accounts.signed_in(accounts.user_with(role, facility=place))
    assert "Kelompok yang berseteru" in page(client, "apart")
    shown = page(client, "apart_show", entry.pk)
    assert (SECRET in shown, "Kelompok yang berseteru" in shown) == (True, True)
    opened = Event.objects.get(action="inmates.keep_apart.list_opened")
    assert opened.facts == {"count": 1, "looked_for": []}
    assert Event.objects.filter(action="inmates.keep_apart.read", subject_id=entry.pk).count() == 1


@pytest.mark.parametrize("role", VIEWERS)
def test_who_plans_sees_that_two_may_not_be_together_and_not_why(place, pair, entry, role):
    client = accounts.signed_in(accounts.user_with(role, facility=place))
    pages = [page(client, "apart"), page(client, "apart_show", entry.pk), page(client, "show", pair[0].pk)]
    for shown in pages:
        assert ("Budi Dua" in shown, SECRET in shown, "berseteru" in shown) == (True, False, False)
        assert "tidak satu blok" in shown
    assert "?reason=" not in pages[0]
    assert 'name="reason"' not in pages[0]
    assert reverse("inmates:apart_close", args=[entry.pk]) not in pages[1]
    assert not Event.objects.filter(action="inmates.keep_apart.read").exists()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_any_of_it(place, pair, entry, role):
    agency = accounts.agency()
    accounts.agreement(facility=place, agency=agency)
    person = accounts.user_with(role, facility=place, agency=agency)
    inmates.grant(inmate=pair[0], agency=agency)
    inmates.grant(inmate=pair[0], user=person)
    client = accounts.signed_in(person)
    assert client.get(reverse("inmates:apart")).status_code == 403
    assert client.get(reverse("inmates:apart_show", args=[entry.pk])).status_code == 403
    answer = client.get(reverse("inmates:show", args=[pair[0].pk]))
    if role is not Role.ADMINISTRATOR:
        assert answer.status_code == 200
    shown = answer.content.decode()
    assert ("Budi Dua" in shown, "tidak satu blok" in shown, 'id="apart"' in shown) == (False, False, False)


def test_an_order_by_reason_tells_nothing_to_who_may_not_read_it(place, entry):
    client = accounts.signed_in(accounts.user_with(Role.REGISTRAR, facility=place))
    answer = client.get(reverse("inmates:apart"), {"sort": "reason", "columns": "reason", "reason": "gang"})
    assert "berseteru" not in answer.content.decode()


def test_another_facilitys_entry_is_not_there(entry):
    elsewhere = accounts.facility(code="LAIN", name="Rutan Lain")
    client = accounts.signed_in(accounts.user_with(Role.SECURITY, facility=elsewhere))
    assert client.get(reverse("inmates:apart_show", args=[entry.pk])).status_code == 404


def test_the_list_by_its_filters(place, guard, entry, pair):
    others = [inmates.inmate(facility=place, full_name=name) for name in ("Cahyo Tiga", "Dedi Empat")]
    other = inmates.kept_apart(*others, housing="", reason="threat")
    by = accounts.second_person()
    close_keep_apart(entry=other, reason="Damai", by=by)

    def names(**filters):
        shown = guard.get(reverse("inmates:apart"), filters).content.decode()
        return [name for name in ("Andi Satu", "Cahyo Tiga") if name in shown]

    assert names() == ["Andi Satu"]
    assert names(state="over") == ["Cahyo Tiga"]
    assert names(state="all") == ["Andi Satu", "Cahyo Tiga"]
    assert names(state="all", out_of="block") == ["Andi Satu"]
    assert names(state="all", out_of="session") == ["Andi Satu", "Cahyo Tiga"]
    assert names(state="all", reason="threat") == ["Cahyo Tiga"]
    assert names(state="all", block="A") == ["Andi Satu"]
    assert names(block="Z") == ["Andi Satu"]  # no such block: the filter is left out and told


def test_words_are_sealed(guard, entry):
    answer = guard.post(reverse("inmates:apart"), {"words": "Budi"})
    assert "Budi" not in answer.url
    assert "Andi Satu" in guard.get(answer.url).content.decode()
    answer = guard.post(reverse("inmates:apart"), {"words": "Zulkifli"})
    assert "Andi Satu" not in guard.get(answer.url).content.decode()


def test_an_empty_list_says_what_to_do(guard):
    assert reverse("inmates:apart_new") in page(guard, "apart")


def entered(pair, **instead):
    facts = {
        "one": pair[0].pk,
        "other": pair[1].pk,
        "one_part": "victim",
        "other_part": "offender",
        "housing": "block",
        "sessions": "on",
        "reason": "violence",
        "detail": "Berkelahi",
        "starts_on": clock.today().isoformat(),
        "ends_on": "",
        "request_key": str(uuid.uuid4()),
    }
    return facts | instead


def test_both_are_looked_for_on_the_page_and_nothing_typed_is_lost(guard, pair):
    looking = entered(
        pair, one="", other="", words_one="Andi", words_other="Budi", detail="Berkelahi", look="one"
    )
    shown = guard.post(reverse("inmates:apart_new"), looking).content.decode()
    for person in pair:
        assert f'value="{person.pk}"' in shown
        assert person.full_name in shown
    assert "Berkelahi" in shown
    assert "invalid-feedback" not in shown
    assert not KeepApart.objects.exists()
    answer = guard.post(reverse("inmates:apart_new"), entered(pair))
    entry = KeepApart.objects.get()
    assert answer.url == reverse("inmates:apart_show", args=[entry.pk])
    assert (entry.first, entry.first_part, entry.housing, entry.sessions) == (
        pair[0],
        "victim",
        "block",
        True,
    )


def test_from_a_persons_page_the_first_is_chosen_already(guard, pair):
    shown = guard.get(reverse("inmates:apart_new"), {"person": pair[0].pk}).content.decode()
    assert "Andi Satu" in shown
    assert "Budi Dua" not in shown
    assert guard.get(reverse("inmates:apart_new"), {"person": "x"}).status_code == 200


def test_what_is_wrong_stands_beside_it_and_nothing_is_lost(guard, pair):
    answer = guard.post(reverse("inmates:apart_new"), entered(pair, other=pair[0].pk, detail="Catatan"))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert ("Pilih dua orang yang berbeda." in shown, "Catatan" in shown) == (True, True)
    assert not KeepApart.objects.exists()


def test_who_looks_for_nobody_is_told_so_at_both(guard, pair):
    answer = guard.post(reverse("inmates:apart_new"), entered(pair, one="", other=""))
    assert answer.status_code == 422
    assert answer.content.decode().count("Cari orangnya, lalu pilih.") == 4  # in the summary and beside each


def test_people_out_of_reach_are_not_taken(guard, pair):
    stranger = inmates.inmate(facility=accounts.facility(code="LAIN"), full_name="Orang Asing")
    answer = guard.post(reverse("inmates:apart_new"), entered(pair, other=stranger.pk))
    assert answer.status_code == 422
    assert "Orang Asing" not in answer.content.decode()
    assert not KeepApart.objects.exists()


def test_closing_asks_why_and_opening_again_follows(guard, entry):
    address = reverse("inmates:apart_close", args=[entry.pk])
    assert guard.post(address, {"reason": " "}).status_code == 422
    guard.post(address, {"reason": "Sudah berdamai."})
    entry.refresh_from_db()
    assert entry.close_reason == "Sudah berdamai."
    again = {
        "detail": "Mengancam lagi",
        "starts_on": clock.today().isoformat(),
        "ends_on": "",
        "request_key": str(uuid.uuid4()),
    }
    answer = guard.post(reverse("inmates:apart_reopen", args=[entry.pk]), again)
    anew = KeepApart.objects.get(reopens=entry)
    assert answer.url == reverse("inmates:apart_show", args=[anew.pk])
    answer = guard.post(
        reverse("inmates:apart_reopen", args=[anew.pk]), again | {"request_key": str(uuid.uuid4())}
    )
    assert answer.status_code == 422


def test_a_mistake_is_taken_off_the_list(guard, entry):
    guard.post(reverse("inmates:apart_void", args=[entry.pk]), {"reason": "Salah orang"})
    assert guard.get(reverse("inmates:apart_show", args=[entry.pk])).status_code == 404
    assert "Andi Satu" not in page(guard, "apart")


def test_who_is_together_all_the_same_is_told(guard, entry, pair):
    assert "what-act" in page(guard, "show", pair[0].pk)
    assert "Keduanya masih ditempatkan bersama." in page(guard, "apart_show", entry.pk)


def test_the_list_costs_the_same_with_one_row_and_with_three(place, guard, entry, django_assert_num_queries):
    page(guard, "apart")
    with django_assert_num_queries(LIST):
        page(guard, "apart")
    for _ in range(2):
        inmates.kept_apart(*(inmates.inmate(facility=place) for _ in range(2)))
    with django_assert_num_queries(LIST):
        page(guard, "apart")


LIST = 12
