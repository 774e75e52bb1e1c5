"""The lists a person keeps: theirs alone, taken back when removed, and the one a page begins with."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from inmates.lists import PEOPLE
from rutan.accounts import services_lists
from rutan.accounts.models import SavedList
from rutan.accounts.permissions import Role
from rutan.accounts.services_lists import ListRefused
from rutan.audit.models import Event
from tests.factories import accounts, inmates, lists
from tests.factories.accounts import signed_in
from tests.typed_sql import changed, refused, run

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def head(place):
    return accounts.user_with(Role.HEAD, facility=place)


@pytest.fixture
def people(place):
    inmates.left(inmates.inmate(facility=place, full_name="Wati"))
    return inmates.inmate(facility=place, full_name="Budi")


def send(client, address="state=left", name="Sudah keluar", page=PEOPLE.page, **more):
    data = {"page": page, "address": address, "name": name, "request_key": uuid.uuid4(), **more}
    return client.post("/accounts/lists/save/", data)


def names(client, address="/inmates/"):
    return [line.name for line in client.get(address).context["shown"].page.lines]


def test_a_list_is_kept_with_its_filters_columns_and_order_and_opens_again(place, head, people):
    client = signed_in(head)
    answer = send(client, "state=left&sort=-name&columns=cell&columns=name&block=nowhere&after=3")
    assert answer.status_code == 302
    saved = SavedList.objects.get()
    assert (saved.user, saved.facility, saved.page, saved.name, saved.is_default) == (
        head, place, "inmates:list", "Sudah keluar", False,
    )  # fmt: skip
    assert saved.query == {"state": "left", "sort": "-name", "columns": "name,cell"}
    (chip,) = client.get("/inmates/").context["shown"].chips
    assert names(client) == ["Budi"]
    again = client.get(f"/inmates/{chip.url}").context["shown"]
    assert [line.name for line in again.page.lines] == ["Wati"]
    assert [column.key for column in again.asked.columns] == ["name", "cell"]
    assert [each.is_shown for each in again.chips] == [True]
    assert Event.objects.get(action="accounts.list.saved").facts == {"table": "inmates:list"}


def test_words_outlive_the_seal_of_an_address(place, head, people):
    client = signed_in(head)
    sealed = client.post("/inmates/?state=all", {"words": "wati"})["Location"].partition("?")[2]
    send(client, sealed, name="Dicari")
    assert SavedList.objects.get().query == {"state": "all", "words": "wati"}
    (chip,) = client.get("/inmates/").context["shown"].chips
    assert "wati" not in chip.url
    assert names(client, f"/inmates/{chip.url}") == ["Wati"]


def test_a_page_begins_with_the_list_that_has_the_star_until_something_is_asked_for(place, head, people):
    client = signed_in(head)
    send(client, is_default="on")
    assert names(client) == ["Wati"]
    assert names(client, "/inmates/?sort=name") == ["Budi"]
    other = lists.saved(facility=place, by=head, name="Semua", query={"state": "all"}, is_default=True)
    assert names(client) == ["Budi", "Wati"]
    assert SavedList.objects.filter(is_default=True).get() == other
    client.post(f"/accounts/lists/{other.pk}/begin/")
    assert names(client) == ["Budi"]
    client.post(f"/accounts/lists/{other.pk}/begin/")
    assert names(client) == ["Budi", "Wati"]


def test_a_list_that_was_removed_can_be_taken_back(place, head, people):
    client, saved = signed_in(head), lists.saved(facility=place, by=head, is_default=True)
    page = client.post(f"/accounts/lists/{saved.pk}/remove/", follow=True)
    assert f"/accounts/lists/{saved.pk}/restore/" in page.content.decode()
    assert client.get("/inmates/").context["shown"].chips == []
    saved.refresh_from_db()
    assert (saved.voided_by, saved.is_default) == (head, False)
    client.post(f"/accounts/lists/{saved.pk}/remove/")
    client.post(f"/accounts/lists/{saved.pk}/restore/")
    client.post(f"/accounts/lists/{saved.pk}/restore/")
    assert [chip.saved for chip in client.get("/inmates/").context["shown"].chips] == [saved]
    events = Event.objects.filter(subject_type="accounts.savedlist").order_by("pk")
    assert list(events.values_list("action", flat=True)) == [
        "accounts.list.saved", "accounts.list.removed", "accounts.list.restored",
    ]  # fmt: skip


def test_the_same_name_replaces_and_what_was_replaced_is_not_taken_back_beside_it(place, head):
    first = lists.saved(facility=place, by=head)
    facts = {"page": PEOPLE.page, "name": first.name, "query": {"state": "left"}, "is_default": False}
    second = services_lists.save_list(**facts, facility=place, by=head, request_key=uuid.uuid4())
    assert list(SavedList.objects.all()) == [second]
    first.refresh_from_db()
    assert first.voided_by == head
    with pytest.raises(ListRefused) as why:
        services_lists.take_back(saved=first, by=head)
    assert why.value.messages == ["Anda mempunyai daftar lain dengan nama ini. Hapus yang itu dahulu."]


def test_there_are_only_so_many(place, head):
    for number in range(services_lists.AT_MOST):
        lists.saved(facility=place, by=head, name=f"Daftar {number}")
    with pytest.raises(ListRefused):
        lists.saved(facility=place, by=head, name="Satu lagi")
    assert SavedList.objects.count() == services_lists.AT_MOST


def test_nobody_meets_the_lists_of_another_person_or_another_facility(place, head):
    saved = lists.saved(facility=place, by=head, name="Rahasia")
    colleague = accounts.user_with(Role.HEAD, facility=place, username="rekan")
    accounts.give_role(head, Role.HEAD, facility=accounts.facility(code="LUA", name="Rutan Luar"))
    elsewhere = signed_in(head)
    elsewhere.post("/facility/", {"facility": "LUA"})
    for client in (signed_in(colleague), elsewhere):
        assert "Rahasia" not in client.get("/inmates/").content.decode()
        assert "Rahasia" not in client.get("/accounts/lists/").content.decode()
        for deed in ("begin", "remove", "restore"):
            assert client.post(f"/accounts/lists/{saved.pk}/{deed}/").status_code == 404
    saved.refresh_from_db()
    assert (saved.voided_at, saved.is_default) == (None, False)


@pytest.mark.parametrize(
    "sent",
    [{"name": ""}, {"name": "a" * 61}, {"page": "nowhere"}, {"page": "jobs:exports"}, {"request_key": "x"}],
)
def test_a_form_that_says_too_little_keeps_nothing(head, sent):
    answer = send(
        signed_in(head), **{"name": "Daftar", **sent} if "request_key" not in sent else {"name": ""}
    )
    assert (answer.status_code, SavedList.all_objects.count()) == (302, 0)


@pytest.mark.parametrize(
    "address", ["%00", "state=%01", "&&==&", "words=x&columns=" + "a," * 500, "sort[]=1"]
)
def test_a_hostile_address_is_kept_as_far_as_it_is_understood(head, address):
    send(signed_in(head), address)
    assert SavedList.objects.get().query == {}


def test_the_page_of_kept_lists_costs_the_same_with_one_and_with_three(
    place, head, django_assert_num_queries
):
    client = signed_in(head)
    for name in ("Satu", "Dua", "Tiga"):
        lists.saved(facility=place, by=head, name=name)
        with django_assert_num_queries(9):
            client.get("/accounts/lists/")


def test_what_the_database_refuses(place, head):
    saved = lists.saved(facility=place, by=head, is_default=True)
    other = accounts.user(username="lain")
    for change, values in (("query = '{}'", ()), ("user_id = %s", (other.pk,))):
        with refused("saved_list_stays_what_it_is"):
            changed("accounts_savedlist", saved.pk, change, *values)
    with refused("saved_list_is_removed_by_its_owner"):
        changed("accounts_savedlist", saved.pk, "voided_at = now(), voided_by_id = %s", other.pk)
    with refused("saved_list_voided_by_somebody"):
        changed("accounts_savedlist", saved.pk, "voided_at = now()")
    facts = {"facility": place, "user": head, "page": PEOPLE.page}
    for constraint, more in {
        "saved_list_has_a_name": {"name": ""},
        "saved_list_name_once_a_person": {"name": saved.name},
        "saved_list_one_to_begin_with": {"name": "Lain", "is_default": True},
    }.items():
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            SavedList.objects.create(**facts, **more, request_key=uuid.uuid4())
    with pytest.raises(Exception, match=r"permission denied|Cannot delete"):
        run("delete from accounts_savedlist where id = %s", saved.pk)
