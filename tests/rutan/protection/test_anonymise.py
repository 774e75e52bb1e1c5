"""Anonymising: just whose time is over, everywhere at once, with true figures, by the owner's login alone."""

from collections import Counter
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.db.backends.signals import connection_created
from django.db.utils import ProgrammingError
from django.utils import timezone

from inmates.models import FormerName, Inmate
from rehab.models import TierDecision
from rutan.accounts.permissions import Role
from rutan.apps import refuse_privileged_login
from rutan.audit.models import Event
from rutan.core import clock
from rutan.dashboard.catalogue import FIGURES
from rutan.dashboard.reading import Reading
from rutan.database import login
from rutan.protection.domain.erasing import PICTURE, WORDS
from rutan.protection.models import Anonymisation, LegalHold
from rutan.protection.queries_due import listing_of, people_due, years_before
from rutan.protection.reader import classification
from rutan.protection.services import place_hold
from rutan.protection.services_anonymise import AnonymiseRefused, anonymise
from rutan.reports.domain.months import Month
from tests.factories import accounts, inmates, lists, protection, reports
from tests.typed_sql import refused, run

WORD, OTHER = "Kenanga", "Melati"
TODAY = clock.today()
LATER = TODAY.replace(year=TODAY.year + 26, day=1)
COLUMNS = """
    select c.table_name, c.column_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and (c.data_type in ('text', 'character varying', 'json', 'jsonb', 'bytea', 'ARRAY') or c.column_name = 'nik')
"""
GUARDS = (
    "select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal order by 1, 2"
)


@contextmanager
def as_owner():
    """The connection of this process as the owner's login, as the command has it."""
    settings, own = connection.settings_dict, login("owner")
    before = settings["USER"], settings["PASSWORD"]
    connection.close()
    settings["USER"], settings["PASSWORD"] = own["user"], own.get("password", "")
    guard = {"receiver": refuse_privileged_login, "dispatch_uid": "refuse_privileged_login"}
    connection_created.disconnect(**guard)
    try:
        yield
    finally:
        connection_created.connect(**guard)
        connection.close()
        settings["USER"], settings["PASSWORD"] = before


def found(word):
    """Every column of every table in which a word stands."""
    with connection.cursor() as cursor:
        cursor.execute(COLUMNS)
        columns = cursor.fetchall()
        holding = []
        for table, column in columns:
            text = (
                f"encode({column}::bytea, 'escape')"
                if column in ("content", "pdf", "xlsx")
                else f"{column}::text"
            )
            cursor.execute(
                f'select count(*) from "{table}" where {text.replace(column, chr(34) + column + chr(34))} ilike %s',
                [f"%{word}%"],
            )
            if cursor.fetchone()[0]:
                holding.append(f"{table}.{column}")
    return holding


def guards():
    with connection.cursor() as cursor:
        cursor.execute(GUARDS)
        return cursor.fetchall()


def figures(place, head):
    """All figures of the dashboard, whole and by part, and those of the report, for this month and the one before."""
    now = clock.now()
    month = Month.of(TODAY)
    reading = Reading(head, place, now, month)
    said = {}
    for each in (reading, reading.before):
        for figure in FIGURES:
            rows = figure.rows_of(each)
            said[each.month, figure.code] = sorted(rows.values_list("pk", flat=True))
            if figure.split:
                parts = figure.parted(rows, each).values_list("part", "pk")
                said[each.month, figure.code, "parts"] = sorted(map(str, parts))
    read = reports.read(facility=place, period=f"{TODAY:%Y-%m}")
    return said, {code: sorted(figure.rows) for code, figure in read.figures.items()}, counts()


def counts():
    """People by sex and state, by the years they came and left; decisions by tier and year."""
    people = Inmate.all_objects.values_list(
        "sex", "state", "admitted_on__year", "left_on__year", "born_on__year"
    )
    decisions = TierDecision.objects.values_list("decided", "recommended", "decided_at__year")
    return Counter(people), Counter(decisions)


