"""What the sender knew of a sentence stands in the receiver's own stay after the arrival."""

import uuid
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from inmates.domain.register_codes import RegisterCode
from inmates.domain.register_history import Entry, EntryKind
from inmates.domain.sentence import Milestone, Term
from inmates.enums import RemissionKind
from inmates.models import Inmate, OfficialDate, RegisterEntry, Remission, Sentence, Stay
from inmates.queries_history import stay_shown
from inmates.services_history import (
    Letter,
    grant_remission,
    record_official_date,
    record_sentence,
    write_line,
)
from inmates.services_stays import correct_admissions
from rutan.audit.models import Event
from rutan.core import clock
from tests.factories import accounts, inmates
from tests.inmates.test_services_arrivals import arrived, sent
from tests.inmates.test_services_departures import agree

pytestmark = pytest.mark.django_db
ENDS, HALF = date(2028, 6, 30), date(2027, 2, 1)
TABLES = (Sentence, Remission, OfficialDate)


@pytest.fixture
def by():
    return accounts.second_person()


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def other():
    return accounts.facility(code="LAIN", name="Rutan Lain")


def sentenced(place, by):
    """Somebody with a sentence, a remission after it, and an official date; one that was replaced is void."""
    person = inmates.inmate(facility=place, register_number="BI.12/2026", expires_on=ENDS)
    for years in (5, 2):
        record_sentence(
            inmate=person,
            term=Term(years=years, months=6),
            counts_from=date(2026, 1, 15),
            decision_number="7/Pid",
            decided_on=date(2026, 3, 1),
            court="PN Contoh",
            by=by,
        )
    grant_remission(
        inmate=person,
        kind=RemissionKind.GENERAL,
        term=Term(months=1, days=5),
        granted_on=date(2026, 8, 17),
        letter_number="PAS-1",
        by=by,
        request_key=uuid.uuid4(),
    )
    record_official_date(inmate=person, milestone=Milestone.HALF, day=HALF, source="SDP", by=by)
    person.refresh_from_db()
    return person


def rows(stay):
    """What stands of a stay, without whose it is and who wrote it."""
    own = {"id", "facility_id", "stay_id", "entry_id", "carried_from", "recorded_by_id", "recorded_at"}
    return [
        {name: value for name, value in row.items() if name not in own}
        for model in TABLES
        for row in model.objects.filter(stay=stay).order_by("pk").values()
    ]


def everything(person):
    return [
        list(model.all_objects.filter(stay__inmate=person).order_by("pk").values()) for model in TABLES
    ] + [list(RegisterEntry.all_objects.filter(stay__inmate=person).order_by("pk").values())]


def test_sentence_remissions_and_official_dates_stand_in_the_new_stay(place, other, by):
    person = sentenced(place, by)
    transfer = sent(person, other, by)
    before, key = everything(person), uuid.uuid4()
    registrar = accounts.second_person()
    stay = arrived(transfer, registrar, key, number="BI.7/2026", expires_on=person.expires_on)
    assert arrived(transfer, registrar, key, number="BI.7/2026", expires_on=person.expires_on) == stay
    assert rows(stay) == rows(transfer.stay)
    assert len(rows(stay)) == 3
    for model in TABLES:
        row = model.objects.get(stay=stay)
        assert (row.carried_from, row.facility, row.recorded_by) == ("Rutan Contoh", other, registrar)
    # Parts of the sentence are served on the same days, by whichever of the two stays they are counted.
    days = [[(each.milestone, each.day) for each in stay_shown(one).reached] for one in (stay, transfer.stay)]
    assert days[0] == days[1]
    assert (stay.arrived_from, stay.arrived_number) == ("Rutan Contoh", "BI.12/2026")
    assert everything(person) == before
    facts = Event.objects.get(action="inmates.person.arrived").facts
    assert facts == {"carried": ["sentence", "remissions", "official_dates"], "fields": []}
    agree()


def test_the_expiry_is_taken_over_once_not_shortened_again(place, other, by):
    person = sentenced(place, by)
    stay = arrived(sent(person, other, by), by, expires_on=person.expires_on)
    (line,) = RegisterEntry.objects.of_stay(stay)
    assert (line.kind, line.expires_on, line.expires_on < ENDS) == ("first", person.expires_on, True)
    assert Remission.objects.get(stay=stay).entry is None


