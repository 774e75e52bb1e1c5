"""The demo is what the contracts promise, and every account reaches what it should."""

from datetime import date

import pytest
from django.utils import translation

from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.queries import facilities_of
from rutan.accounts.scope import acting
from rutan.agencies.models import Facility
from rutan.audit.models import Event
from rutan.demo import houses, services
from rutan.demo.people import ACCOUNTS, COLLEAGUES
from rutan.serving.accounts import ACCOUNTS as PRINTED

pytestmark = pytest.mark.django_db
FACILITIES = {False: "BNA", True: "BNA dan KSG"}
PASSWORD = "teh-manis-di-pagi-hari"


@pytest.fixture
def demo():
    """The houses alone: whoever asks about accounts need not wait for 160 people."""
    with acting(user=None, facility=None, route="test"):
        services.make_houses(PASSWORD, seed=1, today=date(2026, 11, 24))


def test_the_printed_accounts_are_those_that_are_made(demo):
    facts = {code: short_name for code, _name, short_name, *_rest in houses.AGENCIES}
    with translation.override("id"):
        made = [
            (account.username, str(account.role.label), facts.get(account.agency) or FACILITIES[account.both])
            for account in ACCOUNTS
        ]
    assert made == list(PRINTED)
    signing_in = {user.username for user in User.objects.all() if user.has_usable_password()}
    assert signing_in == {account.username for account in ACCOUNTS}


def test_everybody_can_sign_in_with_the_one_password(demo):
    refused = {user.username for user in User.objects.all() if not user.check_password(PASSWORD)}
    assert refused == {account.username for account in COLLEAGUES}
    services.reset_passwords("kopi-pahit-di-sore-hari")
    assert [user.username for user in User.objects.all() if user.check_password(PASSWORD)] == []


def test_only_the_registrar_and_the_administrator_reach_both_facilities(demo, django_user_model):
    on = houses.SINCE.replace(year=2026)
    reached = {
        user.username: [facility.code for facility in facilities_of(user.reach, on=on)]
        for user in User.objects.all()
    }
    assert {username for username, codes in reached.items() if codes == ["BNA", "KSG"]} == {
        "registrasi",
        "admin",
    }
    assert {tuple(codes) for codes in reached.values()} == {("BNA",), ("BNA", "KSG")}


def test_every_role_was_approved_by_a_second_person_and_audited(demo):
    assignments = list(RoleAssignment.objects.all())
    assert all(held.approved_by_id not in (None, held.proposed_by_id, held.user_id) for held in assignments)
    approvals = Event.objects.filter(action="accounts.role.approved")
    assert {event.subject_id for event in approvals} == {held.pk for held in assignments}


def test_both_facilities_have_the_promised_cells(demo):
    cells = {
        facility.code: list(facility.cells.order_by("code").values_list("code", flat=True))
        for facility in Facility.objects.filter(code__in=("BNA", "KSG"))
    }
    wanted = [f"{block}{number}" for block in "ABC" for number in range(1, 6)]
    assert cells == {"BNA": wanted, "KSG": wanted}


def test_a_job_acts_with_the_rights_of_its_requester(demo):
    registrar = User.objects.get(username="registrasi")
    with acting(user=registrar, facility=Facility.objects.get(code="KSG"), route="job:x") as scope:
        assert [role.value for role in scope.roles] == ["registrar"]
