"""The board, who is where, moving and absences, and blocks and cells, as the pages show them."""

import uuid

import pytest
from django.urls import reverse

from inmates.models import Absence, Block, Cell, CellPlace
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, inmates
from tests.factories.accounts import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def guard(place):
    return signed_in(accounts.user_with(Role.SECURITY, facility=place))


@pytest.fixture
def registrar(place):
    return signed_in(accounts.user_with(Role.REGISTRAR, facility=place))


@pytest.fixture
def cell(place):
    return inmates.cell(facility=place, code="A1", capacity=1)


def text(response):
    return " ".join(response.content.decode().split())


def test_the_board_flags_overcrowding_and_its_numbers_lead_to_the_people(guard, place, cell):
    for name in ("Budi Satu", "Budi Dua"):
        inmates.inmate(facility=place, full_name=name, cell=cell)
    page = guard.get("/inmates/places/")
    assert "melebihi kapasitas" in text(page)
    assert "Budi Satu" not in text(page)
    address = f"/inmates/places/people/?on={clock.today().isoformat()}&amp;cell={cell.pk}"
    assert address in text(page)
    shown = text(guard.get(address.replace("&amp;", "&")))
    assert "Budi Satu" in shown
    assert "Budi Dua" in shown
    assert "melebihi kapasitas" in text(guard.get("/inmates/places/print/"))
    assert "Budi Satu" not in text(guard.get("/inmates/places/people/?on=2020-01-01"))


def test_a_day_to_come_is_refused(guard):
    assert "Hari itu belum tiba." in text(guard.get("/inmates/places/?on=2199-01-01"))


def test_moving_shows_what_becomes_of_the_cells_and_asks_before_overfilling(guard, place, cell):
    inmates.inmate(facility=place, cell=cell)
    person = inmates.inmate(facility=place, full_name="Budi Pindah")
    assert "Budi Pindah" in text(guard.get("/inmates/places/move/"))
    sent = {"people": [person.pk], "cell": cell.pk, "request_key": uuid.uuid4(), "reason": "Titip"}
    preview = guard.post("/inmates/places/move/", sent)
    assert preview.status_code == 200
    assert "Kamar A1 akan dihuni 2 orang, sedangkan kapasitasnya 1." in text(preview)
    assert guard.post("/inmates/places/move/", {**sent, "step": "do"}).status_code == 422
    assert CellPlace.objects.count() == 1
    done = guard.post("/inmates/places/move/", {**sent, "step": "do", "confirmed": "on"})
    assert done.status_code == 302
    place_of = CellPlace.objects.of(person).get()
    assert (place_of.cell, place_of.reason) == (cell, "Titip")
    assert "Titip" in text(guard.get(reverse("inmates:register", args=[person.pk])))
    assert guard.post(reverse("inmates:move_undo", args=[place_of.pk])).status_code == 302
    assert not CellPlace.objects.of(person).exists()


def test_two_change_cells_by_the_form(guard, place, cell):
    one = inmates.inmate(facility=place, cell=cell)
    other = inmates.inmate(facility=place, cell=inmates.cell(facility=place, code="B1"))
    sent = {"people": [one.pk], "swap": "on", "step": "do", "request_key": uuid.uuid4()}
    assert "Pilih tepat dua orang" in text(guard.post("/inmates/places/move/", sent))
    sent["people"] = [one.pk, other.pk]
    assert guard.post("/inmates/places/move/", sent).status_code == 302
    assert [CellPlace.objects.of(each).first().cell.code for each in (one, other)] == ["B1", "A1"]


def test_nobody_of_another_house_is_moved(guard, place, cell):
    stranger = inmates.inmate(
        facility=accounts.facility(code="LUA", name="Rutan Luar"), full_name="Orang Luar"
    )
    sent = {"people": [stranger.pk], "cell": cell.pk, "step": "do", "request_key": uuid.uuid4()}
    answer = guard.post("/inmates/places/move/", sent)
    assert (answer.status_code, "Orang Luar" in text(answer)) == (422, False)
    assert not CellPlace.objects.exists()


