"""Stays and the history of registers within them: what import writes, and what the database wants at commit."""

from contextlib import contextmanager
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from inmates.models import Inmate, RegisterEntry, Stay
from inmates.services import import_register
from inmates.services_stays import admit, begin_stays
from rutan.audit.models import Event
from tests.factories import accounts, inmates
from tests.typed_sql import run

ON = date(2026, 11, 24)
HEAD = "Nomor Register,Kode Register,Nama,Tanggal Lahir,Jenis Kelamin,Tanggal Masuk,Tanggal Ekspirasi\n"


@pytest.fixture
def place(db):
    return accounts.facility()


def brought_in(place, *, code="A.I", admitted="2026-09-01", expires="2026-09-20", on=ON):
    row = f"AI.7/2026,{code},Slamet Contoh,1990-05-05,L,{admitted},{expires}\n"
    import_register(content=(HEAD + row).encode(), facility=place, on=on, by=None)
    return Inmate.objects.get(register_number="AI.7/2026")


def history(person):
    lines = RegisterEntry.objects.of(person)
    return [(line.kind, line.code, str(line.starts_on), str(line.expires_on)) for line in lines]


def committed(write):
    """Write something, and run what would run at commit."""
    with transaction.atomic():
        write()
        agree()


@contextmanager
def refused(rule):
    """Whatever is tried is undone, and was refused by a rule of this name."""
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        yield


def agree():
    """Run what would run at commit."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate")
        cursor.execute("set constraints all deferred")


def test_a_file_begins_the_stay_and_then_writes_its_history(place):
    person = brought_in(place)
    assert history(person) == [("first", "A.I", "2026-09-01", "2026-09-20")]
    brought_in(place)
    assert len(history(person)) == 1
    brought_in(place, expires="2026-10-30", on=date(2026, 9, 21))
    brought_in(place, code="A.II", expires="2026-11-20", on=date(2026, 10, 31))
    brought_in(place, code="A.II", expires="2026-11-10", on=date(2026, 10, 31))
    brought_in(place, code="B.I", expires="2029-01-01")
    assert history(person) == [
        ("first", "A.I", "2026-09-01", "2026-09-20"),
        ("extension", "A.I", "2026-09-21", "2026-10-30"),
        ("change", "A.II", "2026-10-31", "2026-11-20"),
        ("correction", "A.II", "2026-10-31", "2026-11-10"),
        ("change", "B.I", "2026-11-24", "2029-01-01"),
    ]
    agree()


def test_a_corrected_day_of_admission_leaves_one_first_line_and_the_old_one_void(place):
    person = brought_in(place)
    brought_in(place, expires="2026-10-30", on=date(2026, 9, 21))
    brought_in(place, admitted="2026-09-10", expires="2026-10-30")
    assert history(person) == [
        ("first", "A.I", "2026-09-10", "2026-09-20"),
        ("extension", "A.I", "2026-09-21", "2026-10-30"),
    ]
    assert RegisterEntry.all_objects.filter(stay__inmate=person, kind="first").count() == 2
    assert Stay.objects.of(person).get().admitted_on == date(2026, 9, 10)
    agree()


def test_an_admission_by_hand_is_written_down(place):
    by = accounts.second_person()
    facts = {"full_name": "Orang Baru", "born_on": date(1990, 1, 1), "sex": "L", "register_code": "A.I"}
    person = admit(facility=place, by=by, facts={**facts, "register_number": "AI.9/2026", "admitted_on": ON})
    assert history(person) == [("first", "A.I", "2026-11-24", "None")]
    assert Event.objects.get(action="inmates.person.admitted").actor_id == by.pk
    agree()


@pytest.mark.parametrize(
    "change",
    [
        "register_code = 'B.I'",
        "register_number = 'x'",
        "expires_on = '2030-01-01'",
        "admitted_on = '2020-01-01'",
        "state = 'released', left_on = '2026-01-01'",
    ],
)
def test_a_row_that_says_other_than_the_history_is_refused_at_commit(place, change):
    person = inmates.inmate(facility=place, register_code="A.I")
    with refused("inmate_row_tells_the_history"):
        committed(lambda: run(f"update inmates_inmate set {change} where id = %s", person.pk))


def test_a_line_that_the_row_does_not_know_is_refused_at_commit(place):
    person = inmates.inmate(facility=place, register_code="A.I")
    stay = person.stays.get()
    line = {"kind": "change", "code": "A.II", "number": "x", "starts_on": ON}
    with refused("inmate_row_tells_the_history"):
        committed(lambda: RegisterEntry.objects.create(facility=place, stay=stay, **line))


def test_stays_of_a_person_never_overlap(place):
    person = inmates.left(inmates.inmate(facility=place), on=date(2026, 5, 1))
    with refused("stay_never_twice_on_a_day"):
        stays(person, date(2026, 4, 30))
    with refused("stay_one_at_a_time|stay_never_twice"):
        stays(person, date(2026, 5, 1), date(2027, 5, 1))


def stays(person, *admissions):
    for day in admissions:
        Stay.objects.create(facility=person.facility, inmate=person, admitted_on=day)


def test_lines_are_written_once(place):
    line = RegisterEntry.objects.get(stay__inmate=inmates.inmate(facility=place))
    for change in ("code = 'A.V'", "expires_on = '2030-01-01'", "starts_on = '2020-01-01'"):
        with refused("register_entry_stands_as_written"):
            run(f"update inmates_registerentry set {change} where id = %s", line.pk)


def test_a_line_is_of_the_facility_of_its_stay(place):
    other = accounts.facility(code="LAIN", name="Rutan Lain")
    stay = inmates.inmate(facility=place).stays.get()
    with pytest.raises(IntegrityError, match="register_entry_of_one_facility"), transaction.atomic():
        RegisterEntry.objects.create(
            facility=other, stay=stay, kind="change", code="A.I", number="x", starts_on=ON
        )
    with pytest.raises(IntegrityError, match="stay_of_one_facility"), transaction.atomic():
        Stay.objects.create(facility=other, inmate=stay.inmate, admitted_on=date(2030, 1, 1))


def test_people_who_were_here_before_have_a_stay_each(place):
    """As the migration makes them: a row of somebody who left says so too."""
    gone = inmates.left(inmates.inmate(facility=place), state="transferred", on=date(2026, 5, 1))
    stay = gone.stays.get()
    assert (stay.left_on, stay.departure) == (date(2026, 5, 1), "transferred")
    agree()
    assert begin_stays([], by=None) == []