@pytest.mark.parametrize(
    ("otherwise", "letter", "told"),
    [
        ({}, ("12/Pen", date(2026, 10, 1), "PN Contoh"), []),
        ({"code": "A.III"}, ("", None, ""), ["register_code"]),
        ({"expires_on": date(2027, 5, 1)}, ("", None, ""), ["expires_on"]),
    ],
)
def test_the_order_comes_along_with_what_it_orders(place, other, by, otherwise, letter, told):
    person = inmates.inmate(facility=place, register_code="A.II", expires_on=date(2026, 12, 1))
    ends = date(2027, 4, 1)
    extended = Entry(EntryKind.EXTENSION, RegisterCode("A.II"), "AII.3/2026", date(2026, 10, 1), ends)
    order = Letter("12/Pen", date(2026, 10, 1), "PN Contoh", remark="Catatan pengirim")
    write_line(inmate=person, line=extended, letter=order, by=by, request_key=uuid.uuid4())
    stay = arrived(sent(person, other, by), by, **{"code": "A.II", "expires_on": ends, **otherwise})
    (line,) = RegisterEntry.objects.of_stay(stay)
    # A remark is the sender's own.
    assert (line.letter_number, line.letter_on, line.issued_by, line.remark) == (*letter, "")
    facts = Event.objects.get(action="inmates.person.arrived").facts
    assert facts == {"carried": [], "fields": told}
    assert rows(stay) == []
    with transaction.atomic():
        here = stay.inmate
        here.admitted_on = clock.today()
        here.save()
        correct_admissions([here], by=by)
    (line,) = RegisterEntry.objects.of_stay(stay)
    assert (line.starts_on, line.letter_number) == (clock.today(), letter[0])


def test_the_receiver_writes_the_sentence_anew_and_the_senders_stays(place, other, by):
    person = sentenced(place, by)
    transfer = sent(person, other, by)
    here = arrived(transfer, by, expires_on=person.expires_on).inmate
    record_sentence(inmate=here, term=Term(years=3), counts_from=date(2026, 1, 15), by=by)
    record_official_date(inmate=here, milestone=Milestone.HALF, day=None, source="", by=by)
    (shown,) = [stay_shown(stay) for stay in Stay.objects.of(here)]
    assert (shown.sentence.years, shown.sentence.carried_from) == (3, "")
    assert not any(each.official for each in shown.reached)
    there = stay_shown(transfer.stay)
    assert (there.sentence.years, [each.day for each in there.reached if each.official]) == (2, [HALF])
    grant_remission(
        inmate=here,
        kind=RemissionKind.HOLIDAY,
        term=Term(days=15),
        granted_on=clock.today(),
        by=by,
        request_key=uuid.uuid4(),
    )
    assert Remission.objects.filter(stay__inmate=here).count() == 2
    assert Remission.objects.filter(stay__inmate=person).count() == 1


def test_back_again_it_comes_from_where_somebody_was_last(place, other, by):
    person = sentenced(place, by)
    there = arrived(sent(person, other, by), by, expires_on=person.expires_on).inmate
    record_sentence(inmate=there, term=Term(years=3), counts_from=date(2026, 1, 15), by=by)
    back = arrived(
        sent(there, place, by, on=clock.today()), by, admitted_on=clock.today(), number="BI.8/2026"
    )
    assert Inmate.objects.count() == 2
    sentence = Sentence.objects.get(stay=back)
    assert (sentence.years, sentence.carried_from) == (3, "Rutan Lain")
    first = Stay.objects.of(person).last()
    assert Sentence.objects.get(stay=first).years == 2
    assert Remission.objects.get(stay=back).carried_from == "Rutan Lain"
    agree()


@pytest.mark.parametrize(
    ("model", "facts"),
    [
        (Sentence, {"years": 1, "counts_from": ENDS}),
        (Remission, {"kind": "umum", "days": 1, "granted_on": ENDS}),
        (OfficialDate, {"milestone": "half", "day": ENDS, "source": "SDP"}),
    ],
)
def test_nobody_brings_anything_who_came_from_nowhere(place, model, facts):
    stay = inmates.inmate(facility=place).stays.get()
    rule = {Sentence: "sentence", Remission: "remission", OfficialDate: "official_date"}[model]
    with pytest.raises(IntegrityError, match=f"{rule}_carried_by_a_transfer"), transaction.atomic():
        model.objects.create(facility=place, stay=stay, carried_from="Rutan Lain", **facts)
    model.objects.create(facility=place, stay=stay, **facts)
