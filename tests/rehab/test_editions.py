"""Rules and programmes came with the program as the seeds say, and never change."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from psycopg.errors import RaiseException
from psycopg.types.json import Json

from rehab.domain import programme, tier_rule_reader
from rehab.domain.seed_edition import SEED_EDITION
from rehab.domain.seed_programmes import SEED_PROGRAMMES
from rehab.models import ProgrammeEdition, TierRuleEdition
from rehab.queries_pages import programmes_in_force
from rehab.queries_tiers import edition_in_force
from tests import databases

ON = date(2026, 11, 24)


@pytest.mark.django_db
def test_the_seed_edition_is_in_force():
    edition = edition_in_force(ON)
    assert (edition.rules, edition.drafted_by, edition.approved_by) == (SEED_EDITION, None, None)
    assert tier_rule_reader.parse(edition.rules).code == edition.code == "2026.1"
    with pytest.raises(TierRuleEdition.DoesNotExist):
        edition_in_force(date(2025, 12, 31))


@pytest.mark.django_db
def test_the_seed_programmes_are_stored_whole():
    stored = [
        {
            "code": edition.code,
            "name": edition.name,
            "tier": edition.tier,
            "days": edition.days,
            "phases": [
                {
                    "code": phase.code,
                    "name": phase.name,
                    "days": phase.days,
                    "units": [
                        {"type": unit.session_type, "count": unit.count, "minutes": unit.minutes}
                        for unit in phase.units.all()
                    ],
                }
                for phase in edition.phases.all()
            ],
        }
        for edition in ProgrammeEdition.objects.with_units()
    ]
    assert stored == list(SEED_PROGRAMMES)
    assert [each.code for each in programmes_in_force(on=ON)] == [
        programme.parse(each).code for each in SEED_PROGRAMMES
    ]


TABLES = ("tierruleedition", "programmeedition", "phase", "programmeunit")


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["update rehab_{} set id = id", "delete from rehab_{}"])
def test_the_application_may_only_read_them(table, statement):
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement.format(table))


@pytest.fixture
def as_owner(own_database):
    with databases.connect(databases.login("owner") | {"dbname": own_database}) as owner:
        yield owner


def test_the_owner_adds_editions_and_changes_none(as_owner):
    rules = Json({**SEED_EDITION, "code": "2026.2"})
    add = "insert into rehab_tierruleedition (code, valid_from, rules) values (%s, %s, %s)"
    as_owner.execute(add, ["2026.2", date(2026, 12, 1), rules])
    as_owner.commit()
    assert [edition_in_force(day).code for day in (ON, date(2026, 12, 1))] == ["2026.1", "2026.2"]
    for table in TABLES:
        for statement in (f"update rehab_{table} set id = id", f"delete from rehab_{table}"):
            with pytest.raises(RaiseException, match="Cannot update or delete rows"), as_owner.transaction():
                as_owner.execute(statement)
    assert TierRuleEdition.objects.count() == 2
