"""Giving people to a case officer, handing over, ending it, taking it back: what it opens, and to whom alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from inmates.enums import GrantPurpose
from inmates.models import AccessGrant, Inmate
from inmates.queries_loose_ends import to_settle
from inmates.services_access import end_grant
from rehab.queries_case_officers import case_officer_of, loads_of, without_case_officer
from rehab.refusals import CaseOfficerRefused
from rehab.services_case_officers import assign_case_officer, end_case_officer, undo_assignment
from rutan.accounts.models import RoleAssignment
from rutan.accounts.permissions import Role
from rutan.accounts.scope import acting
from rutan.audit.models import Event
from rutan.core import clock
from rutan.dashboard.todo import todays_work
from tests.factories import accounts, inmates, rehab
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db
LIST = reverse("rehab:case_officers")


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by(place):
    return rehab.officer(facility=place)


@pytest.fixture
def wali(place):
    return accounts.user_with(Role.CASE_OFFICER, facility=place, username="wali-satu")


@pytest.fixture
def other(place):
    return accounts.user_with(Role.CASE_OFFICER, facility=place, username="wali-dua")


@pytest.fixture
def people(place):
    return [inmates.inmate(facility=place, full_name=name) for name in ("Slamet", "Budi", "Darto")]


def give(people, officer, by, *, on=None, place=None):
    return assign_case_officer(
        inmate_ids=[person.pk for person in people],
        officer=officer,
        facility=place or people[0].facility,
        starts_on=on or clock.today(),
        by=by,
    )


def seen_by(user):
    return set(
        Inmate.objects.visible_to(type(user).objects.get(pk=user.pk)).values_list("full_name", flat=True)
    )


def holder(person):
    grant = case_officer_of(person)
    return grant.user if grant else None


def done(person):
    events = Event.objects.filter(action__startswith="rehab.case_officer", subject_id=person.pk).order_by(
        "pk"
    )
    return [(event.action.rpartition(".")[2], event.facts) for event in events]


def test_the_case_officer_sees_those_given_and_nobody_else(people, wali, other, by):
    made = give(people[:2], wali, by)
    assert (len(made.grants), made.unchanged) == (2, 0)
    assert (seen_by(wali), seen_by(other)) == ({"Slamet", "Budi"}, set())
    assert done(people[0]) == [("assigned", {"user": wali.pk, "before": None})]
    grant = case_officer_of(people[0])
    assert (grant.purpose, grant.granted_by, grant.starts_on) == (
        GrantPurpose.CASE_OFFICER,
        by,
        clock.today(),
    )
    client = signed_in(wali)
    pages = [client.get(reverse("inmates:show", args=[person.pk])).status_code for person in people]
    assert pages == [200, 200, 404]


def test_the_same_again_changes_nothing(people, wali, by):
    give(people, wali, by)
    again = give(people, wali, by)
    assert (again.grants, again.unchanged, AccessGrant.objects.count()) == ((), 3, 3)


def test_a_handover_ends_the_former_and_both_stay_in_the_history(people, wali, other, by):
    give(people, wali, by)
    give(people[:1], other, by)
    assert (seen_by(wali), seen_by(other)) == ({"Budi", "Darto"}, {"Slamet"})
    grants = AccessGrant.objects.filter(inmate=people[0]).order_by("pk")
    assert [(grant.user, grant.ended_at is None) for grant in grants] == [(wali, False), (other, True)]
    assert done(people[0])[-1] == ("assigned", {"user": other.pk, "before": wali.pk})


def test_the_database_lets_nobody_have_two(people, wali, other, by):
    give(people[:1], wali, by)
    with pytest.raises(IntegrityError, match="access_grant_one_case_officer"), transaction.atomic():
        inmates.grant(inmate=people[0], user=other, purpose=GrantPurpose.CASE_OFFICER)
    inmates.grant(inmate=people[0], user=other)  # for another purpose it may be open to somebody else as well


def test_who_does_not_hold_the_role_here_on_the_day_is_refused(people, place, wali, by):
    facilitator = rehab.facilitator(facility=place)
    elsewhere = accounts.user_with(Role.CASE_OFFICER, facility=accounts.facility(code="LUA", name="Luar"))
    later = accounts.user(username="baru", full_name="Wali Baru")
    accounts.give_role(later, Role.CASE_OFFICER, facility=place, starts_on=clock.today())
    for officer, day in (
        (facilitator, clock.today()),
        (elsewhere, clock.today()),
        (later, clock.today() - timedelta(days=1)),
        (wali, clock.today() + timedelta(days=1)),
    ):
        with pytest.raises(CaseOfficerRefused):
            give(people, officer, by, on=day)
    assert AccessGrant.objects.count() == 0
    give(people, wali, by, on=clock.today() - timedelta(days=5))
    assert case_officer_of(people[0]).starts_on == clock.today() - timedelta(days=5)


def test_who_left_or_is_elsewhere_is_left_out(people, place, wali, by):
    stranger = inmates.inmate(facility=accounts.facility(code="LUA", name="Luar"), full_name="Orang Luar")
    inmates.left(people[1])
    made = give([people[0], people[1], stranger], wali, by, place=place)
    assert [grant.inmate for grant in made.grants] == [people[0]]


def test_ending_closes_the_record_and_is_counted(people, place, wali, by):
    give(people[:2], wali, by)
    keys = [person.pk for person in people]
    assert end_case_officer(inmate_ids=keys, facility=place, by=by) == 2
    assert (seen_by(wali), end_case_officer(inmate_ids=keys, facility=place, by=by)) == (set(), 0)
    assert done(people[0])[-1] == ("ended", {"user": wali.pk})


def test_taking_back_gives_people_to_whom_they_were_before(people, place, wali, other, by):
    give(people[:1], wali, by, on=clock.today() - timedelta(days=3))
    made = give(people[:2], other, by)
    keys = [grant.pk for grant in made.grants]
    assert undo_assignment(grant_ids=keys, facility=place, by=by) == 2
    assert [holder(person) for person in people] == [wali, None, None]
    assert case_officer_of(people[0]).starts_on == clock.today() - timedelta(days=3)
    assert undo_assignment(grant_ids=keys, facility=place, by=by) == 0


def test_what_was_changed_meanwhile_is_not_taken_back(people, place, wali, other, by):
    made = give(people[:1], wali, by)
    give(people[:1], other, by)
    assert undo_assignment(grant_ids=[made.grants[0].pk], facility=place, by=by) == 0
    assert holder(people[0]) == other


def test_nobody_gets_people_back_whose_role_has_ended(people, place, wali, other, by):
    give(people[:1], wali, by)
    made = give(people[:1], other, by)
    RoleAssignment.objects.filter(user=wali).update(ends_on=clock.today() - timedelta(days=1))
    undo_assignment(grant_ids=[made.grants[0].pk], facility=place, by=by)
    assert holder(people[0]) is None


def test_a_grant_that_is_no_case_officers_is_never_taken_back(people, place, by):
    opened = inmates.grant(inmate=people[0], agency=accounts.agency())
    assert undo_assignment(grant_ids=[opened.pk], facility=place, by=by) == 0
    opened.refresh_from_db()
    assert opened.ended_at is None


def test_loads_count_and_name_who_has_people_without_the_role(people, place, wali, other, by):
    give(people[:2], wali, by)
    RoleAssignment.objects.filter(user=wali).update(ends_on=clock.today() - timedelta(days=1))
    loads = {load.officer: (load.people, load.holds_role) for load in loads_of(place, on=clock.today())}
    assert loads == {wali: (2, False), other: (0, True)}


def test_a_departure_leaves_the_case_work_to_be_ended_and_ending_settles_it(people, place, wali, by):
    give(people[:1], wali, by)
    gone = inmates.gone(people[0], by=accounts.second_person())
    ends = to_settle(by, place, clock.now()).filter(inmate=gone)
    assert [(end.code, end.facts["words"]) for end in ends] == [("opened", wali.full_name)]
    end_grant(grant=case_officer_of(gone), by=by)
    assert not to_settle(by, place, clock.now()).filter(inmate=gone).exists()


def test_participants_without_one_are_work_of_the_officer(place, wali, by):
    placed = rehab.placed(group=rehab.group(facility=place)).inmate
    inmates.inmate(facility=place)  # not in the programme
    assert [person.pk for person in without_case_officer(Inmate.objects.all())] == [placed.pk]
    assert work(by, place) == {("1 peserta belum mempunyai wali", f"{LIST}?shown=without")}
    give([placed], wali, by)
    assert work(by, place) == set()


def work(user, place):
    with acting(user=user, facility=place, route="test") as scope:
        todos = todays_work(scope, now=clock.now())
    return {(todo.sentence, todo.url) for todo in todos if todo.code == "no_case_officer"}