def test_somebody_is_taken_out_and_comes_back(guard, place, cell):
    person = inmates.inmate(facility=place, full_name="Budi Sakit", cell=cell)
    page = reverse("inmates:send_out", args=[person.pk])
    sent = {"kind": "hospital", "destination": "RSUD Contoh", "request_key": uuid.uuid4()}
    assert guard.post(page, sent).status_code == 302
    assert "RSUD Contoh" in text(guard.get("/inmates/places/away/"))
    again = guard.post(page, {**sent, "request_key": uuid.uuid4()})
    assert (again.status_code, "Budi Sakit sudah berada di luar." in text(again)) == (422, True)
    assert "Rumah sakit" in text(guard.get(f"/inmates/{person.pk}/"))
    back = reverse("inmates:bring_back", args=[Absence.objects.get().pk])
    assert guard.post(back, {"back_at": "2020-01-01T10:00"}).status_code == 422
    assert guard.post(back, {}).status_code == 302
    assert "RSUD Contoh" not in text(guard.get("/inmates/places/away/"))
    assert Absence.objects.get().back_at <= clock.now()


def test_an_absence_entered_by_mistake_is_withdrawn(guard, place):
    absence = inmates.away(inmates.inmate(facility=place))
    assert guard.post(reverse("inmates:absence_withdraw", args=[absence.pk])).status_code == 302
    assert not Absence.objects.exists()


def test_who_does_not_see_cells_sees_no_history_of_them(place, cell):
    agency = accounts.agency()
    accounts.agreement(facility=place, agency=agency)
    person = inmates.inmate(facility=place, cell=cell)
    inmates.moved(person, inmates.cell(facility=place, code="TIMUR-77"))
    inmates.grant(inmate=person, agency=agency)
    assessor = signed_in(accounts.user_with(Role.ASSESSOR, agency=agency))
    for page in (f"/inmates/{person.pk}/register/", f"/inmates/{person.pk}/"):
        shown = assessor.get(page)
        assert (shown.status_code, "TIMUR-77" in text(shown)) == (200, False)


def test_the_registrar_keeps_blocks_and_cells(registrar, place, cell):
    new = {"code": "W", "name": "Wanita", "sex": "P", "request_key": uuid.uuid4()}
    assert registrar.post("/inmates/places/blocks/new/", new).status_code == 302
    block = Block.objects.get(code="W")
    address = reverse("inmates:cell_new", args=[block.pk])
    assert (
        registrar.post(address, {"code": "W1", "capacity": "4", "request_key": uuid.uuid4()}).status_code
        == 302
    )
    taken = registrar.post(address, {"code": "A1", "capacity": "4", "request_key": uuid.uuid4()})
    assert (taken.status_code, "A1 sudah ada." in text(taken)) == (422, True)
    added = Cell.objects.get(code="W1")
    woman = inmates.inmate(facility=place, sex="P", cell=added)
    change = reverse("inmates:block", args=[block.pk])
    refused = registrar.post(change, {"code": "W", "name": "", "sex": "L"})
    assert "Ada 1 penghuni dari jenis kelamin lain di blok W." in text(refused)
    close = reverse("inmates:block_close", args=[block.pk])
    assert "Masih ada 1 penghuni di W." in text(registrar.post(close, follow=True))
    inmates.left(woman)
    assert (
        registrar.post(reverse("inmates:cell", args=[added.pk]), {"code": "W1", "capacity": "9"}).status_code
        == 302
    )
    assert registrar.post(close).status_code == 302
    added.refresh_from_db()
    assert (added.capacity, added.closed_at is not None) == (9, True)
    assert ">W1<" not in registrar.get("/inmates/places/blocks/").content.decode()
    assert registrar.get(reverse("inmates:cell", args=[added.pk])).status_code == 404


MOVE = "/inmates/places/move/"


