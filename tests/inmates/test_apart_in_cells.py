"""Who is kept apart comes into no cell or block with the other: moves, arrivals, register files, undoing."""

import uuid

import pytest

from inmates import queries_apart, queries_moves
from inmates.domain.holding import Verdict
from inmates.models import ImportRow, Inmate, KeepApart
from inmates.queries_undo import undoing_of
from inmates.refusals import ImportRefused, MoveRefused, RegisterRefused
from inmates.services_apart import close_keep_apart
from inmates.services_departures import take_back
from inmates.services_holding import decide_row
from inmates.services_moves import move, swap, undo_move
from inmates.services_undo import ask_to_undo, undo_import
from rutan.accounts import scope
from rutan.accounts.permissions import Role
from rutan.core import clock
from tests.factories import accounts, inmates, registers
from tests.inmates.test_services_arrivals import again, arrived, entered, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by(place):
    return accounts.user_with(Role.REGISTRAR, facility=place)


@pytest.fixture
def cells(place):
    return {code: inmates.cell(facility=place, code=code) for code in ("A1", "A2", "B1")}


@pytest.fixture
def pair(place):
    return [inmates.inmate(facility=place, full_name=name) for name in ("Andi", "Budi")]


def moving(*people, to, by):
    return move(people=people, cell=to, by=by, request_key=uuid.uuid4(), confirmed=True)


def acting(by, place):
    return scope.acting(user=by, facility=place, route="test")


@pytest.mark.parametrize(("housing", "refused"), [("cell", {"A1"}), ("block", {"A1", "A2"})])
def test_a_move_to_the_other_is_refused_even_when_confirmed(place, pair, cells, by, housing, refused):
    inmates.moved(pair[0], cells["A1"])
    inmates.kept_apart(*pair, housing=housing)
    for code, cell in cells.items():
        if code in refused:
            with pytest.raises(MoveRefused):
                moving(pair[1], to=cell, by=by)
    assert pair[1].places.count() == 0
    for code in set(cells) - refused:
        moving(pair[1], to=cells[code], by=by)


def test_two_moved_together_are_refused_and_two_who_change_places_not(place, pair, cells, by):
    inmates.kept_apart(*pair, housing="block")
    with pytest.raises(MoveRefused):
        moving(*pair, to=cells["A1"], by=by)
    inmates.moved(pair[0], cells["A1"])
    inmates.moved(pair[1], cells["B1"])
    swap(one=pair[0], other=pair[1], by=by, request_key=uuid.uuid4())
    third = inmates.inmate(facility=place)
    inmates.moved(third, cells["A2"])  # where the second is by now
    with pytest.raises(MoveRefused):
        swap(one=third, other=pair[0], by=by, request_key=uuid.uuid4())


def test_who_are_together_already_may_go_further_apart(pair, cells, by):
    for person in pair:
        inmates.moved(person, cells["A1"])
    inmates.kept_apart(*pair, housing="block")
    moving(pair[1], to=cells["A2"], by=by)
    moving(pair[1], to=cells["B1"], by=by)
    with pytest.raises(MoveRefused):
        moving(pair[1], to=cells["A2"], by=by)


def test_closing_the_entry_by_name_is_the_way_on(pair, cells, by):
    inmates.moved(pair[0], cells["A1"])
    entry = inmates.kept_apart(*pair, housing="cell")
    close_keep_apart(entry=entry, reason="Sudah berdamai.", by=by)
    moving(pair[1], to=cells["A1"], by=by)


def test_undoing_a_move_does_not_bring_them_back_together(pair, cells, by):
    for person in pair:
        inmates.moved(person, cells["A1"])
    (place,) = moving(pair[1], to=cells["B1"], by=by)
    inmates.kept_apart(*pair, housing="cell")
    with pytest.raises(MoveRefused):
        undo_move(place=place, by=by)
    assert Inmate.objects.get(pk=pair[1].pk).cell == cells["B1"]


def test_the_other_name_is_told_to_whoever_may_know_and_the_reason_to_nobody(place, pair, cells, by):
    inmates.moved(pair[0], cells["A1"])
    inmates.kept_apart(*pair, housing="cell", reason="gang", detail="Kelompok Timur")
    said = {}
    for who in (by, accounts.user_with(Role.CASE_OFFICER, facility=place)):
        with acting(who, place), pytest.raises(MoveRefused) as refusal:
            moving(pair[1], to=cells["A1"], by=who)
        said[who] = " ".join(refusal.value.messages)
    named, unnamed = said.values()
    assert ("Andi" in named, "Budi" in named) == (True, True)
    assert ("Andi" in unnamed, "Budi" in unnamed) == (False, True)
    assert all("Timur" not in each and "berseteru" not in each for each in said.values())
    with pytest.raises(MoveRefused) as refusal:  # nobody acts
        moving(pair[1], to=cells["A1"], by=by)
    assert "Andi" not in " ".join(refusal.value.messages)


