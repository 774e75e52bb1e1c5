"""Roles need two people, in Python and in the database."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from rutan.accounts.permissions import Role
from rutan.accounts.services import RoleRefused, approve_role, end_role, propose_role
from tests.factories import accounts

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def people():
    return [accounts.user(username=name) for name in ("pengusul", "penyetuju", "pemegang")]


def test_a_role_is_proposed_by_one_and_approved_by_another(place, people):
    proposer, approver, holder = people
    proposed = propose_role(
        user=holder, role=Role.REGISTRAR, facility=place, starts_on=accounts.LONG_AGO, by=proposer
    )
    assert holder.reach.held == ()
    approve_role(assignment=proposed, by=approver)
    fresh = type(holder).objects.get(pk=holder.pk)
    assert fresh.reach.facility_ids == {place.pk}


@pytest.mark.parametrize("position", [0, 2], ids=["the proposer", "the holder"])
def test_it_is_approved_neither_by_the_proposer_nor_by_the_holder(place, people, position):
    proposer, _approver, holder = people
    proposed = propose_role(
        user=holder, role=Role.REGISTRAR, facility=place, starts_on=accounts.LONG_AGO, by=proposer
    )
    with pytest.raises(RoleRefused):
        approve_role(assignment=proposed, by=people[position])
    proposed.refresh_from_db()
    assert proposed.approved_by is None


def test_the_same_role_twice_at_a_time_is_refused_with_a_sentence(place, people):
    proposer, _approver, holder = people
    wanted = {"user": holder, "role": Role.REGISTRAR, "facility": place, "by": proposer}
    first = propose_role(**wanted, starts_on=accounts.LONG_AGO)
    with pytest.raises(RoleRefused) as refusal:
        propose_role(**wanted, starts_on=timezone.localdate())
    assert refusal.value.messages == ["Orang ini sudah memegang peran itu pada waktu tersebut."]
    end_role(assignment=first, ends_on=timezone.localdate() - timedelta(days=1), by=proposer)
    assert propose_role(**wanted, starts_on=timezone.localdate()).pk


def test_the_database_refuses_a_role_for_the_wrong_kind_of_organisation(place, people):
    held = accounts.RoleAssignment(
        user=people[2], role=Role.ASSESSOR, facility=place, starts_on=accounts.LONG_AGO
    )
    with pytest.raises(IntegrityError, match="role_assignment_for_facility_or_agency"), transaction.atomic():
        held.save()


def test_every_change_of_a_role_is_remembered_even_in_bulk(place, people):
    proposer, approver, holder = people
    proposed = propose_role(
        user=holder, role=Role.REGISTRAR, facility=place, starts_on=accounts.LONG_AGO, by=proposer
    )
    approve_role(assignment=proposed, by=approver)
    type(proposed).objects.update(ends_on=timezone.localdate())
    history = apps.get_model("accounts", "RoleAssignmentEvent").objects.order_by("pgh_id")
    assert list(history.values_list("pgh_label", "approved_by_id", "ends_on", "db_user")) == [
        ("insert", None, None, "pulih_app"),
        ("update", approver.pk, None, "pulih_app"),
        ("update", approver.pk, timezone.localdate(), "pulih_app"),
    ]
