"""Accounts: made once, closed and opened by somebody else, let in by a password that lasts until the first sign-in."""

from uuid import uuid4

import pytest
from django.utils import timezone

from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import Role
from rutan.accounts.services import RoleRefused
from rutan.accounts.services_users import (
    UserRefused,
    activate_user,
    create_user,
    deactivate_user,
    give_temporary_password,
)
from rutan.audit.models import Event
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def admin(place):
    return accounts.user_with(Role.ADMINISTRATOR, facility=place, username="admin")


def made(admin, place, **fields):
    facts = {
        "username": "baru",
        "full_name": "Orang Baru",
        "position": "",
        "role": Role.REGISTRAR,
        "facility": place,
        "starts_on": accounts.LONG_AGO,
        "request_key": uuid4(),
    }
    return create_user(by=admin, **facts | fields)


def test_an_account_is_made_with_a_proposed_role_and_no_way_in(admin, place):
    user = made(admin, place)
    proposed = RoleAssignment.objects.get(user=user)
    assert (proposed.role, proposed.proposed_by, proposed.approved_by) == ("registrar", admin, None)
    assert (user.has_usable_password(), user.reach.held) == (False, ())
    actions = Event.objects.filter(actor_id=admin.pk).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["accounts.user.created", "accounts.role.proposed"]


def test_the_same_form_twice_makes_one_account(admin, place):
    key = uuid4()
    assert made(admin, place, request_key=key) == made(admin, place, request_key=key)
    assert User.objects.filter(username="baru").count() == 1


def test_a_user_name_that_is_taken_is_refused(admin, place):
    made(admin, place)
    with pytest.raises(UserRefused) as refusal:
        made(admin, place, full_name="Orang Lain")
    assert refusal.value.messages == ["Nama pengguna ini sudah dipakai."]


def test_a_role_that_cannot_be_proposed_makes_no_account(admin, place):
    with pytest.raises(RoleRefused):
        made(admin, place, role=Role.ASSESSOR)
    assert User.objects.filter(username="baru").count() == 0


def given(user, place, by):
    return give_temporary_password(user=user, facility=place, on=timezone.localdate(), by=by)


def test_a_temporary_password_opens_and_must_be_changed(admin, place):
    user = made(admin, place)
    first, second = given(user, place, admin), given(user, place, admin)
    user.refresh_from_db()
    assert [user.check_password(one) for one in (first, second)] == [False, True]
    assert user.must_change_password is True
    assert len(second) == 19
    facts = Event.objects.filter(action="accounts.user.password_given").values_list("facts", flat=True)
    assert list(facts) == [{}, {}]


@pytest.mark.parametrize("role", [Role.HEAD, Role.ADMINISTRATOR])
def test_an_approvers_password_is_not_given_by_anybody(admin, place, role):
    approver = accounts.user_with(role, facility=place, password=accounts.PASSWORD)
    with pytest.raises(UserRefused):
        given(approver, place, admin)
    approver.refresh_from_db()
    assert approver.check_password(accounts.PASSWORD)


DEEDS = {
    "password": give_temporary_password,
    "deactivate": deactivate_user,
    "activate": activate_user,
}


@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_does_it_to_themselves(admin, place, deed):
    with pytest.raises(UserRefused):
        DEEDS[deed](user=admin, facility=place, on=timezone.localdate(), by=admin)


@pytest.mark.parametrize("deed", DEEDS)
def test_nor_to_somebody_who_serves_elsewhere_too(admin, place, deed):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    officer = accounts.user_with(Role.REGISTRAR, facility=place, password=accounts.PASSWORD)
    accounts.give_role(officer, Role.REGISTRAR, facility=other)
    with pytest.raises(UserRefused):
        DEEDS[deed](user=officer, facility=place, on=timezone.localdate(), by=admin)
    officer.refresh_from_db()
    assert (officer.is_active, officer.check_password(accounts.PASSWORD)) == (True, True)


def test_a_role_elsewhere_that_is_over_is_no_reason(admin, place):
    other = accounts.facility(code="LUA", name="Rutan Luar")
    officer = accounts.user_with(Role.REGISTRAR, facility=place)
    accounts.give_role(officer, Role.HEAD, facility=other, ends_on=accounts.LONG_AGO)
    assert deactivate_user(user=officer, facility=place, on=timezone.localdate(), by=admin).is_active is False


def test_a_closed_account_reaches_nothing_until_it_is_opened(admin, place):
    officer = accounts.user_with(Role.REGISTRAR, facility=place)
    today = timezone.localdate()
    closed = deactivate_user(user=officer, facility=place, on=today, by=admin)
    deactivate_user(user=officer, facility=place, on=today, by=admin)
    assert (closed.is_active, closed.reach.held) == (False, ())
    opened = activate_user(user=officer, facility=place, on=today, by=admin)
    assert opened.reach.facility_ids == {place.pk}
    actions = Event.objects.about(officer).order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["accounts.user.deactivated", "accounts.user.activated"]