def two_people():
    place, there = accounts.facility(), accounts.facility(code="LUA", name="Rutan Luar")
    person = protection.everything(facility=place, word=WORD, number=1)
    other = protection.everything(facility=place, word=OTHER, number=2)
    protection.gone(person, to=there)
    return place, person, other


def looks_like_nobody(row, merged):
    """What became of the person's row, and of the one that was merged into it."""
    short = row.person_uuid.hex[:8]
    assert (row.full_name, row.nik, row.born_on) == (f"Anonim {short}", None, date(1987, 1, 1))
    assert (row.alias, row.address, row.remark, row.register_number) == ("", "", WORDS, f"ANONIM.{short}")
    merged.refresh_from_db()
    assert (merged.full_name, merged.register_number) == (f"Anonim {short}", f"ANONIM.{short}-2")
    assert (row.sex, row.register_code, row.state) == ("L", "B.I", "transferred")
    photo = row.photos.get()
    assert bytes(photo.file.content) == PICTURE


def test_nothing_of_a_person_is_left_and_nothing_of_another_is_touched(own_database):
    place, person, _other = two_people()
    head = accounts.user_with(Role.HEAD, facility=place)
    lists.saved(facility=place, by=head, query={"q": f"nama{WORD} panjang"})
    before, kept_of_other = figures(place, head), found(OTHER)
    guards_before = guards()
    assert len(found(WORD)) > 40
    assert min(sum(map(bool, read.values())) for read in before[:2]) >= 10, "figures that count somebody"
    assert people_due(LATER - timedelta(days=400)) == []
    listing = listing_of(LATER)
    merged = person.merges.get().merged
    assert [listed.keys for listed in listing.people] == [(person.pk, merged.pk)]
    assert {line.label for line in listing.lines} >= {
        table.label for table in classification().about_people() if table.erase
    }
    with as_owner():
        done = anonymise(token=listing.token, on=LATER)
    assert found(WORD) == []
    assert found(person.nik) == found(protection.former_nik(person)) == found("1987-03-21") == []
    # The file of the register and its rows have a clock of their own, which has run out for both.
    own_clock = {"inmates_importrow.values", "inmates_importrow.changes", "inmates_importrow.register_number"}
    assert set(kept_of_other) - set(found(OTHER)) == own_clock
    assert figures(place, head) == before
    assert guards() == guards_before
    looks_like_nobody(Inmate.objects.get(pk=person.pk), merged)
    assert (done.people, done.day, done.token) == (1, LATER, listing.token)
    assert done.performed_by_login == "pulih_owner"
    (event,) = Event.objects.filter(action="protection.anonymised")
    assert event.facts == {"count": 1, "rows": sum(done.counts.values()), "token": done.token}
    # Whoever is anonymised is not listed again, and old rows neither.
    again = listing_of(LATER)
    assert (again.people, again.lines) == ([], [])
    # The guards agree with what is there: somebody may go on working with the row.
    run("update inmates_inmate set education = 'SMA' where id = %s", person.pk)


def test_the_application_cannot_do_what_the_owner_does(own_database):
    _place, person, _other = two_people()
    token = listing_of(LATER).token
    with pytest.raises(AnonymiseRefused, match="PULIH_DB_ROLE"):
        anonymise(token=token, on=LATER)
    assert found(WORD)
    for statement in (
        "alter table inmates_formername disable trigger user",
        "alter table audit_event disable trigger all",
        "set session_replication_role = replica",
        "update inmates_inmateevent set full_name = ''",
        "update audit_event set facts = '{}'",
        "update files_storedfile set content = 'x'",
        "insert into protection_anonymisation (day, token, people, counts) values ('2050-01-01', 'x', 1, '{}')",
    ):
        with pytest.raises(ProgrammingError):
            run(statement)
    with refused("former_name_stands_as_written"):
        run("update inmates_formername set full_name = 'x' where inmate_id = %s", person.pk)


