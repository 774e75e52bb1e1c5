"""Whatever is done to people in whatever order, merges and their undo among it: a history without a break.

Stays of a person never overlap, one lasts at most, one cell place at most is open, and the row tells the history. Nobody
comes nearer to whom they are kept apart from, but where the register only learns where somebody is.
"""

import itertools
import random
import uuid
from datetime import date, timedelta

import pytest

from inmates.destination import NOWHERE, Destination
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.enums import Departure
from inmates.models import CellPlace, Inmate, KeepApart, Merge, RegisterEntry, Stay, Transfer
from inmates.queries_apart import too_near_now
from inmates.queries_merging import Choice, clashes_of
from inmates.refusals import ApartRefused, MergeRefused, MoveRefused, RegisterRefused
from inmates.services_apart import close_keep_apart
from inmates.services_arrivals import admit_again, confirm_arrival, enter_person
from inmates.services_departures import leave, take_back
from inmates.services_history import write_line
from inmates.services_merging import merge_rows, undo_merge
from inmates.services_moves import move, undo_move
from inmates.wording_apart import TOGETHER
from rutan.core import clock
from tests.factories import accounts, inmates
from tests.inmates.merging import standing_rows
from tests.inmates.test_services_departures import agree

pytestmark = pytest.mark.django_db
FIRST, STEPS = date(2025, 1, 1), 30
# Where somebody is all the same, the register says so and asks for a move: two who are near are put on the list, who was
# said to have left had not, and of two rows one is found to tell the place.
NOT_THERE = str(TOGETHER[1]) % {"name": "Orang"}
BRINGS_NEARER = ("keep_apart", "take_back", "merge", "undo_merge")


class Register:
    """Two facilities whose registrars do one thing after the other."""

    def __init__(self, seed):
        self.chance, self.day = random.Random(seed), FIRST
        self.places = (accounts.facility(), accounts.facility(code="LAIN", name="Rutan Lain"))
        self.by, self.numbers, self.kept_away = accounts.second_person(), 0, 0
        self.cells = {
            place: [inmates.cell(facility=place, code=code, capacity=9) for code in ("A1", "A2", "B1")]
            for place in self.places
        }

    def some_day(self):
        """Usually later than the last one; now and then too early."""
        self.day += timedelta(days=self.chance.randint(0, 12))
        return self.day - timedelta(days=self.chance.choice((0, 0, 0, 0, 20)))

    def facts(self):
        self.numbers += 1
        day = self.some_day()
        code, span = self.chance.choice((("A.I", 20), ("B.I", 400)))
        facts = {
            "register_code": code,
            "register_number": f"X.{self.numbers}",
            "admitted_on": day,
            "cell": None,
        }
        return facts | {"expires_on": day + timedelta(days=span)}

    def somewhere(self, facts, facility):
        return facts | {"cell": self.chance.choice([None, *self.cells[facility]])}

    def somebody(self):
        return self.chance.choice(list(Inmate.objects.order_by("pk")) or [self.enter().inmate])

    def enter(self):
        facts = {"full_name": "Orang", "born_on": date(1990, 1, 5), "sex": "L", **self.facts()}
        place = self.chance.choice(self.places)
        facts = self.somewhere(facts, place)
        return enter_person(facility=place, facts=facts, by=self.by, request_key=uuid.uuid4())

    def write(self):
        person, day = self.somebody(), self.some_day()
        code = RegisterCode(self.chance.choice((person.register_code, "B.I")))
        kind = EntryKind.EXTENSION if code == person.register_code else EntryKind.CHANGE
        line = Entry(
            kind, code, person.register_number, day, day + timedelta(days=self.chance.randint(1, 400))
        )
        write_line(inmate=person, line=line, by=self.by, request_key=uuid.uuid4())

    def leave(self):
        person, departure = self.somebody(), self.chance.choice((*Departure, Departure.TRANSFERRED))
        to = Destination(self.chance.choice(self.places)) if departure == Departure.TRANSFERRED else NOWHERE
        facts = {
            "departure": departure,
            "on": self.some_day(),
            "to": to,
            "reason": self.chance.choice(("", "PB")),
        }
        leave(inmate=person, by=self.by, request_key=uuid.uuid4(), **facts)

    def take_back(self):
        take_back(inmate=self.somebody(), reason="Keliru", by=self.by)

    def again(self):
        person = self.somebody()
        facts = self.somewhere(self.facts(), person.facility)
        admit_again(inmate=person, facts=facts, by=self.by, request_key=uuid.uuid4())

    def arrive(self):
        if waiting := list(Transfer.objects.order_by("pk")):
            sent = self.chance.choice(waiting)
            facts = self.somewhere(self.facts(), sent.receiver)
            confirm_arrival(transfer=sent, facts=facts, by=self.by, request_key=uuid.uuid4())

    def move(self):
        person = self.somebody()
        cell = self.chance.choice(self.cells[person.facility])
        move(people=[person], cell=cell, by=self.by, request_key=uuid.uuid4(), confirmed=True)

    def undo_move(self):
        if places := list(CellPlace.objects.order_by("pk")):
            undo_move(place=self.chance.choice(places), by=self.by)

    def keep_apart(self):
        one = self.somebody()
        others = list(Inmate.objects.at(one.facility).going_on().exclude(pk=one.pk).order_by("pk"))
        housing, starts_on = self.chance.choice(("cell", "block")), clock.today()
        if others:
            inmates.kept_apart(one, self.chance.choice(others), housing=housing, starts_on=starts_on)

    def close_keep_apart(self):
        if entries := list(KeepApart.objects.open().order_by("pk")):
            close_keep_apart(entry=self.chance.choice(entries), reason="Selesai", by=self.by)

    def merge(self):
        """Whichever stays are right; and undone at once, everything stands as it did."""
        one = self.somebody()
        others = Inmate.objects.at(one.facility).going_on().exclude(pk=one.pk).order_by("pk")
        other = self.chance.choice(list(others) or [one])
        stands = {clash.key: self.chance.choice((one, other)).pk for clash in clashes_of(one, other)}
        names = {"full_name": self.chance.choice((one, other)).pk}
        before = standing_rows()
        facts = {"choice": Choice(stands, names), "reason": "Sidik jari", "by": self.by}
        merge = merge_rows(one=one, other=other, request_key=uuid.uuid4(), **facts)
        if self.chance.random() < 0.5:
            check()
            undo_merge(merge=merge, reason="Keliru", by=self.by)
            assert standing_rows() == before

    def undo_merge(self):
        if lasting := list(Merge.objects.lasting().order_by("pk")):
            undo_merge(merge=self.chance.choice(lasting), reason="Keliru", by=self.by)

    def step(self):
        deed = self.chance.choice(
            (
                *(self.enter, self.write, self.leave, self.leave, self.take_back, self.again, self.arrive),
                *(self.move, self.move, self.undo_move, self.merge, self.merge, self.undo_merge),
                *(self.arrive, self.keep_apart, self.keep_apart, self.close_keep_apart),
            )
        )
        before = near()
        try:
            deed()
        except (RegisterRefused, MoveRefused, MergeRefused, ApartRefused) as refusal:
            self.kept_away += NOT_THERE in refusal.messages
            return False
        assert deed.__name__ in BRINGS_NEARER or near() <= before, deed.__name__
        return True


