"""Roles need two people, in Python and in the database."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils import timezone

from rutan.accounts.enums import RoleState
from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import Role
from rutan.accounts.services import (
    RoleRefused,
    approve_role,
    decline_role,
    end_role,
    propose_role,
    withdraw_role,
)
from rutan.audit.models import Event
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


def proposed_for(holder, proposer, place, **days):
    days = {"starts_on": accounts.LONG_AGO} | days
    return propose_role(user=holder, role=Role.REGISTRAR, facility=place, by=proposer, **days)


def test_the_same_form_sent_twice_proposes_once(place, people):
    proposer, _approver, holder = people
    key = uuid4()
    first, again = (proposed_for(holder, proposer, place, request_key=key) for _ in range(2))
    assert first == again
    assert Event.objects.filter(action="accounts.role.proposed").count() == 1


def test_a_declined_role_never_counts_and_can_be_proposed_anew(place, people):
    proposer, approver, holder = people
    declined = decline_role(assignment=proposed_for(holder, proposer, place), by=approver)
    assert (declined.voided_by, declined.state_on(timezone.localdate())) == (approver, RoleState.WITHDRAWN)
    with pytest.raises(RoleRefused):
        approve_role(assignment=declined, by=approver)
    assert proposed_for(holder, proposer, place).pk != declined.pk


def test_an_approved_role_is_not_declined(place, people):
    proposer, approver, holder = people
    held = approve_role(assignment=proposed_for(holder, proposer, place), by=approver)
    with pytest.raises(RoleRefused):
        decline_role(assignment=held, by=approver)
    assert RoleAssignment.objects.get(pk=held.pk).voided_at is None


def test_a_withdrawn_role_is_gone_at_once_and_keeps_the_days_before(place, people):
    proposer, approver, holder = people
    today = timezone.localdate()
    held = approve_role(assignment=proposed_for(holder, proposer, place), by=approver)
    withdrawn = withdraw_role(assignment=held, on=today, by=proposer)
    assert (withdrawn.ends_on, withdrawn.voided_at) == (today - timedelta(days=1), None)
    assert type(holder).objects.get(pk=holder.pk).reach.held == ()
    with pytest.raises(RoleRefused):
        withdraw_role(assignment=held, on=today, by=proposer)


@pytest.mark.parametrize("approved", [True, False])
def test_a_role_that_has_not_begun_is_withdrawn_as_a_whole(place, people, approved):
    proposer, approver, holder = people
    today = timezone.localdate()
    held = proposed_for(holder, proposer, place, starts_on=today)
    if approved:
        approve_role(assignment=held, by=approver)
    withdraw_role(assignment=held, on=today, by=proposer)
    assert RoleAssignment.objects.filter(user=holder).count() == 0
    assert RoleAssignment.all_objects.get(user=holder).voided_by == proposer


def test_nobody_withdraws_a_role_of_their_own(place, people):
    proposer, approver, holder = people
    held = approve_role(assignment=proposed_for(holder, proposer, place), by=approver)
    with pytest.raises(RoleRefused):
        withdraw_role(assignment=held, on=timezone.localdate(), by=holder)
    assert RoleAssignment.objects.get(pk=held.pk).ends_on is None


@pytest.mark.parametrize(
    ("starts_in", "ends_in", "approved", "state"),
    [
        (0, None, False, RoleState.PROPOSED),
        (1, None, True, RoleState.LATER),
        (0, 0, True, RoleState.IN_FORCE),
        (-9, None, True, RoleState.IN_FORCE),
        (-9, -1, True, RoleState.ENDED),
    ],
)
def test_what_a_role_is_on_a_day_is_what_counts_for_the_reach(
    place, people, starts_in, ends_in, approved, state
):
    proposer, approver, holder = people
    today = timezone.localdate()
    held = proposed_for(
        holder,
        proposer,
        place,
        starts_on=today + timedelta(days=starts_in),
        ends_on=None if ends_in is None else today + timedelta(days=ends_in),
    )
    if approved:
        held = approve_role(assignment=held, by=approver)
    assert held.state_on(today) == state
    counts = type(holder).objects.get(pk=holder.pk).reach.held != ()
    assert counts == (state == RoleState.IN_FORCE)


def test_a_role_that_ends_is_not_lengthened_without_a_second_person(place, people):
    proposer, _approver, holder = people
    days = [timezone.localdate() + timedelta(days=ahead) for ahead in (10, 11)]
    held = proposed_for(holder, proposer, place, ends_on=days[0])
    with pytest.raises(RoleRefused, match="sudah berakhir lebih awal"):
        end_role(assignment=held, ends_on=days[1], by=proposer)
    held.refresh_from_db()
    assert held.ends_on == days[0]