def test_the_preview_of_a_move_says_it_beside_both_or_names_one_alone(place, pair, cells, by):
    third = inmates.inmate(facility=place, full_name="Cokro")
    inmates.kept_apart(*pair, housing="cell")

    def shown(who):
        with acting(who, place):
            made = queries_moves.preview([*pair, third], cells["A1"])
        assert made.forbidden
        return [each.kept_apart for each in made.moving]

    both = ("Andi dan Budi tidak boleh bersama di sana. Pilih kamar lain.",)
    assert shown(by) == [both, both, ()]
    alone = ("Andi tidak boleh ditempatkan di sana. Pilih kamar lain.",)
    assert shown(accounts.user_with(Role.CASE_OFFICER, facility=place)) == [alone, (), ()]


def test_the_preview_of_a_change_of_cells_says_it_too(place, pair, cells, by):
    third = inmates.inmate(facility=place)
    for person, code in ((pair[0], "A1"), (third, "A1"), (pair[1], "B1")):
        inmates.moved(person, cells[code])
    inmates.kept_apart(*pair, housing="cell")
    with acting(by, place):
        people = Inmate.objects.filter(pk__in=[third.pk, pair[1].pk]).order_by("pk")
        assert queries_moves.preview(people, None).forbidden
        people = Inmate.objects.filter(pk__in=[pair[0].pk, pair[1].pk]).order_by("pk")
        assert not queries_moves.preview(people, None).forbidden


def test_who_comes_back_is_kept_apart_still(place, pair, cells, by):
    inmates.kept_apart(*pair, housing="block")
    inmates.moved(pair[0], cells["A1"])
    person = inmates.left(pair[1])
    with pytest.raises(RegisterRefused):
        again(person, by, cell=cells["A2"], admitted_on=clock.today())
    assert again(person, by, cell=cells["B1"], admitted_on=clock.today()).inmate.cell == cells["B1"]


def test_who_never_left_has_the_place_again_and_it_is_work(place, pair, cells, by):
    """Taking a departure back says where somebody has been all along; it is the only way to mend the register."""
    for person in pair:
        inmates.moved(person, cells["A1"])
    entry = inmates.kept_apart(*pair, housing="cell")
    gone = inmates.gone(pair[1], by=by)
    take_back(inmate=getattr(gone, "inmate", pair[1]), reason="Salah orang", by=by)
    assert list(queries_apart.too_near_now(KeepApart.objects.all(), on=clock.today())) == [entry]


def test_who_arrives_from_elsewhere_is_kept_apart_still(place, pair, cells, by):
    inmates.kept_apart(*pair, housing="cell")
    inmates.moved(pair[0], cells["A1"])
    there = accounts.facility(code="LAIN", name="Rutan Lain")
    out = sent(pair[1], there, by, on=clock.today())
    elsewhere = arrived(out, by, number="BI.1/LAIN", admitted_on=clock.today()).inmate
    back = sent(elsewhere, place, by, on=clock.today())
    with pytest.raises(RegisterRefused):
        arrived(back, by, cell=cells["A1"], admitted_on=clock.today())
    assert arrived(back, by, cell=cells["A2"], admitted_on=clock.today()).inmate == pair[1]


def test_who_is_new_is_kept_apart_from_nobody(place, pair, cells, by):
    inmates.moved(pair[0], cells["A1"])
    inmates.kept_apart(*pair)
    assert entered(place, by, cell=cells["A1"]).inmate.cell == cells["A1"]


HEAD = (*registers.HEAD, "Sel")


def file_of(place, by, *rows):
    """A register file that says where people are: (register number, name, cell, what else)."""
    lines = [
        {**registers.FACTS, "number": number, "name": name, **other, "cell": cell}
        for number, name, cell, other in rows
    ]
    return registers.previewed(facility=place, by=by, content=registers.content(*lines, head=HEAD))


def first_file(place, by, one="A1", other="B1"):
    registers.stored(
        file_of(place, by, ("AI.1/2026", "Andi", one, {}), ("AI.2/2026", "Budi", other, {})), by=by
    )
    return [Inmate.objects.get(register_number=number) for number in ("AI.1/2026", "AI.2/2026")]


