"""The promises of the database itself: who we are, what we may not do."""

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from rutan import database
from rutan.grants import rights_of
from rutan.hardening import loose_functions
from rutan.roles import connect

FORBIDDEN = [
    "delete from accounts_user",
    "truncate audit_event",
    "delete from audit_event",
    "update audit_event set action = 'x'",
    "delete from accounts_roleassignmentevent",
    "update accounts_roleassignmentevent set pgh_label = 'x'",
    "insert into accounts_roleassignmentevent (pgh_label) values ('x')",
    "set role pulih_owner",
    "set session_replication_role = replica",
    "alter table audit_event disable trigger all",
    "drop table audit_event",
    "create table planted (n int)",
    "create temp table planted (n int)",
    "select nextval('audit_event_id_seq')",
    "update django_migrations set name = 'x'",
    "select _pgh_attach_context()",
]


@pytest.mark.django_db
def test_tests_run_as_the_application_which_owns_nothing():
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, session_user, rolsuper, rolbypassrls, rolcreatedb,"
            " (select count(*) from pg_class where relowner = r.oid)"
            " from pg_roles r where rolname = current_user"
        )
        assert cursor.fetchone() == ("pulih_app", "pulih_app", False, False, False, 0)


@pytest.mark.parametrize("statement", FORBIDDEN)
def test_the_application_may_not(own_connection, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        own_connection.execute(statement)


@pytest.fixture
def own_connection(django_db_setup, worker_database):
    with connect(database.login("app") | {"dbname": worker_database}) as own:
        yield own


def test_the_password_is_what_lets_the_application_in(django_db_setup, worker_database):
    given = database.server()
    wrong = database.login("app") | {"dbname": worker_database, "password": "not-the-password"}
    with connect(given | {"dbname": "postgres"}) as superuser:
        methods = superuser.execute("select distinct auth_method from pg_hba_file_rules").fetchall()
        stored = superuser.execute("select rolpassword from pg_authid where rolname = 'pulih_app'").fetchone()
    assert stored[0].startswith("SCRAM-SHA-256$")
    if methods == [("trust",)] or (("trust",) in methods and given.get("host", "").startswith("127.")):
        return  # a server that trusts local log-ons asks nobody for a password: its own setting, not ours
    with pytest.raises(psycopg.OperationalError):
        connect(wrong)


@pytest.mark.django_db
def test_rights_in_the_catalogue_are_those_of_the_table():
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.relname, coalesce(array_agg(a.privilege_type) filter (where a.privilege_type is not null), '{}')"
            " from pg_class c left join lateral aclexplode(c.relacl) a on a.grantee = 'pulih_app'::regrole"
            " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') group by 1"
        )
        in_catalogue = {table: frozenset(rights) for table, rights in cursor.fetchall()}
        cursor.execute(
            "select count(*) from pg_attribute where attacl is not null and attrelid in"
            " (select oid from pg_class where relnamespace = 'public'::regnamespace)"
        )
        column_rights = cursor.fetchone()[0]
        cursor.execute(
            "select count(*) from pg_class c, aclexplode(c.relacl) a where c.relkind = 'S' and a.grantee <> c.relowner"
        )
        sequence_rights = cursor.fetchone()[0]
    assert in_catalogue == {table: rights_of(table) for table in in_catalogue}
    assert (column_rights, sequence_rights) == (0, 0)


def test_every_model_has_rights():
    tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    assert {table for table in tables if not rights_of(table)} == {
        "pghistory_events"
    }  # a query of pghistory, no table


@pytest.mark.django_db
def test_no_trigger_function_can_be_switched_off():
    assert loose_functions() == []


def test_the_checks_see_a_loose_function(own_database):
    """Planted: what `pgtrigger install` would leave behind."""
    with connect(database.login("owner") | {"dbname": own_database}) as owner:
        owner.execute(
            "create or replace function _pgtrigger_should_ignore(trigger_name name) returns boolean"
            " language sql as 'select true'"
        )
    assert loose_functions() == ["_pgtrigger_should_ignore"]


def test_serving_as_a_superuser_or_the_owner_is_refused(django_db_setup, worker_database):
    from django.core.exceptions import ImproperlyConfigured

    from rutan.apps import refuse_privileged_login

    class Wrapper:
        pass

    wrapper = Wrapper()
    with connect(database.login("owner") | {"dbname": worker_database}) as wrapper.connection:
        with pytest.raises(ImproperlyConfigured):
            refuse_privileged_login(wrapper)
    with connect(database.login("app") | {"dbname": worker_database}) as wrapper.connection:
        assert refuse_privileged_login(wrapper) is None
