"""Today's work on people who left: what is still open for whoever settles it, and who is on the way here."""

import pytest
from django.urls import reverse

from inmates.models import LooseEnd
from rutan.accounts.permissions import Role
from tests.factories import accounts, inmates, rehab
from tests.factories.accounts import signed_in
from tests.rutan.dashboard.test_todo import work_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


def rows(user, code):
    return signed_in(user).get(reverse("dashboard:work", args=[code])).context["page"].rows


def test_the_officer_finds_what_is_still_open_and_where_it_is_settled(place):
    by, group = accounts.second_person(), rehab.group(facility=place)
    placement = rehab.placed(group=group)
    rehab.placed(group=group)  # is still here
    inmates.gone(placement.inmate, by=by)
    officer = rehab.officer(facility=place)
    (todo,) = [each for each in work_of(officer, place) if each.code == "left_open"]
    assert todo.count == LooseEnd.objects.count() == 4
    shown = {row.note: row.url for row in rows(officer, "left_open")}
    assert shown["Menempati kelompok rehabilitasi: Kelompok 1"] == f"/rehab/placements/{placement.pk}/end/"
    assert {row.title for row in rows(officer, "left_open")} == {placement.inmate.full_name}


def test_nobody_else_is_told(place):
    inmates.gone(rehab.placed(group=rehab.group(facility=place)).inmate, by=accounts.second_person())
    elsewhere = accounts.facility(code="LAIN", name="Rutan Lain")
    for user, at in (
        (accounts.user_with(Role.REGISTRAR, facility=place), place),
        (rehab.head(facility=place), place),
        (rehab.officer(facility=elsewhere), elsewhere),
    ):
        assert "left_open" not in {each.code for each in work_of(user, at)}


def test_the_receivers_registrar_is_told_who_is_on_the_way(place):
    elsewhere = accounts.facility(code="LAIN", name="Rutan Lain")
    inmates.gone(inmates.inmate(facility=elsewhere), by=accounts.second_person(), to=place)
    here = accounts.user_with(Role.REGISTRAR, facility=place)
    there = accounts.user_with(Role.REGISTRAR, facility=elsewhere, username="registrasi-lain")
    assert [(each.code, each.url) for each in work_of(here, place)] == [("arrivals", "/inmates/arrivals/")]
    assert work_of(there, elsewhere) == []
    (row,) = rows(here, "arrivals")
    assert row.note == "Rutan Lain"
