"""Whatever is done to people in whatever order: stays never overlap, one lasts at most, and the row tells the history."""

import itertools
import random
import uuid
from datetime import date, timedelta

import pytest

from inmates.destination import NOWHERE, Destination
from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.enums import Departure
from inmates.models import Inmate, RegisterEntry, Stay, Transfer
from inmates.refusals import RegisterRefused
from inmates.services_arrivals import admit_again, confirm_arrival, enter_person
from inmates.services_departures import leave, take_back
from inmates.services_history import write_line
from tests.factories import accounts
from tests.inmates.test_services_departures import agree

pytestmark = pytest.mark.django_db
FIRST, STEPS = date(2025, 1, 1), 30


class Register:
    """Two facilities whose registrars do one thing after the other."""

    def __init__(self, seed):
        self.chance, self.day = random.Random(seed), FIRST
        self.places = (accounts.facility(), accounts.facility(code="LAIN", name="Rutan Lain"))
        self.by, self.numbers = accounts.second_person(), 0

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

    def somebody(self):
        return self.chance.choice(list(Inmate.objects.order_by("pk")) or [self.enter().inmate])

    def enter(self):
        facts = {"full_name": "Orang", "born_on": date(1990, 1, 5), "sex": "L", **self.facts()}
        return enter_person(
            facility=self.chance.choice(self.places), facts=facts, by=self.by, request_key=uuid.uuid4()
        )

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
        admit_again(inmate=self.somebody(), facts=self.facts(), by=self.by, request_key=uuid.uuid4())

    def arrive(self):
        if waiting := list(Transfer.objects.order_by("pk")):
            confirm_arrival(
                transfer=self.chance.choice(waiting), facts=self.facts(), by=self.by, request_key=uuid.uuid4()
            )

    def step(self):
        deed = self.chance.choice(
            (self.enter, self.write, self.leave, self.leave, self.take_back, self.again, self.arrive)
        )
        try:
            deed()
        except RegisterRefused:
            return False
        return True


def check():
    agree()
    for person in Inmate.objects.all():
        stays = list(Stay.objects.of(person))[::-1]
        open_ones = [stay for stay in stays if stay.left_on is None]
        assert len(open_ones) == (person.state == "in_custody")
        for before, after in itertools.pairwise(stays):
            assert before.left_on is not None
            assert before.left_on <= after.admitted_on
        last = RegisterEntry.objects.of_stay(stays[-1]).last()
        assert (
            person.register_code,
            person.register_number,
            person.expires_on,
            person.admitted_on,
            person.left_on,
        ) == (
            last.code,
            last.number,
            last.expires_on,
            stays[-1].admitted_on,
            stays[-1].left_on,
        )
    for transfer in Transfer.objects.on_the_way():
        assert transfer.inmate.state == "transferred"


@pytest.mark.parametrize("seed", range(10))
def test_any_order_of_deeds_leaves_a_history_that_holds(seed):
    register = Register(seed)
    done = 0
    for _ in range(STEPS):
        done += register.step()
        check()
    assert done > STEPS / 4
