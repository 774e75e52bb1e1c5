"""Work of today: people together who may not be, in cells and in sessions to come."""

import pytest
from django.urls import reverse

from rutan.accounts.permissions import Role
from tests.factories import accounts, inmates, timetable
from tests.factories.accounts import signed_in
from tests.rutan.dashboard.test_todo import counts, work_of

pytestmark = pytest.mark.django_db
CELLS, SESSIONS = "apart_in_cells", "apart_in_sessions"


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def pair(place):
    cell = inmates.cell(facility=place, code="A1")
    return [inmates.inmate(facility=place, full_name=name, cell=cell) for name in ("Andi Satu", "Budi Dua")]


@pytest.fixture
def booking(place, pair):
    room = timetable.room(facility=place, name="Ruang Aula")
    return timetable.booking(facility=place, room=room, inmates=pair, title="Kelompok Rahasia")


def of(role, place):
    user = accounts.user_with(role, facility=place)
    return {code: count for code, count in counts(user, place).items() if code in (CELLS, SESSIONS)}


@pytest.mark.parametrize(
    ("role", "told"),
    [
        (Role.SECURITY, {CELLS: 1, SESSIONS: 1}),
        (Role.REHAB_OFFICER, {CELLS: 1, SESSIONS: 1}),
        (Role.REGISTRAR, {CELLS: 1}),
        (Role.HEAD, {}),
        (Role.CASE_OFFICER, {}),
        (Role.AUDITOR, {}),
        (Role.FACILITATOR, {}),
    ],
)
def test_whose_work_it_is(place, pair, booking, role, told):
    assert of(role, place) == {}
    inmates.kept_apart(*pair)
    assert of(role, place) == told


def rows(role, place, code):
    user = accounts.user_with(role, facility=place)
    (todo,) = [each for each in work_of(user, place) if each.code == code]
    assert todo.tone == "act"
    return signed_in(user).get(todo.url).content.decode()


def test_the_rows_lead_to_where_it_is_mended(place, pair, booking):
    entry = inmates.kept_apart(*pair, reason="gang", detail="Kelompok Timur")
    cells = rows(Role.REHAB_OFFICER, place, CELLS)
    assert reverse("inmates:apart_show", args=[entry.pk]) in cells
    assert ("Andi Satu" in cells, "Budi Dua" in cells, "Timur" in cells) == (True, True, False)
    assert reverse("timetable:people", args=[booking.pk]) in rows(Role.REHAB_OFFICER, place, SESSIONS)
    seen = rows(Role.SECURITY, place, SESSIONS)
    assert ("Ruang Aula" in seen, "Kelompok Rahasia" in seen) == (True, False)


def test_who_was_moved_apart_is_no_work_any_more(place, pair):
    inmates.kept_apart(*pair, housing="cell", sessions=False)
    assert of(Role.SECURITY, place) == {CELLS: 1}
    inmates.moved(pair[1], inmates.cell(facility=place, code="A2"))
    assert of(Role.SECURITY, place) == {}