def names(found):
    return [each.person.full_name for each in found]


def sent(*people, cell, **fields):
    return {"people": [each.pk for each in people], "cell": cell.pk, "request_key": uuid.uuid4(), **fields}


def test_a_big_house_is_turned_over_and_what_is_ticked_stays_on_every_page(guard, place, cell):
    people = [inmates.inmate(facility=place, full_name=f"Orang {number:03}") for number in range(60)]
    first = guard.get(MOVE).context["found"]
    assert (len(first.others), first.pages, first.count, first.following) == (50, 2, 60, 2)
    entered = sent(people[0], people[1], cell=cell, reason="Titip")
    second = guard.post(MOVE, {**entered, "among-page": "2"})
    found = second.context["found"]
    assert (second.status_code, names(found.ticked)) == (200, ["Orang 000", "Orang 001"])
    assert (len(found.others), found.number, found.following) == (8, 2, None)
    assert 'value="Titip"' in text(second)
    assert "Belum tersimpan" not in text(second)
    assert names(guard.post(MOVE, {**entered, "among-page": "99"}).context["found"].others)[-1] == "Orang 059"


def test_who_is_offered_is_narrowed_by_words_and_place_and_no_name_stands_in_an_address(guard, place, cell):
    inmates.inmate(facility=place, full_name="Budi Kamar", cell=cell)
    loose = inmates.inmate(facility=place, full_name="Budi Lepas", register_number="AI.31/2026")
    ticked = inmates.inmate(facility=place, full_name="Cokro")
    asked = {**sent(ticked, cell=cell), "step": "choose"}
    found = guard.post(MOVE, {**asked, "among-words": "budi"}).context["found"]
    assert (names(found.ticked), names(found.others)) == (["Cokro"], ["Budi Kamar", "Budi Lepas"])
    by_number = guard.post(MOVE, {**asked, "among-words": "31/2026"})
    assert names(by_number.context["found"].others) == [loose.full_name]
    assert "?" not in by_number.request["PATH_INFO"] + by_number.request["QUERY_STRING"]
    inside = guard.post(MOVE, {**asked, "among-words": "budi", "among-cell": cell.pk}).context["found"]
    assert names(inside.others) == ["Budi Kamar"]
    nobody = guard.post(MOVE, {**asked, "among-words": "tidak ada"})
    assert "Tidak ada orang lain yang cocok." in text(nobody)
    by_link = guard.get(f"{MOVE}?cell={cell.pk}&person={ticked.pk}").context["found"]
    assert (names(by_link.ticked), names(by_link.others)) == (["Cokro"], ["Budi Kamar"])


def test_who_may_not_be_together_is_said_before_and_can_be_left_out(registrar, place, cell):
    pair = [inmates.inmate(facility=place, full_name=name) for name in ("Andi", "Budi")]
    third = inmates.inmate(facility=place, full_name="Cokro")
    inmates.kept_apart(*pair, housing="cell")
    preview = registrar.post(MOVE, sent(*pair, third, cell=cell))
    told = "Andi dan Budi tidak boleh bersama di sana. Pilih kamar lain."
    shown = {each.person.full_name: each.kept_apart for each in preview.context["preview"].moving}
    assert shown == {"Andi": (told,), "Budi": (told,), "Cokro": ()}
    assert 'value="do"' not in text(preview)
    less = registrar.post(MOVE, sent(*pair, third, cell=cell, leave_out=pair[0].pk))
    assert [each.person.full_name for each in less.context["preview"].moving] == ["Budi", "Cokro"]
    assert not less.context["preview"].forbidden
    assert 'value="do"' in text(less)
    back = registrar.post(MOVE, sent(*pair, cell=cell, swap="False", reason="Titip", step="choose"))
    form = back.context["form"]
    assert (form["swap"].value(), form["reason"].value()) == (False, "Titip")
    assert names(back.context["found"].ticked) == ["Andi", "Budi"]
    assert not CellPlace.objects.exists()
