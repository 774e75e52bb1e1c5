"""Who is kept apart from somebody of a group is not placed in it, and the page of placing says so beforehand."""

import pytest

from inmates.services_apart import close_keep_apart
from rehab.domain.placement import Obstacle
from rehab.models import Placement
from rehab.queries_placement import choices_for, obstacles_of
from rehab.refusals import PlacementRefused
from rutan.accounts import scope
from rutan.core import clock
from rutan.timetable.services_life import change_people
from tests.factories import accounts, inmates, rehab
from tests.rehab.test_services_placement import place_in

pytestmark = pytest.mark.django_db
TODAY = clock.today()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def group(place):
    return rehab.group(facility=place)


@pytest.fixture
def pair(place, group):
    """Somebody of the group, and somebody who could be placed in it."""
    member = rehab.placed(group=group, full_name="Andi").inmate
    return [member, rehab.ready(facility=place, full_name="Budi")]


def found(person, group):
    return [each.code for each in obstacles_of(person, group, starts_on=TODAY)]


def test_it_refuses_even_before_anything_is_planned(place, group, pair):
    entry = inmates.kept_apart(*pair)
    refusal = place_in(group, pair[1])
    assert [each.code for each in refusal.reasons] == [Obstacle.KEPT_APART]
    assert Placement.objects.count() == 1
    close_keep_apart(entry=entry, reason="Damai", by=accounts.second_person())
    rehab.placed(group=group, inmate=pair[1])


def test_only_what_speaks_of_sessions_and_only_this_group(place, group, pair):
    inmates.kept_apart(*pair, housing="block", sessions=False)
    assert found(pair[1], group) == []
    inmates.kept_apart(*pair, housing="", sessions=True)
    assert found(pair[1], group) == [Obstacle.KEPT_APART]
    assert found(pair[1], rehab.group(facility=place, name="Kelompok 2")) == []


def test_it_is_told_once_however_many_sessions_there_are(place, group, pair):
    for at in (9, 11, 13):
        rehab.session(group=group, at=at)
    inmates.kept_apart(*pair)
    with scope.acting(user=rehab.officer(facility=place), facility=place, route="test"):
        assert found(pair[1], group) == [Obstacle.KEPT_APART]


def test_somebody_who_only_comes_to_a_session_is_met_there(place, group):
    guest, newcomer = (rehab.ready(facility=place, full_name=name) for name in ("Andi", "Budi"))
    member, by = rehab.placed(group=group).inmate, rehab.officer(facility=place)
    session = rehab.session(group=group)
    change_people(booking=session.booking, facilitators=[group.facilitator], inmates=[member, guest], by=by)
    inmates.kept_apart(guest, newcomer)
    assert found(newcomer, group) == [Obstacle.KEPT_APART]


def test_the_page_tells_the_planner_the_name_and_nobody_a_reason(place, group, pair):
    inmates.kept_apart(*pair, reason="gang", detail="Kelompok Timur")
    (choice,) = choices_for(pair[1], starts_on=TODAY)
    assert choice.obstacles == ("Tidak boleh mengikuti Kelompok 1. Tanyakan kepada petugas keamanan.",)
    officer = rehab.officer(facility=place)
    with scope.acting(user=officer, facility=place, route="test"):
        (choice,) = choices_for(pair[1], starts_on=TODAY)
        with pytest.raises(PlacementRefused) as refusal:
            rehab.placed(group=group, inmate=pair[1], by=officer)
    assert choice.obstacles == ("Tidak boleh bersama Andi dari Kelompok 1.",)
    assert refusal.value.messages == list(choice.obstacles)