def told(file):
    rows = ImportRow.objects.filter(register_import=file).order_by("pk")
    return [(row.outcome, "kept_apart" in row.codes, sorted(row.changes)) for row in rows]


def where(*people):
    return [Inmate.objects.get(pk=person.pk).cell.code for person in people]


def test_a_file_moves_nobody_to_whom_they_are_kept_apart_from(place, cells, by):
    pair = first_file(place, by)
    inmates.kept_apart(*pair, housing="block")
    file = file_of(
        place, by, ("AI.1/2026", "Andi", "A1", {}), ("AI.2/2026", "Budi", "A2", {"address": "Desa Baru"})
    )
    assert told(file) == [("unchanged", False, []), ("warning", True, ["address"])]
    registers.stored(file, by=by)
    assert where(*pair) == ["A1", "B1"]
    assert Inmate.objects.get(pk=pair[1].pk).address == "Desa Baru"


def test_both_stay_whom_a_file_would_bring_together_and_two_who_change_places_go(place, cells, by):
    pair = first_file(place, by, "A1", "A2")
    inmates.kept_apart(*pair, housing="cell")
    together = file_of(place, by, ("AI.1/2026", "Andi", "B1", {}), ("AI.2/2026", "Budi", "B1", {}))
    assert [(held, changes) for _, held, changes in told(together)] == [(True, []), (True, [])]
    registers.stored(together, by=by)
    assert where(*pair) == ["A1", "A2"]
    changing = file_of(place, by, ("AI.1/2026", "Andi", "A2", {}), ("AI.2/2026", "Budi", "A1", {}))
    registers.stored(changing, by=by)
    assert where(*pair) == ["A2", "A1"]


def test_who_waits_for_a_decision_is_not_gone_for_the_next(place, cells, by):
    pair = first_file(place, by, "A1", "A2")
    inmates.kept_apart(*pair, housing="cell")
    # Andi would leave the cell into which Budi goes, but nobody has said that the row is about Andi.
    file = file_of(place, by, ("AI.1/2026", "Andini", "B1", {}), ("AI.2/2026", "Budi", "A1", {}))
    assert told(file)[1][1] is False
    registers.stored(file, by=by)
    assert where(*pair) == ["A1", "A2"]
    assert told(file)[1][1] is True


def test_who_was_decided_about_goes_and_the_next_follows(place, cells, by):
    pair = first_file(place, by, "A1", "A2")
    inmates.kept_apart(*pair, housing="cell")
    file = file_of(place, by, ("AI.1/2026", "Andini", "B1", {}), ("AI.2/2026", "Budi", "A1", {}))
    row = ImportRow.objects.get(register_import=file, register_number="AI.1/2026")
    decide_row(row=row, verdict=Verdict.TAKE, reason="Putusan", by=by)
    registers.stored(file, by=by)
    assert where(*pair) == ["B1", "A1"]


def test_an_import_is_not_undone_where_people_would_come_together(place, cells, by):
    pair = first_file(place, by, "A1", "A1")
    file = file_of(place, by, ("AI.1/2026", "Andi", "A1", {}), ("AI.2/2026", "Budi", "B1", {}))
    registers.stored(file, by=by)
    entry = inmates.kept_apart(*pair, housing="cell")
    file.refresh_from_db()
    with acting(by, place):
        shown = {person.full_name: why for person, why in undoing_of(file).shown}
    assert shown == {"Budi": "Budi dan Andi akan berada bersama lagi, padahal keduanya tidak boleh bersama."}
    case_officer = accounts.user_with(Role.CASE_OFFICER, facility=place)
    with acting(case_officer, place):
        ((_person, why),) = undoing_of(file).shown
    assert why == "Budi tidak boleh ditempatkan di kamar semula."
    for asked in (ask_to_undo, undo_import):
        with pytest.raises(ImportRefused, match="1 baris"):
            asked(register_import=file, by=by)
    assert where(*pair) == ["A1", "B1"]
    close_keep_apart(entry=entry, reason="Sudah berdamai.", by=by)
    undo_import(register_import=file, by=by)
    assert where(*pair) == ["A1", "A1"]


def test_asking_costs_two_queries_however_many_move(place, pair, cells, by, django_assert_num_queries):
    people = [inmates.inmate(facility=place) for _ in range(10)]
    inmates.kept_apart(*pair, housing="cell")
    inmates.kept_apart(people[0], pair[0], housing="cell")
    with django_assert_num_queries(2):
        assert queries_apart.nearer({person.pk: cells["A1"] for person in [*people, *pair]})