def test_a_list_that_changed_is_refused_and_nothing_is_written(own_database):
    _place, person, _other = two_people()
    token = listing_of(LATER).token
    before = guards()
    place_hold(inmate=person, letter_number="1", reason="Perkara", by=accounts.second_person())
    with as_owner():
        for wrong in (token, "", listing_of(LATER + timedelta(days=1)).token):
            with pytest.raises(AnonymiseRefused):
                anonymise(token=wrong, on=LATER)
    assert (len(found(WORD)) > 40, Anonymisation.objects.count(), guards()) == (True, 0, before)


def test_protocols_never_change(own_database):
    with as_owner():
        Anonymisation.objects.create(day=TODAY, token="x", people=1, counts={})
        with refused("anonymisation_stays_as_written"):
            run("update protection_anonymisation set people = 0")
        with pytest.raises(Exception, match="Cannot delete"):
            run("delete from protection_anonymisation")


@pytest.mark.django_db
class TestWhoseTimeIsOver:
    BEGAN = date(2019, 1, 1)
    LEFT = date(2020, 2, 29)
    DUE = date(2045, 2, 28)

    def gone(self, **facts):
        person = inmates.inmate(facility=accounts.facility(), admitted_on=self.BEGAN, **facts)
        return inmates.left(person, on=self.LEFT)

    def due(self, on=None):
        return [person.keys for person in people_due(on or self.DUE + timedelta(days=1))]

    def test_on_the_day_and_not_before(self):
        person = self.gone()
        assert self.due(date(2045, 2, 27)) == self.due(self.DUE) == []
        assert self.due(date(2045, 3, 1)) == [(person.pk,)]

    def test_not_while_in_custody_anywhere(self):
        person = self.gone()
        there = accounts.facility(code="LUA", name="Rutan Luar")
        back = inmates.inmate(facility=there, person_uuid=person.person_uuid, admitted_on=self.BEGAN)
        assert self.due() == []
        inmates.left(back, on=self.LEFT + timedelta(days=9))
        assert self.due() == []
        assert self.due(self.DUE + timedelta(days=11)) == [(person.pk, back.pk)]

    def test_not_while_somebody_with_the_same_nik_is_not_due(self):
        self.gone(nik="3304010101800001")
        inmates.inmate(facility=accounts.facility(code="LUA", name="Rutan Luar"), nik="3304010101800001")
        assert self.due() == []

    def test_not_under_a_hold(self):
        person = self.gone()
        place_hold(inmate=person, letter_number="1", reason="Perkara", by=accounts.second_person())
        assert self.due() == self.due(LATER) == []
        LegalHold.objects.update(ended_at=timezone.now(), ended_by=accounts.second_person())
        # The hold itself is something newer.
        assert self.due() == []
        assert self.due(LATER) == [(person.pk,)]

    def test_not_while_something_is_newer(self):
        person = self.gone()
        inmates.consent(inmate=person, decided_on=date(2021, 5, 5))
        assert self.due(date(2046, 5, 4)) == []
        assert self.due(date(2046, 5, 5)) == [(person.pk,)]

    def test_a_moment_of_the_last_day_is_of_that_day(self):
        person = self.gone()
        FormerName.objects.create(
            facility=person.facility, inmate=person, full_name="Dulu", reason="Putusan",
            until_at=timezone.make_aware(datetime(2021, 5, 5, 23, 30)), recorded_by=accounts.second_person(),
        )  # fmt: skip
        assert self.due(date(2046, 5, 4)) == []
        assert self.due(date(2046, 5, 5)) == [(person.pk,)]

    def test_a_mistaken_row_counts_from_its_end(self):
        person = inmates.inmate(facility=accounts.facility(), admitted_on=self.BEGAN)
        Inmate.all_objects.filter(pk=person.pk).update(
            voided_at=timezone.make_aware(datetime(2020, 1, 1)), voided_by=accounts.second_person()
        )
        person.stays.update(voided_at=timezone.now(), voided_by=accounts.second_person())
        assert self.due(date(2045, 1, 2)) == [(person.pk,)]


def test_years_before():
    assert years_before(date(2024, 2, 29), 25) == date(1999, 2, 28)
    assert years_before(date(2025, 3, 1), 25) == date(2000, 3, 1)