def near():
    """The entries whose people are where they may not be together."""
    return set(too_near_now(KeepApart.objects.all(), on=clock.today()))


def check():
    agree()
    for person in Inmate.objects.all():
        check_row(person)
    for person in Inmate.objects.going_on():
        rows = Inmate.objects.filter(facility=person.facility, person_uuid=person.person_uuid)
        assert set(rows.exclude(pk=person.pk)) == {merge.merged for merge in Merge.objects.into(person)}
        check_order(list(Stay.objects.filter(inmate__in=rows).order_by("admitted_on", "left_on", "pk")))
        open_places = list(CellPlace.objects.open().filter(inmate__in=rows))
        assert len(open_places) <= (person.state == "in_custody")
        assert person.cell == (open_places[0].cell if open_places else None)
    for transfer in Transfer.objects.on_the_way():
        assert transfer.inmate.state == "transferred"


def check_row(person):
    """A row tells the history behind it; one that was merged goes on saying what it said."""
    every = Stay.all_objects.filter(voided_at=None) if person.is_merged else Stay.objects
    stays = list(every.of(person))[::-1]
    lasting = [stay for stay in Stay.objects.of(person) if stay.left_on is None]
    assert len(lasting) == (person.state == "in_custody")
    check_order(stays)
    last = RegisterEntry.objects.of_stay(stays[-1]).last()
    told = (person.register_code, person.register_number, person.expires_on)
    assert told == (last.code, last.number, last.expires_on)
    assert (person.admitted_on, person.left_on) == (stays[-1].admitted_on, stays[-1].left_on)
    assert person.is_merged == Merge.objects.of(person).exists()


def check_order(stays):
    for before, after in itertools.pairwise(stays):
        assert before.left_on is not None
        assert before.left_on <= after.admitted_on


@pytest.mark.parametrize("seed", range(10))
def test_any_order_of_deeds_leaves_a_history_that_holds(seed):
    register = Register(seed)
    done = 0
    for _ in range(STEPS):
        done += register.step()
        check()
    assert done > STEPS / 4


def test_the_deeds_of_these_orders_merge_and_undo_often_enough():
    """What is drawn above would say nothing if merges were always refused."""
    register = Register(28)
    lasting = aside = 0
    for _ in range(3 * STEPS):
        register.step()
        lasting += Merge.objects.lasting().exists()
        aside += Stay.all_objects.exclude(merge=None).exists()
    assert Merge.objects.exclude(undone_at=None).count() > 3
    assert lasting > STEPS / 3
    assert aside > STEPS / 3
    assert Transfer.objects.exclude(arrived_inmate=None).exists()
    assert KeepApart.objects.count() > STEPS / 6
    assert register.kept_away
