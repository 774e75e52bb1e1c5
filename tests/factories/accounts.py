"""People, facilities and agencies for tests; roles are given the way the services give them."""

from datetime import date

from django.test import Client
from django.utils import timezone

from rutan.accounts.models import RoleAssignment, User
from rutan.accounts.permissions import AGENCY_ROLES, Role
from rutan.agencies.enums import AgencyKind
from rutan.agencies.models import Agency, CooperationAgreement, Facility

PASSWORD = "kopi-tubruk-tanpa-gula"
LONG_AGO = date(2020, 1, 1)


def facility(*, code="TST", name="Rutan Contoh", **fields):
    """A facility; the same code again gives the same row."""
    return Facility.objects.get_or_create(
        code=code, defaults={"name": name, "city": "Banjarnegara", **fields}
    )[0]


def agency(*, code="bnnk-tst", kind=AgencyKind.NARCOTICS, short_name="BNNK Contoh"):
    """A partner agency."""
    facts = {"name": short_name, "short_name": short_name, "kind": kind, "city": "Purbalingga"}
    return Agency.objects.get_or_create(code=code, defaults=facts)[0]


def agreement(*, facility, agency, starts_on=LONG_AGO, ends_on=None):
    """An agreement in force."""
    return CooperationAgreement.objects.create(
        facility=facility, agency=agency, number="PKS-1", starts_on=starts_on, ends_on=ends_on
    )


def user(*, username="petugas", full_name="Petugas Contoh", password=None, **fields):
    """A person without any role."""
    return User.objects.create_user(username, password, full_name=full_name, **fields)


def user_with(role, *, facility=None, agency=None, username=None, approved_by=None, password=None, **fields):
    """A person who holds an approved role; for an agency's role an agency, else a facility."""
    username = username or f"{Role(role).value}-{User.objects.count()}"
    person = user(
        username=username, full_name=username.replace("-", " ").title(), password=password, **fields
    )
    give_role(person, role, facility=facility, agency=agency)
    return person


def give_role(person, role, *, facility=None, agency=None, starts_on=LONG_AGO, ends_on=None):
    """Give an approved role."""
    held_for = {"agency": agency} if role in AGENCY_ROLES else {"facility": facility}
    held = RoleAssignment.objects.create(
        user=person, role=role, starts_on=starts_on, ends_on=ends_on, **held_for
    )
    held.approved_by, held.approved_at = second_person(), timezone.now()
    held.save(update_fields=["approved_by", "approved_at"])
    return held


def second_person():
    """Whoever approves and grants where a test does not care who."""
    return User.objects.filter(username="atasan").first() or user(
        username="atasan", full_name="Atasan Contoh"
    )


def signed_in(user) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(user)
    return client
