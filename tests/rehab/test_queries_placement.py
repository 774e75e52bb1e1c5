"""What the placement page foresees of each group: from the timetable, the programme and the register."""

from datetime import timedelta

import pytest

from rehab.models import Group
from rehab.queries_placement import choices_for
from rutan.core import clock, dates
from tests.factories import accounts, rehab

TODAY = clock.today()


@pytest.fixture
def place(db):
    return accounts.facility()


def test_a_detainees_order_is_a_remark_and_refuses_nothing(place):
    rehab.group(facility=place)
    person = rehab.ready(facility=place, register_code="A.III", expires_on=TODAY + timedelta(days=5))
    (choice,) = choices_for(person, starts_on=TODAY)
    assert choice.obstacles == ()
    assert [remark.split(",")[0] for remark in choice.remarks] == [
        f"Masa penahanan berakhir {dates.long_date(TODAY + timedelta(days=5))}"
    ]


def test_a_room_without_a_place_for_one_more_is_foreseen(place):
    group = rehab.group(facility=place)
    rehab.placed(group=group)
    rehab.session(group=group, room=rehab.room(facility=place, code="K9", name="Ruang kecil", capacity=1))
    person = rehab.ready(facility=place)
    said = "Ruang kecil hanya menampung 1 orang; kelompok ini akan menjadi 2 orang."
    assert [choice.obstacles for choice in choices_for(person, starts_on=TODAY)] == [(said,)]


def test_the_sessions_that_are_over_by_then_are_told_of_their_own_group(place):
    begun = rehab.group(facility=place, starts_on=TODAY - timedelta(days=2))
    rehab.over(group=begun)
    rehab.session(group=begun, day=TODAY + timedelta(days=1))
    rehab.group(facility=place, name="Kelompok 2")
    person = rehab.ready(facility=place)
    in_all = sum(unit.count for phase in begun.programme.phases.all() for unit in phase.units.all())

    def remarks(starts_on):
        return {choice.group.name: choice.remarks for choice in choices_for(person, starts_on=starts_on)}

    told = "Pada hari itu {} dari {} sesi program sudah berlalu di kelompok ini."
    assert remarks(TODAY) == {"Kelompok 1": (told.format(1, in_all),), "Kelompok 2": ()}
    assert remarks(TODAY + timedelta(days=2)) == {"Kelompok 1": (told.format(2, in_all),), "Kelompok 2": ()}


def test_the_choices_cost_the_same_with_one_group_and_with_three(place, django_assert_num_queries):
    person = rehab.ready(facility=place)
    for number in (1, 3):
        while Group.objects.count() < number:
            group = rehab.group(facility=place, name=f"Kelompok {Group.objects.count() + 1}", starts_on=TODAY)
            rehab.placed(group=group)
            rehab.session(group=group, at=8 + Group.objects.count())
        with django_assert_num_queries(15):
            assert len(choices_for(person, starts_on=TODAY)) == number
