"""An administrator looks after users; a second person approves; the first sign-in asks for a password of one's own."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import Role
from rutan.audit.models import Event
from tests.factories import accounts
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
# The seven of every page (tests/inmates/test_pages.py); people, their roles.
LIST_QUERIES = 9
# The roles that wait, with everybody they name.
APPROVAL_QUERIES = 8


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def admin(place):
    return accounts.user_with(Role.ADMINISTRATOR, facility=place, username="admin")


@pytest.fixture
def head(place):
    return accounts.user_with(Role.HEAD, facility=place, username="karutan")


@pytest.fixture
def officer(place):
    return accounts.user_with(Role.REGISTRAR, facility=place, username="registrasi")


def new_user(client, **fields):
    data = {
        "full_name": "Orang Baru",
        "username": "baru",
        "position": "Staf",
        "role": "registrar",
        "agency": "",
        "starts_on": timezone.localdate().isoformat(),
        "ends_on": "",
        "request_key": str(uuid4()),
    }
    return client.post("/accounts/users/new/", data | fields)


def test_from_the_new_account_to_the_first_page_of_its_holder(admin, head):
    answer = new_user(signed_in(admin))
    password = re.search(r'class="once">([^<]+)<', answer.content.decode())[1]
    proposed = RoleAssignment.objects.get(user__username="baru")
    approved = signed_in(head).post(f"/accounts/approvals/{proposed.pk}/approve/", follow=True)
    assert "Peran disetujui." in approved.content.decode()

    holder = Client()
    answer = holder.post("/accounts/login/", {"login": "baru", "password": password}, follow=True)
    assert answer.redirect_chain[-1][0] == "/accounts/password/change/"
    assert "Kata sandi Anda masih sementara." in answer.content.decode()
    assert holder.get("/inmates/")["Location"] == "/accounts/password/change/"
    same = {"oldpassword": password, "password1": password, "password2": password}
    assert "Ini kata sandi Anda sekarang" in holder.post("/accounts/password/change/", same).content.decode()
    own = {"oldpassword": password, "password1": accounts.PASSWORD, "password2": accounts.PASSWORD}
    changed = holder.post("/accounts/password/change/", own, follow=True)
    assert changed.redirect_chain[0][0] == "/"
    assert 'class="notice notice-good"' in changed.content.decode()
    assert "Petugas registrasi" in holder.get("/").content.decode()
    assert User.objects.get(username="baru").must_change_password is False


def test_the_form_pressed_twice_makes_one_account_and_shows_the_password_that_opens(admin):
    client, key = signed_in(admin), str(uuid4())
    pages = [new_user(client, request_key=key).content.decode() for _ in range(2)]
    shown = [re.search(r'class="once">([^<]+)<', page)[1] for page in pages]
    user = User.objects.get(username="baru")
    assert [user.check_password(one) for one in shown] == [False, True]
    assert RoleAssignment.objects.filter(user=user).count() == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"username": "Orang Baru"}, "Huruf kecil, angka"),
        ({"role": "assessor"}, "Pilih instansi"),
        ({"role": "assessor", "agency": "dinkes-luar"}, "Pilih instansi"),
        ({"username": "admin"}, "Nama pengguna ini sudah dipakai."),
        ({"ends_on": "2020-01-01"}, "Peran berakhir sebelum dimulai."),
    ],
)
def test_a_new_account_that_cannot_be_made_says_why(admin, fields, sentence):
    accounts.agency(code="dinkes-luar")
    answer = new_user(signed_in(admin), **fields)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert User.objects.filter(full_name="Orang Baru").count() == 0


def test_an_agencys_role_is_proposed_for_a_partner_and_any_other_for_the_facility(admin, place):
    bnnk = accounts.agency()
    accounts.agreement(facility=place, agency=bnnk)
    client = signed_in(admin)
    new_user(client, role="assessor", agency=bnnk.code)
    new_user(client, username="kedua", role="security", agency=bnnk.code)
    held = RoleAssignment.objects.filter(proposed_by=admin).order_by("pk")
    assert [(role.facility, role.agency) for role in held] == [(None, bnnk), (place, None)]


def test_the_list_shows_people_of_this_facility_and_its_partners_only(admin, head, officer, place):
    bnnk, strange = accounts.agency(), accounts.agency(code="lain", short_name="Lain")
    accounts.agreement(facility=place, agency=bnnk)
    assessor = accounts.user_with(Role.ASSESSOR, agency=bnnk)
    other = accounts.facility(code="LUA", name="Rutan Luar")
    accounts.agreement(facility=other, agency=strange)
    foreign = accounts.user_with(Role.HEAD, facility=other), accounts.user_with(Role.ASSESSOR, agency=strange)
    client = signed_in(admin)
    listed = {one.user for one in client.get("/accounts/users/").context["people"]}
    assert listed == {admin, head, officer, assessor}
    assert [client.get(f"/accounts/users/{user.pk}/").status_code for user in foreign] == [404, 404]
    assert Event.objects.filter(action="access.out_of_reach").count() == 2


def test_a_role_of_another_facility_is_neither_approved_nor_withdrawn_from_here(admin, officer):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    held = accounts.give_role(officer, Role.HEAD, facility=other)
    waiting = RoleAssignment.objects.create(
        user=officer, role=Role.REGISTRAR, facility=other, starts_on=accounts.LONG_AGO
    )
    client = signed_in(admin)
    addresses = [
        f"/accounts/roles/{held.pk}/withdraw/",
        f"/accounts/approvals/{waiting.pk}/approve/",
        f"/accounts/approvals/{waiting.pk}/decline/",
    ]
    assert [client.post(address).status_code for address in addresses] == [404, 404, 404]
    changed = RoleAssignment.all_objects.filter(pk__in=(held.pk, waiting.pk)).order_by("pk")
    assert list(changed.values_list("ends_on", "approved_by", "voided_at")) == [
        (None, held.approved_by_id, None),
        (None, None, None),
    ]


def propose(client, user, **fields):
    data = {"role": "security", "agency": "", "starts_on": timezone.localdate().isoformat(), "ends_on": ""}
    data |= {"request_key": str(uuid4())}
    return client.post(f"/accounts/users/{user.pk}/", data | fields, follow=True)


def test_the_proposer_is_not_the_second_person_and_neither_is_the_holder(admin, place, officer):
    second = accounts.user_with(Role.ADMINISTRATOR, facility=place)
    propose(signed_in(admin), second, role="head")
    waiting = RoleAssignment.objects.get(user=second, role="head")
    for person in (admin, second):
        client = signed_in(person)
        assert "menunggu orang lain" in client.get("/accounts/approvals/").content.decode()
        answer = client.post(f"/accounts/approvals/{waiting.pk}/approve/", follow=True)
        assert "notice-danger" in answer.content.decode()
    waiting.refresh_from_db()
    assert waiting.approved_by is None


def test_whoever_proposed_a_role_takes_the_proposal_back(admin, head, officer):
    propose(signed_in(admin), officer)
    waiting = RoleAssignment.objects.get(role="security")
    back = f"/accounts/roles/{waiting.pk}/withdraw/"
    assert back not in signed_in(head).get("/accounts/approvals/").content.decode()
    assert back in signed_in(admin).get("/accounts/approvals/").content.decode()
    signed_in(admin).post(back)
    assert RoleAssignment.all_objects.get(pk=waiting.pk).voided_by == admin


def test_a_declined_and_a_withdrawn_role_are_gone(admin, head, officer):
    propose(signed_in(admin), officer)
    waiting = RoleAssignment.objects.get(role="security")
    signed_in(head).post(f"/accounts/approvals/{waiting.pk}/decline/")
    assert RoleAssignment.objects.filter(role="security").count() == 0
    held = RoleAssignment.objects.get(user=officer)
    signed_in(admin).post(f"/accounts/roles/{held.pk}/withdraw/")
    assert signed_in(officer).get("/").status_code == 403


def test_a_role_held_twice_at_a_time_is_refused_beside_the_form(admin, officer):
    answer = propose(signed_in(admin), officer, role="registrar")
    assert answer.status_code == 422
    assert "Orang ini sudah memegang peran itu pada waktu tersebut." in answer.content.decode()


def test_a_closed_account_is_out_with_the_next_request(admin, officer):
    client = signed_in(officer)
    assert client.get("/inmates/").status_code == 200
    answer = signed_in(admin).post(f"/accounts/users/{officer.pk}/deactivate/", follow=True)
    assert "Akun ditutup." in answer.content.decode()
    assert client.get("/inmates/")["Location"] == "/accounts/login/?next=/inmates/"
    signed_in(admin).post(f"/accounts/users/{officer.pk}/activate/")
    assert client.get("/inmates/").status_code == 200


def test_a_new_password_signs_out_whoever_is_in(admin, officer):
    client = signed_in(officer)
    answer = signed_in(admin).post(f"/accounts/users/{officer.pk}/password/")
    assert 'class="once"' in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store, max-age=0"
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_an_approver_gets_no_password_here(admin, head):
    answer = signed_in(admin).post(f"/accounts/users/{head.pk}/password/", follow=True)
    assert "hanya diganti di server" in answer.content.decode()


def roles_waiting(user):
    work = signed_in(user).get("/").context["page"].todos
    return [todo.sentence for todo in work if todo.code == "roles"]


def test_the_head_is_told_on_the_start_page_what_waits(admin, head, officer):
    assert roles_waiting(head) == []
    propose(signed_in(admin), officer)
    assert roles_waiting(head) == ["1 peran menunggu persetujuan Anda"]
    assert roles_waiting(admin) == []


def test_both_lists_cost_the_same_with_more_rows(admin, head, place, django_assert_num_queries):
    second = accounts.user_with(Role.ADMINISTRATOR, facility=place)
    pages = (
        (signed_in(admin), "/accounts/users/", LIST_QUERIES),
        (signed_in(head), "/accounts/approvals/", APPROVAL_QUERIES),
    )
    for number in (1, 3):
        for count in range(number):
            person = accounts.user(username=f"orang-{number}-{count}")
            RoleAssignment.objects.create(
                user=person,
                role=Role.SECURITY,
                facility=place,
                starts_on=accounts.LONG_AGO,
                proposed_by=second,
            )
        for client, address, queries in pages:
            with django_assert_num_queries(queries):
                client.get(address)
