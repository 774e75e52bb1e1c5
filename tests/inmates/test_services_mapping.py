"""Columns that an office has named: remembered for the facility, and read by from then on."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from inmates.domain.columns import Column
from inmates.models import ColumnMapping, Inmate, RegisterImport
from inmates.queries_mapping import columns_of
from inmates.refusals import ImportRefused
from inmates.services import import_register, judge_handed_in
from inmates.services_mapping import name_columns
from inmates.unreadable import RegisterFileUnreadable
from rutan.accounts.permissions import Role
from tests.factories import accounts, registers
from tests.typed_sql import run

pytestmark = pytest.mark.django_db
HEAD = (*registers.HEAD[:2], "Yang Bersangkutan", *registers.HEAD[3:])
NAMED = {"yangbersangkutan": Column.FULL_NAME}


@pytest.fixture
def place():
    return accounts.facility()


@pytest.fixture
def by(place):
    return accounts.user_with(Role.REGISTRAR, facility=place)


def odd(place, by, **row):
    return registers.previewed(facility=place, by=by, content=registers.content(row, head=HEAD))


def named(file, by, columns=NAMED, key=None):
    return name_columns(register_import=file, columns=columns, by=by, request_key=key or uuid.uuid4())


def test_a_file_with_unknown_columns_waits_for_their_names_and_then_is_read_by_them(place, by):
    file = odd(place, by)
    assert (file.state, file.problem) == ("unmapped", "Kolom belum ada: nama.")
    anew = judge_handed_in(named(file, by))
    file.refresh_from_db()
    assert (file.state, anew.state, anew.totals) == ("discarded", "judged", {"warning": 1})
    registers.stored(anew, by=by)
    assert Inmate.objects.get().full_name == "Slamet Contoh"


def test_it_is_remembered_for_the_next_file_of_the_facility_and_of_no_other(place, by):
    named(odd(place, by), by)
    assert odd(place, by, number="AI.8/2026").state == "judged"
    (column,) = [each for each in columns_of(RegisterImport.objects.last()) if each.remembered]
    assert (column.column.heading, column.remembered.recorded_by) == ("Yang Bersangkutan", by)
    other = accounts.facility(code="LUA", name="Rutan Luar")
    registrar = accounts.user_with(Role.REGISTRAR, facility=other)
    assert odd(other, registrar).state == "unmapped"


def test_the_command_reads_by_them_too(place, by):
    content = registers.content({}, head=HEAD)
    with pytest.raises(RegisterFileUnreadable):
        import_register(content=content, facility=place, on=registers.ON, by=None)
    named(odd(place, by), by)
    import_register(content=content, facility=place, on=registers.ON, by=None)
    assert Inmate.objects.get().full_name == "Slamet Contoh"


def test_a_name_that_is_said_otherwise_takes_the_place_of_the_first(place, by):
    named(odd(place, by), by)
    anew = named(odd(place, by), by, {"yangbersangkutan": Column.ALIAS})
    assert judge_handed_in(anew).state == "unmapped"
    assert ColumnMapping.objects.get().column == "alias"


def test_what_is_stored_is_what_the_preview_read(place, by):
    named(odd(place, by), by)
    file = odd(place, by, number="AI.9/2026")
    ColumnMapping.objects.update(column="alias")
    registers.stored(file, by=by)
    assert Inmate.objects.get(register_number="AI.9/2026").full_name == "Slamet Contoh"


def test_a_stored_file_is_not_read_anew(place, by):
    with pytest.raises(ImportRefused):
        named(registers.imported({}, facility=place, by=by), by)
    assert ColumnMapping.objects.count() == 0


def test_the_same_form_twice_names_once(place, by):
    file, key = odd(place, by), uuid.uuid4()
    assert named(file, by, key=key) == named(file, by, key=key)
    assert RegisterImport.objects.count() == 2


def test_the_database_keeps_one_meaning_a_heading(place, by):
    row = ColumnMapping.objects.create(facility=place, heading="x", column="nik", recorded_by=by)
    with pytest.raises(IntegrityError, match="column_mapping_once_a_heading"), transaction.atomic():
        ColumnMapping.objects.create(facility=place, heading="x", column="sex", recorded_by=by)
    for change in ("heading = 'y'", "facility_id = facility_id + 1"):
        with pytest.raises(IntegrityError, match="column_mapping_stays_of_its_heading"), transaction.atomic():
            run(f"update inmates_columnmapping set {change} where id = %s", row.pk)
    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
        run("delete from inmates_columnmapping where id = %s", row.pk)


NAMELESS = (*registers.HEAD[:2], "", *registers.HEAD[3:])


def nameless(place, by, head=NAMELESS):
    return registers.previewed(facility=place, by=by, content=registers.content({}, head=head))


def without_heading(file):
    (found,) = [each for each in columns_of(file) if not each.column.heading]
    return found


def test_a_column_without_a_heading_is_named_by_its_letter_and_remembered_for_the_same_layout(place, by):
    file = nameless(place, by)
    assert file.state == "unmapped"
    column = without_heading(file).column
    assert (column.letter, column.samples, column.known) == ("C", ("Slamet Contoh",), False)
    anew = judge_handed_in(named(file, by, {column.key: Column.FULL_NAME}))
    registers.stored(anew, by=by)
    assert Inmate.objects.get().full_name == "Slamet Contoh"
    again = nameless(place, by)
    assert again.state == "judged"
    assert without_heading(again).remembered.recorded_by == by
    another = nameless(place, by, head=(*NAMELESS[:-1], "Kolom Lain"))
    assert (another.state, without_heading(another).remembered) == ("unmapped", None)
